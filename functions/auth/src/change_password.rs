//! `POST /api/auth/password`: a user changes the own password.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Problem, Result, audit};
use http::StatusCode;
use identity::PasswordHash;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    account,
    attempts::{self, Door, Guess, Spent},
    cookie::Channel,
    known_clients, session,
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
    channel: Channel,
    Json(change): Json<PasswordChange>,
) -> Result<StatusCode> {
    let email = account::email(&caller.email)?;
    let guess = Guess {
        door: Door::PasswordChange,
        email: &email,
        client: channel.client,
    };
    let new = account::password(&change.new, &email, "new")?;
    let spent = attempts::spend(&cx, guess).await?;
    check_current(&cx, &caller, &change.current).await?;
    let hash = new.hash(cx.random.bytes()).map_err(Error::internal)?;
    replace(&cx, &caller, guess, &hash, &spent).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn check_current(cx: &Context, caller: &Caller, current: &str) -> Result<()> {
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

async fn replace(
    cx: &Context,
    caller: &Caller,
    guess: Guess<'_>,
    hash: &PasswordHash,
    spent: &Spent,
) -> Result<()> {
    let (key, now) = (cx.signing_key().await?, cx.clock.now());
    let network = known_clients::hash(&key, guess.email, guess.client);
    let tx = cx.records.begin().await?;
    tx.execute(
        "UPDATE users SET hashed_password = $1 WHERE id = $2",
        (hash.as_str(), caller.user.0),
    )
    .await?;
    session::end_all(&tx, caller.user, Some(&caller.session), now).await?;
    spent.take_back(&tx).await?;
    // Whoever knew the old password may have signed in from anywhere.
    known_clients::forget(&tx, caller.user).await?;
    known_clients::remember(&tx, caller.workspace, caller.user, &network, now).await?;
    let resource = format!("user:{}", caller.user.0);
    let entry = audit::Entry::by(caller, "password_changed", &resource, json!({}));
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
    fn guessing_with_a_stolen_session_is_limited_and_locks_nobody_out() {
        let app = app_with_ada();
        let token = access(&sign_in_ada(&app));
        let post = |client: &str, current: &str| {
            let body = json!({"current": current, "new": "staple battery horse"});
            app.post("/api/auth/password")
                .header("spin-client-addr", &format!("{client}:5000"))
                .bearer(&token)
                .json(&body)
                .send()
                .status
        };
        let statuses: Vec<u16> = (0..11).map(|_| post("192.0.2.9", "guess")).collect();
        assert_eq!(statuses, [[400; 10].as_slice(), &[429]].concat());
        let login = || {
            app.post("/api/auth/login")
                .header("spin-client-addr", "192.0.2.9:5000")
                .json(&json!({"email": ADA, "password": PASSWORD}))
                .send()
                .status
        };
        assert_eq!(login(), 200, "signing in is another door");
        assert_eq!(post("192.0.2.1", PASSWORD), 204, "another client");
    }

    #[test]
    fn a_new_password_makes_earlier_networks_strange_again() {
        let app = app_with_ada();
        let login = |client: &str| {
            app.post("/api/auth/login")
                .header("spin-client-addr", &format!("{client}:5000"))
                .json(&json!({"email": ADA, "password": PASSWORD}))
                .send()
        };
        assert_eq!(login("192.0.2.9").status, 200);
        let token = access(&login("192.0.2.1"));
        let body = json!({"current": PASSWORD, "new": "staple battery horse"});
        let changed = app
            .post("/api/auth/password")
            .header("spin-client-addr", "192.0.2.1:5000")
            .bearer(&token)
            .json(&body)
            .send();
        assert_eq!(changed.status, 204);
        assert_eq!(app.execute("DELETE FROM known_clients"), 1);
    }
}
