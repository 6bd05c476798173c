//! `GET /api/auth/bootstrap`: is there a first user yet? `POST`: makes it, with a one-time token.

use axum::extract::State;
use endpoint::{Context, Error, Json, Problem, Result, audit};
use http::StatusCode;
use identity::{Email, PasswordHash, Role, constant_time_eq};
use serde::{Deserialize, Serialize};
use serde_json::json;
use stores::{ConstraintKind, Transaction};
use utoipa::ToSchema;

use crate::{
    account,
    attempts::{self, Limit},
    bootstrap_token,
    cookie::Channel,
    known_clients,
    session::{Mint, Session, SessionAnswer},
};

/// Whether the installation waits for its first user.
#[derive(Debug, Serialize, ToSchema)]
pub struct Bootstrap {
    /// True until there is a user.
    pub needed: bool,
}

/// The first user.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstUser {
    /// The one-time token: the variable `bootstrap_token`, or the one in the log.
    pub token: String,
    /// Their email address.
    #[schema(format = Email, min_length = 3, max_length = 254)]
    pub email: String,
    /// Their password: 12 to 128 characters.
    #[schema(format = Password, min_length = 12, max_length = 128)]
    pub password: String,
    /// The name of their workspace.
    #[schema(min_length = 1, max_length = 100)]
    pub workspace: Option<String>,
}

/// Tells whether the first user is still to be made.
#[utoipa::path(get, path = "/api/auth/bootstrap", tag = "auth", operation_id = "bootstrap_needed",
    extensions(("x-permission" = json!("public"))),
    responses((status = 200, body = Bootstrap)))]
pub(crate) async fn get(State(cx): State<Context>) -> Result<Json<Bootstrap>> {
    let needed = bootstrap_token::needed(&cx.records).await?;
    Ok(Json(Bootstrap { needed }))
}

/// Makes the first user, an administrator, and signs them in.
#[utoipa::path(post, path = "/api/auth/bootstrap", tag = "auth", operation_id = "bootstrap",
    extensions(("x-permission" = json!("public"))), request_body = FirstUser,
    responses((status = 201, body = Session), (status = 400, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn post(
    State(cx): State<Context>,
    channel: Channel,
    Json(first): Json<FirstUser>,
) -> Result<SessionAnswer> {
    check_token(&cx, channel, &first.token).await?;
    let email = account::new_email(&first.email)?;
    let workspace = account::workspace_name(
        first.workspace.as_deref().unwrap_or("Workspace"),
        "workspace",
    )?;
    let hash = account::hashed(&first.password, &email, cx.random.bytes())?;
    let session = make_first_user(&cx, channel, &workspace, &email, &hash).await?;
    Ok(SessionAnswer {
        status: StatusCode::CREATED,
        session,
        channel,
    })
}

async fn check_token(cx: &Context, channel: Channel, token: &str) -> Result<()> {
    if !bootstrap_token::needed(&cx.records).await? {
        return Err(already_done());
    }
    // Nothing is taken back: who has the right token is done.
    let _counted = attempts::count(
        &cx.records,
        vec![Limit::bootstrap(channel.client)],
        cx.clock.now(),
    )
    .await?;
    if constant_time_eq(token, &bootstrap_token::expected(cx).await?) {
        return Ok(());
    }
    Err(
        Error::forbidden("wrong_bootstrap_token", "this is not the bootstrap token")
            .field("token")
            .remedy(
                "take it from the log of the component auth: the line says \"bootstrap_token\"",
            ),
    )
}

fn already_done() -> Error {
    Error::conflict("already_bootstrapped", "there is already a user").remedy("sign in")
}

async fn make_first_user(
    cx: &Context,
    channel: Channel,
    workspace: &str,
    email: &Email,
    hash: &PasswordHash,
) -> Result<Session> {
    let (mint, now) = (Mint::ready(cx).await?, cx.clock.now());
    let network = known_clients::hash(&mint.key, email, channel.client);
    let tx = cx.records.begin().await?;
    claim(&tx, now).await?;
    let workspace = account::insert_workspace(&tx, workspace, now).await?;
    let user = account::insert_user(&tx, workspace, email, hash, Role::Admin, now).await?;
    bootstrap_token::forget(&tx).await?;
    known_clients::remember(&tx, workspace, user, &network, now).await?;
    let session = mint.open(&tx, user).await?;
    let entry = audit::Entry {
        workspace: Some(workspace),
        user: Some(user),
        action: "bootstrap",
        resource: &format!("workspace:{}", workspace.0),
        details: json!({ "email": email.as_str() }),
    };
    audit::record(&tx, entry, now).await?;
    tx.commit().await?;
    Ok(session)
}

/// Makes sure that of several requests at once only one makes the first user.
async fn claim(tx: &Transaction, now: jiff::Timestamp) -> Result<()> {
    let insert = "INSERT INTO installation_secrets (name, value, created_at) VALUES ('bootstrapped', '-', $1)";
    match tx.execute(insert, (now,)).await {
        Ok(_) => Ok(()),
        Err(error) if error.is_conflict(ConstraintKind::Unique) => Err(already_done()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{App, block_on};
    use serde_json::{Value, json};

    use super::*;

    fn first_user(app: &App, changed: &Value) -> Value {
        let token = block_on(bootstrap_token::expected(&app.cx)).unwrap();
        let mut body = json!({"token": token, "email": " Ada@Example.org", "password": "correct horse battery"});
        body.as_object_mut()
            .unwrap()
            .extend(changed.as_object().unwrap().clone());
        body
    }

    #[test]
    fn the_token_makes_one_administrator_once() {
        let app = App::new(|cx| crate::router(cx).0);
        assert_eq!(
            app.get("/api/auth/bootstrap").send().json(),
            json!({"needed": true})
        );
        let body = first_user(&app, &json!({"workspace": "Support"}));
        let made = app.post("/api/auth/bootstrap").json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text());
        let session = made.json();
        assert_eq!(session["user"]["role"], "admin");
        assert_eq!(session["user"]["email"], "ada@example.org");
        assert_eq!(session["user"]["workspace"]["name"], "Support");
        assert!(
            made.header("set-cookie")
                .unwrap()
                .starts_with("undertone_refresh=")
        );
        let me = app
            .get("/api/auth/me")
            .bearer(session["access_token"].as_str().unwrap())
            .send();
        assert_eq!(me.json(), session["user"]);
        assert_eq!(
            app.get("/api/auth/bootstrap").send().json(),
            json!({"needed": false})
        );
        let again = app.post("/api/auth/bootstrap").json(&body).send();
        assert_eq!(
            (again.status, again.code()),
            (409, "already_bootstrapped".to_owned())
        );
        assert_eq!(
            app.execute("DELETE FROM installation_secrets WHERE name = 'bootstrap_token'"),
            0
        );
    }

    #[test]
    fn what_is_wrong_is_refused_and_leaves_nothing() {
        let app = App::new(|cx| crate::router(cx).0);
        let post = |changed: Value| {
            let answer = app
                .post("/api/auth/bootstrap")
                .json(&first_user(&app, &changed))
                .send();
            (answer.status, answer.code())
        };
        assert_eq!(
            post(json!({"token": "guess"})),
            (403, "wrong_bootstrap_token".to_owned())
        );
        assert_eq!(
            post(json!({"email": "ada"})),
            (400, "invalid_email".to_owned())
        );
        assert_eq!(
            post(json!({"password": "short"})),
            (400, "weak_password".to_owned())
        );
        assert_eq!(
            post(json!({"workspace": " "})),
            (400, "invalid_name".to_owned())
        );
        assert_eq!(
            app.execute("DELETE FROM workspaces") + app.execute("DELETE FROM audit_log"),
            0
        );
    }

    #[test]
    fn of_two_at_once_one_wins() {
        let app = App::new(|cx| crate::router(cx).0);
        let first = "INSERT INTO installation_secrets (name, value, created_at) VALUES ('bootstrapped', '-', $1)";
        app.execute_with(first, (jiff::Timestamp::UNIX_EPOCH,));
        let late = app
            .post("/api/auth/bootstrap")
            .json(&first_user(&app, &json!({})))
            .send();
        assert_eq!(
            (late.status, late.code()),
            (409, "already_bootstrapped".to_owned())
        );
        assert_eq!(app.execute("DELETE FROM workspaces"), 0);
    }

    #[test]
    fn guessing_is_limited() {
        let app = App::new(|cx| crate::router(cx).0);
        let guess = || {
            app.post("/api/auth/bootstrap")
                .json(&first_user(&app, &json!({"token": "guess"})))
                .send()
        };
        let statuses: Vec<u16> = (0..21).map(|_| guess().status).collect();
        assert_eq!(statuses, [[403; 20].as_slice(), &[429]].concat());
        assert_eq!(guess().header("retry-after"), Some("533"));
    }
}
