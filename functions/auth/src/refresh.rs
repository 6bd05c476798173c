//! `POST /api/auth/refresh`: a refresh token for the next pair of tokens.
//!
//! Each is used once. One that comes again was copied, or two windows asked at the same time: within ten seconds it
//! counts as the latter and gets what the first use got, later it ends the session.

mod earlier;

use axum::extract::{FromRequest, OptionalFromRequest, Request, State};
use endpoint::{Context, Error, Json, Problem, Result, audit};
use http::StatusCode;
use identity::{RefreshToken as SignedToken, Secret, UserId, WorkspaceId};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::json;
use stores::{FromRow, Row, Transaction};
use utoipa::ToSchema;

use crate::{
    cookie::{self, Channel},
    session::{self, Mint, REFRESH_TOKEN_LIFETIME, Session, SessionAnswer},
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

/// A refresh token's session, as the records hold it, and when the token was used before.
struct Kept {
    session: String,
    workspace: WorkspaceId,
    user: UserId,
    /// The number of the session's present token.
    present: i64,
    used_at: Option<Timestamp>,
}

impl FromRow for Kept {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            session: row.take()?,
            workspace: WorkspaceId(row.take()?),
            user: UserId(row.take()?),
            present: row.take()?,
            used_at: row.take()?,
        })
    }
}

/// What a token that was presented is.
enum Used {
    /// Not of a session that lives.
    Unknown,
    /// Its use gives the session's present token: for the first time, or within the grace of that.
    Well(Kept),
    /// It was used long ago.
    Again(Kept),
}

async fn rotate(cx: &Context, token: &Secret) -> Result<Session> {
    let (mint, now) = (Mint::ready(cx).await?, cx.clock.now());
    let tx = cx.records.begin().await?;
    let used = match SignedToken::read(&mint.key, token.expose()) {
        Some(signed) => use_signed(&tx, token, &signed, now).await?,
        None => earlier::use_up(&tx, token, now).await?,
    };
    match used {
        Used::Unknown => Err(Error::unauthorized(
            "invalid_refresh_token",
            "the refresh token is not valid",
        )
        .remedy("sign in again")),
        Used::Again(kept) => {
            end_copied(&tx, &kept, now).await?;
            tx.commit().await?;
            let detail = "the refresh token was used before; its session has ended";
            Err(Error::unauthorized("reused_refresh_token", detail).remedy("sign in again"))
        }
        Used::Well(kept) => {
            let session = mint
                .carry_on(&tx, &kept.session, kept.present, kept.user)
                .await?;
            tx.commit().await?;
            Ok(session)
        }
    }
}

async fn use_signed(
    tx: &Transaction,
    token: &Secret,
    signed: &SignedToken,
    now: Timestamp,
) -> Result<Used> {
    let hash = token.hash();
    // Counts on first and reads then, so that of two at once the second one waits for the first and sees its use.
    if advance(tx, &signed.session, signed.number, now).await? {
        // Kept for the grace only: afterwards the number tells that the token was used.
        tx.execute(
            "INSERT INTO refresh_tokens (token_hash, workspace_id, session_id, created_at, expires_at, used_at) \
             SELECT $1, workspace_id, id, $2, $3, $2 FROM sessions WHERE id = $4",
            (hash.as_str(), now, now + GRACE, signed.session.as_str()),
        )
        .await?;
    }
    let kept: Option<Kept> = tx
        .query_optional(
            "SELECT s.id, s.workspace_id, s.user_id, s.generation, t.used_at \
             FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN refresh_tokens t ON t.token_hash = $1 \
             WHERE s.id = $2 AND s.expires_at > $3 AND s.revoked_at IS NULL AND u.is_active = $4",
            (hash.as_str(), signed.session.as_str(), now, true),
        )
        .await?;
    // A higher number than the session's is of a later state than these records, which were restored.
    Ok(match kept.filter(|kept| signed.number < kept.present) {
        None => Used::Unknown,
        Some(kept) if kept.used_at.is_some_and(|used_at| in_grace(used_at, now)) => {
            Used::Well(kept)
        }
        Some(kept) => Used::Again(kept),
    })
}

/// Gives a living session its next token, if its present one still has that number.
async fn advance(tx: &Transaction, session: &str, from: i64, now: Timestamp) -> Result<bool> {
    let advanced = tx
        .execute(
            "UPDATE sessions SET generation = generation + 1, expires_at = $1 \
             WHERE id = $2 AND generation = $3 AND expires_at > $4 AND revoked_at IS NULL",
            (now + REFRESH_TOKEN_LIFETIME, session, from, now),
        )
        .await?;
    Ok(advanced == 1)
}

fn in_grace(used_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(used_at) <= GRACE
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
        let next = refresh_token(&refresh(&app, &token));
        for _ in 0..49 {
            assert_eq!(refresh_token(&refresh(&app, &token)), next);
        }
        app.cx.clock.advance(SignedDuration::from_secs(10));
        assert_eq!(refresh_token(&refresh(&app, &token)), next);
        assert_eq!(refresh(&app, &next).status, 200, "and it is good for more");
    }

    #[test]
    fn a_late_window_gets_what_the_others_have_by_then() {
        let app = app_with_ada();
        let first = refresh_token(&sign_in_ada(&app));
        let second = refresh_token(&refresh(&app, &first));
        let third = refresh_token(&refresh(&app, &second));
        assert_eq!(refresh_token(&refresh(&app, &first)), third);
        assert_eq!(refresh_token(&refresh(&app, &second)), third);
    }

    #[test]
    fn a_use_is_found_out_long_after_its_row_is_gone() {
        let app = app_with_ada();
        let stolen = refresh_token(&sign_in_ada(&app));
        let mut thiefs = refresh_token(&refresh(&app, &stolen));
        for _ in 0..40 {
            app.cx.clock.advance(SignedDuration::from_hours(24));
            thiefs = refresh_token(&refresh(&app, &thiefs));
            app.execute("DELETE FROM refresh_tokens");
        }
        assert_eq!(refresh(&app, &stolen).code(), "reused_refresh_token");
        assert_eq!(refresh(&app, &thiefs).code(), "invalid_refresh_token");
    }

    #[test]
    fn records_restored_to_an_earlier_point_refuse_what_came_later() {
        let app = app_with_ada();
        let first = refresh_token(&sign_in_ada(&app));
        let second = refresh_token(&refresh(&app, &first));
        let third = refresh_token(&refresh(&app, &second));
        app.execute("UPDATE sessions SET generation = 1");
        app.execute("DELETE FROM refresh_tokens");
        assert_eq!(refresh(&app, &third).code(), "invalid_refresh_token");
        assert_eq!(refresh(&app, &second).status, 200, "nobody was robbed");
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
        let array = app.post("/api/auth/refresh").json(&json!(["guess"])).send();
        assert_eq!(
            (array.status, array.code()),
            (400, "invalid_body".to_owned())
        );
        assert_eq!(
            app.post("/api/auth/refresh").body("{").send().code(),
            "not_json"
        );
        let token = refresh_token(&sign_in_ada(&app));
        app.execute("UPDATE users SET is_active = (1 = 0)");
        assert_eq!(refresh(&app, &token).code(), "invalid_refresh_token");
    }
}
