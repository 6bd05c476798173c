//! Sessions and the tokens that stand for them: a short access token, and a refresh token that is used once.

use axum::response::{IntoResponse, Response};
use endpoint::{Context, Error, Json, Random, Result};
use http::{StatusCode, header};
use identity::{
    ACCESS_TOKEN_LIFETIME, AccessClaims, RefreshToken, Secret, SigningKey, UserId, WorkspaceId,
};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use stores::Transaction;
use utoipa::ToSchema;

use crate::{
    account::{ACCOUNT_COLUMNS, Account},
    cookie::{self, Channel},
};

/// How long a session lives without being refreshed.
pub(crate) const REFRESH_TOKEN_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A session, as its owner gets it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Goes into `authorization: Bearer …`.
    pub access_token: String,
    /// Always `bearer`.
    pub token_type: &'static str,
    /// Seconds until the access token ends.
    pub expires_in: i64,
    /// Gets the next pair of tokens, once. The cookie `undertone_refresh` holds the same.
    pub refresh_token: String,
    /// Who is signed in.
    pub user: Account,
}

/// A session on its way to the client: status, body and cookie.
#[derive(Debug)]
pub(crate) struct SessionAnswer {
    pub(crate) status: StatusCode,
    pub(crate) session: Session,
    pub(crate) channel: Channel,
}

impl IntoResponse for SessionAnswer {
    fn into_response(self) -> Response {
        let refresh_token = Secret::presented(&self.session.refresh_token);
        let mut response = (self.status, Json(self.session)).into_response();
        if let Some(cookie) = cookie::set(&refresh_token, REFRESH_TOKEN_LIFETIME, self.channel) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// What makes sessions, got ready before a transaction begins: the first use of the signing key writes it.
pub(crate) struct Mint {
    pub(crate) key: SigningKey,
    random: Random,
    now: Timestamp,
}

impl Mint {
    /// Gets the signing key.
    pub(crate) async fn ready(cx: &Context) -> Result<Self> {
        Ok(Self {
            key: cx.signing_key().await?,
            random: cx.random.clone(),
            now: cx.clock.now(),
        })
    }

    /// Opens a session for a user.
    pub(crate) async fn open(&self, tx: &Transaction, user: UserId) -> Result<Session> {
        let account = account(tx, user).await?;
        let id = self.random.uuid_v7(self.now).to_string();
        tx.execute(
            "INSERT INTO sessions (id, workspace_id, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
            (id.as_str(), account.workspace.id, user.0, self.now, self.now + REFRESH_TOKEN_LIFETIME),
        )
        .await?;
        self.issue(&id, 0, account)
    }

    /// New tokens for a session whose present refresh token has that number.
    pub(crate) async fn carry_on(
        &self,
        tx: &Transaction,
        id: &str,
        number: i64,
        user: UserId,
    ) -> Result<Session> {
        self.issue(id, number, account(tx, user).await?)
    }

    fn issue(&self, id: &str, number: i64, account: Account) -> Result<Session> {
        let session = id.to_owned();
        let refresh_token = RefreshToken { session, number }.sign(&self.key);
        let claims = AccessClaims {
            sub: UserId(account.id),
            ws: WorkspaceId(account.workspace.id),
            role: account.role,
            sid: id.to_owned(),
            exp: (self.now + ACCESS_TOKEN_LIFETIME).as_second(),
        };
        Ok(Session {
            access_token: self.key.sign(&claims).map_err(Error::internal)?,
            token_type: "bearer",
            expires_in: ACCESS_TOKEN_LIFETIME.as_secs(),
            refresh_token: refresh_token.expose().to_owned(),
            user: account,
        })
    }
}

/// Ends a session: its access and refresh tokens stop working at once.
pub(crate) async fn end(tx: &Transaction, id: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE sessions SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL",
        (now, id),
    )
    .await?;
    Ok(())
}

/// Ends every session of a user but, where one is named, that one.
pub(crate) async fn end_all(
    tx: &Transaction,
    user: UserId,
    but: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "UPDATE sessions SET revoked_at = $1 WHERE user_id = $2 AND id <> $3 AND revoked_at IS NULL",
        (now, user.0, but.unwrap_or_default()),
    )
    .await?;
    Ok(())
}

async fn account(tx: &Transaction, user: UserId) -> Result<Account> {
    let select = format!(
        "SELECT {ACCOUNT_COLUMNS} FROM users u JOIN workspaces w ON w.id = u.workspace_id WHERE u.id = $1"
    );
    Ok(tx.query_one(&select, (user.0,)).await?)
}
