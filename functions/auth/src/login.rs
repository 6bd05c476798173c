//! `POST /api/auth/login`: a password for a session.

use axum::extract::State;
use endpoint::{Context, Error, Json, Problem, Result, audit};
use http::StatusCode;
use identity::{Email, PasswordHash, UserId, WorkspaceId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    account,
    attempts::{self, Door, Guess, Spent},
    cookie::Channel,
    known_clients,
    session::{Mint, Session, SessionAnswer},
};

/// Who wants in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The email address, in any case.
    #[schema(format = Email, min_length = 3, max_length = 254)]
    pub email: String,
    /// The password.
    #[schema(format = Password)]
    pub password: String,
}

/// Signs a user in.
#[utoipa::path(post, path = "/api/auth/login", tag = "auth", operation_id = "login",
    extensions(("x-permission" = json!("public"))), request_body = Credentials,
    responses((status = 200, body = Session), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn post(
    State(cx): State<Context>,
    channel: Channel,
    Json(credentials): Json<Credentials>,
) -> Result<SessionAnswer> {
    let email = account::email(&credentials.email)?;
    let guess = Guess {
        door: Door::SignIn,
        email: &email,
        client: channel.client,
    };
    let spent = attempts::spend(&cx, guess).await?;
    let user = prove(&cx, &email, &credentials.password).await?;
    let session = sign_in(&cx, user, guess, &spent).await?;
    Ok(SessionAnswer {
        status: StatusCode::OK,
        session,
        channel,
    })
}

#[derive(Clone, Copy)]
struct Known {
    user: UserId,
    workspace: WorkspaceId,
}

/// The user whose password it is. An unknown address takes as long as a wrong password and is answered alike.
async fn prove(cx: &Context, email: &Email, password: &str) -> Result<Known> {
    let found: Option<(i64, i64, String, bool)> = cx
        .records
        .query_optional(
            "SELECT id, workspace_id, hashed_password, is_active FROM users WHERE email = $1",
            (email.as_str(),),
        )
        .await?;
    let (known, hash, active) = found.map_or_else(
        || (None, PasswordHash::of_nobody(), false),
        |(user, workspace, hash, active)| {
            let known = Known {
                user: UserId(user),
                workspace: WorkspaceId(workspace),
            };
            (Some(known), PasswordHash::stored(hash), active)
        },
    );
    let matches = hash.matches(password).map_err(Error::internal)?;
    let Some(known) = known.filter(|_| matches && active) else {
        book_failure(cx, known, if matches { "inactive" } else { "password" }).await?;
        return Err(refusal(matches));
    };
    Ok(known)
}

fn refusal(password_matches: bool) -> Error {
    if password_matches {
        return Error::forbidden("inactive_user", "this user may not sign in any more")
            .remedy("ask an administrator of the workspace");
    }
    Error::unauthorized(
        "wrong_credentials",
        "the email address or the password is wrong",
    )
}

async fn book_failure(cx: &Context, known: Option<Known>, reason: &str) -> Result<()> {
    let resource = known.map_or_else(
        || "user:unknown".to_owned(),
        |known| format!("user:{}", known.user.0),
    );
    let entry = audit::Entry {
        workspace: known.map(|known| known.workspace),
        user: known.map(|known| known.user),
        action: "sign_in_failed",
        resource: &resource,
        details: json!({ "reason": reason }),
    };
    let tx = cx.records.begin().await?;
    audit::record(&tx, entry, cx.clock.now()).await?;
    Ok(tx.commit().await?)
}

async fn sign_in(cx: &Context, known: Known, guess: Guess<'_>, spent: &Spent) -> Result<Session> {
    let (mint, now) = (Mint::ready(cx).await?, cx.clock.now());
    let network = known_clients::hash(&mint.key, guess.email, guess.client);
    let tx = cx.records.begin().await?;
    spent.take_back(&tx).await?;
    known_clients::remember(&tx, known.workspace, known.user, &network, now).await?;
    let session = mint.open(&tx, known.user).await?;
    let entry = audit::Entry {
        workspace: Some(known.workspace),
        user: Some(known.user),
        action: "sign_in",
        resource: &format!("user:{}", known.user.0),
        details: json!({}),
    };
    audit::record(&tx, entry, now).await?;
    tx.commit().await?;
    Ok(session)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{Answer, App};
    use serde_json::json;

    use crate::testing::{ADA, PASSWORD, app_with_ada};

    fn login(app: &App, email: &str, password: &str) -> Answer {
        app.post("/api/auth/login")
            .json(&json!({"email": email, "password": password}))
            .send()
    }

    #[test]
    fn the_right_password_opens_a_session() {
        let app = app_with_ada();
        let answer = login(&app, " ADA@example.org", PASSWORD);
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(
            (&answer.json()["token_type"], &answer.json()["expires_in"]),
            (&json!("bearer"), &json!(900))
        );
        let cookie = answer.header("set-cookie").unwrap();
        assert!(
            cookie.contains("HttpOnly; SameSite=Strict") && !cookie.contains("Secure"),
            "{cookie}"
        );
        assert_eq!(
            app.execute("DELETE FROM audit_log WHERE action = 'sign_in' AND resource = 'user:1'"),
            1
        );
        assert_eq!(
            app.execute("DELETE FROM refresh_tokens"),
            0,
            "what is not used leaves no row"
        );
    }

    #[test]
    fn unknown_and_wrong_are_told_alike() {
        let app = app_with_ada();
        let (wrong, unknown) = (
            login(&app, ADA, "not the password"),
            login(&app, "eve@example.org", PASSWORD),
        );
        assert_eq!(
            (wrong.status, wrong.code()),
            (401, "wrong_credentials".to_owned())
        );
        assert_eq!(wrong.json(), unknown.json());
        assert_eq!(
            app.execute("DELETE FROM audit_log WHERE action = 'sign_in_failed'"),
            2
        );
    }

    #[test]
    fn an_inactive_user_learns_it_with_the_right_password_only() {
        let app = app_with_ada();
        app.execute("UPDATE users SET is_active = (1 = 0)");
        assert_eq!(login(&app, ADA, PASSWORD).code(), "inactive_user");
        assert_eq!(
            login(&app, ADA, "not the password").code(),
            "wrong_credentials"
        );
    }

    #[test]
    fn guessing_one_account_is_limited_and_success_forgives() {
        let app = app_with_ada();
        for _ in 0..9 {
            assert_eq!(login(&app, ADA, "not the password").status, 401);
        }
        assert_eq!(login(&app, ADA, PASSWORD).status, 200);
        for _ in 0..10 {
            assert_eq!(login(&app, ADA, "not the password").status, 401);
        }
        let limited = login(&app, ADA, PASSWORD);
        assert_eq!(
            (limited.status, limited.header("retry-after")),
            (429, Some("533"))
        );
        assert_eq!(
            login(&app, "eve@example.org", PASSWORD).status,
            401,
            "others may still try"
        );
    }

    /// How a sign-in from that client is answered.
    fn from(app: &App, client: &str, password: &str) -> u16 {
        let body = json!({"email": ADA, "password": password});
        let call = app
            .post("/api/auth/login")
            .header("spin-client-addr", &format!("{client}:5000"));
        call.header("x-forwarded-for", "203.0.113.7")
            .json(&body)
            .send()
            .status
    }

    #[test]
    fn guessing_many_accounts_from_one_client_is_limited() {
        let app = app_with_ada();
        let spent = "INSERT INTO login_attempts (subject, window_start, failures) VALUES ('client:192.0.2.1', $1, 50)";
        app.execute_with(
            spent,
            (jiff::Timestamp::from_second(1_772_600_400).unwrap(),),
        );
        for _ in 0..12 {
            assert_eq!(from(&app, "192.0.2.1", PASSWORD), 429);
        }
        assert_eq!(
            app.execute("DELETE FROM login_attempts WHERE subject LIKE 'account%'"),
            0,
            "and no account is touched"
        );
        assert_eq!(from(&app, "192.0.2.2", PASSWORD), 200);
    }

    #[test]
    fn strangers_lock_nobody_out() {
        let app = app_with_ada();
        assert_eq!(from(&app, "192.0.2.1", PASSWORD), 200);
        for _ in 0..10 {
            assert_eq!(from(&app, "192.0.2.2", "not the password"), 401);
        }
        assert_eq!(from(&app, "192.0.2.2", PASSWORD), 429);
        assert_eq!(from(&app, "192.0.2.1", PASSWORD), 200);
        let many = "UPDATE login_attempts SET failures = 200 WHERE subject LIKE 'account:%'";
        assert_eq!(app.execute(many), 1, "one account, from everywhere");
        assert_eq!(from(&app, "192.0.2.3", PASSWORD), 429);
        assert_eq!(from(&app, "192.0.2.1", PASSWORD), 200);
        for _ in 0..10 {
            assert_eq!(from(&app, "192.0.2.1", "not the password"), 401);
        }
        assert_eq!(from(&app, "192.0.2.1", PASSWORD), 429);
    }
}
