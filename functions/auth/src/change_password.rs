//! `POST /api/auth/password`: a user changes the own password.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Problem, Result, audit};
use http::StatusCode;
use identity::{PasswordHash, Permission};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    account,
    attempts::{self, Limit},
    session,
};

/// The old password and the new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password.
    #[schema(format = Password)]
    pub current: String,
    /// The next one: 12 to 128 characters.
    #[schema(format = Password, min_length = 12, max_length = 128)]
    pub new: String,
}

/// Changes the caller's password and ends their other sessions.
#[utoipa::path(post, path = "/api/auth/password", tag = "auth", operation_id = "change_password",
    extensions(("x-permission" = json!("account:self"))), request_body = PasswordChange,
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 429, body = Problem)))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(change): Json<PasswordChange>,
) -> Result<StatusCode> {
    caller.may(Permission::Account)?;
    check_current(&cx, &caller, &change.current).await?;
    let email = account::email(&caller.email)?;
    let hash = account::hashed(&change.new, &email, "new", cx.random.bytes())?;
    replace(&cx, &caller, &hash).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn check_current(cx: &Context, caller: &Caller, current: &str) -> Result<()> {
    attempts::spend(
        &cx.records,
        &[Limit::account(&caller.email)],
        cx.clock.now(),
    )
    .await?;
    let (hash,): (String,) = cx
        .records
        .query_one(
            "SELECT hashed_password FROM users WHERE id = $1",
            (caller.user.0,),
        )
        .await?;
    if PasswordHash::stored(hash)
        .matches(current)
        .map_err(Error::internal)?
    {
        return Ok(());
    }
    Err(Error::invalid("wrong_password", "the current password is wrong").field("current"))
}

async fn replace(cx: &Context, caller: &Caller, hash: &PasswordHash) -> Result<()> {
    let (tx, now) = (cx.records.begin().await?, cx.clock.now());
    tx.execute(
        "UPDATE users SET hashed_password = $1 WHERE id = $2",
        (hash.as_str(), caller.user.0),
    )
    .await?;
    session::end_all(&tx, caller.user, Some(&caller.session), now).await?;
    attempts::forgive(&tx, &Limit::account(&caller.email), None, now).await?;
    let entry = audit::Entry {
        workspace: Some(caller.workspace),
        user: Some(caller.user),
        action: "password_changed",
        resource: &format!("user:{}", caller.user.0),
        details: json!({}),
    };
    audit::record(&tx, entry, now).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::Answer;
    use serde_json::json;

    use crate::testing::{ADA, PASSWORD, app_with_ada, sign_in_ada};

    fn access(answer: &Answer) -> String {
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    #[test]
    fn the_new_password_works_and_other_sessions_end() {
        let app = app_with_ada();
        let (here, elsewhere) = (access(&sign_in_ada(&app)), access(&sign_in_ada(&app)));
        let body = json!({"current": PASSWORD, "new": "staple battery horse"});
        assert_eq!(
            app.post("/api/auth/password")
                .bearer(&here)
                .json(&body)
                .send()
                .status,
            204
        );
        assert_eq!(app.get("/api/auth/me").bearer(&here).send().status, 200);
        assert_eq!(
            app.get("/api/auth/me").bearer(&elsewhere).send().code(),
            "session_ended"
        );
        let login = |password: &str| {
            app.post("/api/auth/login")
                .json(&json!({"email": ADA, "password": password}))
                .send()
                .status
        };
        assert_eq!((login(PASSWORD), login("staple battery horse")), (401, 200));
    }

    #[test]
    fn a_wrong_or_weak_password_changes_nothing() {
        let app = app_with_ada();
        let token = access(&sign_in_ada(&app));
        let post = |current: &str, new: &str| {
            let body = json!({"current": current, "new": new});
            app.post("/api/auth/password")
                .bearer(&token)
                .json(&body)
                .send()
        };
        assert_eq!(
            post("not the password", "staple battery horse").code(),
            "wrong_password"
        );
        assert_eq!(post(PASSWORD, "short").json()["field"], "new");
        assert_eq!(sign_in_ada(&app).status, 200);
    }

    #[test]
    fn guessing_with_a_stolen_session_is_limited() {
        let app = app_with_ada();
        let token = access(&sign_in_ada(&app));
        let body = json!({"current": "guess", "new": "staple battery horse"});
        let guess = || {
            app.post("/api/auth/password")
                .bearer(&token)
                .json(&body)
                .send()
                .status
        };
        let statuses: Vec<u16> = (0..11).map(|_| guess()).collect();
        assert_eq!(statuses, [[400; 10].as_slice(), &[429]].concat());
    }
}
