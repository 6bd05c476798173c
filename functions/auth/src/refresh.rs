//! `POST /api/auth/refresh`: a refresh token for the next pair of tokens.
//!
//! Each is used once. One that comes again was copied, or two windows asked at the same time: within ten seconds it
//! counts as the latter, later it ends the session.

use axum::extract::{FromRequest, OptionalFromRequest, Request, State};
use endpoint::{Context, Error, Json, Problem, Result, audit};
use http::StatusCode;
use identity::{Secret, UserId, WorkspaceId};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::json;
use stores::{FromRow, Row, Transaction};
use utoipa::ToSchema;

use crate::{
    cookie::{self, Channel},
    session::{self, Mint, Session, SessionAnswer},
};

/// How long after its use a token may come again.
const GRACE: SignedDuration = SignedDuration::from_secs(10);

/// The refresh token, unless the cookie brings it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshToken {
    /// As the last answer gave it.
    pub refresh_token: Option<String>,
}

/// The token a request presents, in its body or in the cookie.
pub(crate) struct Presented(Secret);

impl<S: Send + Sync> FromRequest<S> for Presented {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let cookie = cookie::presented(request.headers(), request.uri());
        let body = <Json<RefreshToken> as OptionalFromRequest<S>>::from_request(request, state);
        let sent = body.await?.and_then(|Json(body)| body.refresh_token);
        sent.as_deref().map(Secret::presented).or(cookie).map(Self).ok_or_else(|| {
            Error::unauthorized("no_refresh_token", "neither the body nor the cookie holds a refresh token").remedy(
                "sign in again; with the cookie, send x-requested-with: undertone or an origin equal to the host",
            )
        })
    }
}

/// Carries a session on.
#[utoipa::path(post, path = "/api/auth/refresh", tag = "auth", operation_id = "refresh",
    extensions(("x-permission" = json!("public"))), request_body = Option<RefreshToken>,
    responses((status = 200, body = Session), (status = 400, body = Problem), (status = 401, body = Problem)))]
pub(crate) async fn post(
    State(cx): State<Context>,
    channel: Channel,
    Presented(token): Presented,
) -> Result<SessionAnswer> {
    let session = rotate(&cx, &token).await?;
    Ok(SessionAnswer {
        status: StatusCode::OK,
        session,
        channel,
    })
}

/// A refresh token with its session, as the records hold them.
struct Kept {
    session: String,
    workspace: WorkspaceId,
    user: UserId,
    used_at: Option<Timestamp>,
}

impl FromRow for Kept {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            session: row.take()?,
            workspace: WorkspaceId(row.take()?),
            user: UserId(row.take()?),
            used_at: row.take()?,
        })
    }
}

async fn rotate(cx: &Context, token: &Secret) -> Result<Session> {
    let (mint, now) = (Mint::ready(cx).await?, cx.clock.now());
    let tx = cx.records.begin().await?;
    let Some(kept) = use_up(&tx, token, now).await? else {
        return Err(
            Error::unauthorized("invalid_refresh_token", "the refresh token is not valid")
                .remedy("sign in again"),
        );
    };
    if kept
        .used_at
        .is_some_and(|used_at| now.duration_since(used_at) > GRACE)
    {
        end_copied(&tx, &kept, now).await?;
        tx.commit().await?;
        let detail = "the refresh token was used before; its session has ended";
        return Err(Error::unauthorized("reused_refresh_token", detail).remedy("sign in again"));
    }
    let session = mint.carry_on(&tx, &kept.session, kept.user).await?;
    tx.commit().await?;
    Ok(session)
}

/// The token, if its session lives, and when it was used before; marks it as used.
async fn use_up(tx: &Transaction, token: &Secret, now: Timestamp) -> Result<Option<Kept>> {
    let hash = token.hash();
    // Marks first and reads then, so that of two at once the second one waits for the first and sees its mark.
    let first = tx
        .execute(
            "UPDATE refresh_tokens SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL",
            (now, hash.as_str()),
        )
        .await?;
    let kept: Option<Kept> = tx
        .query_optional(
            "SELECT t.session_id, t.workspace_id, s.user_id, t.used_at \
             FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id JOIN users u ON u.id = s.user_id \
             WHERE t.token_hash = $1 AND t.expires_at > $2 AND s.expires_at > $2 AND s.revoked_at IS NULL \
             AND u.is_active = $3",
            (hash.as_str(), now, true),
        )
        .await?;
    Ok(kept.map(|kept| {
        if first == 1 {
            Kept {
                used_at: None,
                ..kept
            }
        } else {
            kept
        }
    }))
}

async fn end_copied(tx: &Transaction, kept: &Kept, now: Timestamp) -> Result<()> {
    session::end(tx, &kept.session, now).await?;
    let entry = audit::Entry {
        workspace: Some(kept.workspace),
        user: Some(kept.user),
        action: "refresh_token_reused",
        resource: &format!("session:{}", kept.session),
        details: json!({}),
    };
    audit::record(tx, entry, now).await
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{Answer, App};
    use jiff::SignedDuration;
    use serde_json::json;

    use crate::testing::{app_with_ada, sign_in_ada};

    fn refresh(app: &App, token: &str) -> Answer {
        app.post("/api/auth/refresh")
            .json(&json!({"refresh_token": token}))
            .send()
    }

    fn refresh_token(answer: &Answer) -> String {
        answer.json()["refresh_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{}", answer.text()))
            .to_owned()
    }

    #[test]
    fn each_token_gets_the_next() {
        let app = app_with_ada();
        let first = refresh_token(&sign_in_ada(&app));
        app.cx.clock.advance(SignedDuration::from_hours(24));
        let answer = refresh(&app, &first);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let second = refresh_token(&answer);
        assert_ne!(first, second);
        let access = answer.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(app.get("/api/auth/me").bearer(&access).send().status, 200);
        assert_eq!(refresh(&app, &second).status, 200);
    }

    #[test]
    fn two_windows_at_once_both_get_on() {
        let app = app_with_ada();
        let token = refresh_token(&sign_in_ada(&app));
        assert_eq!(refresh(&app, &token).status, 200);
        app.cx.clock.advance(SignedDuration::from_secs(10));
        assert_eq!(refresh(&app, &token).status, 200);
    }

    #[test]
    fn a_copied_token_ends_its_session() {
        let app = app_with_ada();
        let stolen = refresh_token(&sign_in_ada(&app));
        let next = refresh(&app, &stolen);
        app.cx.clock.advance(SignedDuration::from_secs(11));
        assert_eq!(refresh(&app, &stolen).code(), "reused_refresh_token");
        assert_eq!(
            refresh(&app, &refresh_token(&next)).code(),
            "invalid_refresh_token"
        );
        let access = next.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(
            app.get("/api/auth/me").bearer(&access).send().code(),
            "session_ended"
        );
        assert_eq!(
            app.execute("DELETE FROM audit_log WHERE action = 'refresh_token_reused'"),
            1
        );
    }

    #[test]
    fn a_session_ends_30_days_after_its_last_refresh() {
        let app = app_with_ada();
        let token = refresh_token(&sign_in_ada(&app));
        app.cx
            .clock
            .advance(SignedDuration::from_hours(30 * 24 - 1));
        let next = refresh_token(&refresh(&app, &token));
        app.cx.clock.advance(SignedDuration::from_hours(30 * 24));
        assert_eq!(refresh(&app, &next).code(), "invalid_refresh_token");
    }

    #[test]
    fn the_cookie_works_from_our_page_only() {
        let app = app_with_ada();
        let cookie = sign_in_ada(&app)
            .header("set-cookie")
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let call = || app.post("/api/auth/refresh").header("cookie", &cookie);
        let elsewhere = call()
            .header("origin", "https://evil.example")
            .header("host", "127.0.0.1:3000")
            .send();
        assert_eq!(
            (elsewhere.status, elsewhere.code()),
            (401, "no_refresh_token".to_owned())
        );
        let ours = call().header("x-requested-with", "undertone").send();
        assert_eq!(ours.status, 200, "{}", ours.text());
        assert_ne!(
            ours.header("set-cookie").unwrap().split(';').next(),
            Some(cookie.as_str())
        );
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let app = app_with_ada();
        assert_eq!(
            app.post("/api/auth/refresh").send().code(),
            "no_refresh_token"
        );
        assert_eq!(refresh(&app, "guess").code(), "invalid_refresh_token");
        assert_eq!(
            app.post("/api/auth/refresh").body("{").send().code(),
            "not_json"
        );
        let token = refresh_token(&sign_in_ada(&app));
        app.execute("UPDATE users SET is_active = (1 = 0)");
        assert_eq!(refresh(&app, &token).code(), "invalid_refresh_token");
    }
}
