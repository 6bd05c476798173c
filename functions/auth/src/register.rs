//! `POST /api/auth/register`: an administrator adds a user to the workspace.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result, audit};
use http::StatusCode;
use identity::Role;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::account::{self, RoleName, User};

/// A user to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Their email address, not used by any other user.
    #[schema(format = Email, min_length = 3, max_length = 254)]
    pub email: String,
    /// Their first password: 12 to 128 characters.
    #[schema(format = Password, min_length = 12, max_length = 128)]
    pub password: String,
    /// What they may do; viewer when missing.
    #[schema(value_type = Option<RoleName>)]
    pub role: Option<Role>,
}

/// Adds a user to the caller's workspace.
#[utoipa::path(post, path = "/api/auth/register", tag = "auth", operation_id = "register",
    extensions(("x-permission" = json!("users:manage"))), request_body = NewUser,
    responses((status = 201, body = User), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(new): Json<NewUser>,
) -> Result<(StatusCode, Json<User>)> {
    Ok((StatusCode::CREATED, Json(add(&cx, &caller, &new).await?)))
}

async fn add(cx: &Context, caller: &Caller, new: &NewUser) -> Result<User> {
    let email = account::new_email(&new.email)?;
    let hash = account::hashed(&new.password, &email, cx.random.bytes())?;
    let (role, now) = (new.role.unwrap_or(Role::Viewer), cx.clock.now());
    let tx = cx.records.begin().await?;
    let id = account::insert_user(&tx, caller.workspace, &email, &hash, role, now).await?;
    let resource = format!("user:{}", id.0);
    let details = json!({ "email": email.as_str(), "role": role });
    let entry = audit::Entry::by(caller, "user_registered", &resource, details);
    audit::record(&tx, entry, now).await?;
    tx.commit().await?;
    Ok(User {
        id: id.0,
        email: email.as_str().to_owned(),
        role,
        is_active: true,
        created_at: now,
    })
}

#[cfg(test)]
mod tests {
    use endpoint::testing::App;
    use identity::{Role, WorkspaceId};
    use serde_json::json;

    #[test]
    fn a_new_user_can_sign_in_to_the_workspace_of_who_added_them() {
        let app = App::new(|cx| crate::router(cx).0);
        let admin = app.sign_in_to(WorkspaceId(2), Role::Admin);
        let body = json!({"email": "Bob@example.org", "password": "correct horse battery", "role": "analyst"});
        let made = app
            .post("/api/auth/register")
            .bearer(&admin)
            .json(&body)
            .send();
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(
            made.json(),
            json!({
                "id": 2, "email": "bob@example.org", "role": "analyst", "is_active": true,
                "created_at": "2026-03-04T05:06:07Z",
            })
        );
        let credentials = json!({"email": body["email"], "password": body["password"]});
        let session = app.post("/api/auth/login").json(&credentials).send().json();
        assert_eq!(session["user"]["workspace"]["id"], 2);
        assert_eq!(
            app.execute("DELETE FROM audit_log WHERE action = 'user_registered' AND user_id = 1"),
            1
        );
    }

    #[test]
    fn an_address_is_one_user_wherever_they_are() {
        let app = App::new(|cx| crate::router(cx).0);
        let (here, there) = (
            app.sign_in(Role::Admin),
            app.sign_in_to(WorkspaceId(2), Role::Admin),
        );
        let body = json!({"email": "bob@example.org", "password": "correct horse battery"});
        let first = app
            .post("/api/auth/register")
            .bearer(&here)
            .json(&body)
            .send();
        assert_eq!(first.json()["role"], "viewer");
        let second = app
            .post("/api/auth/register")
            .bearer(&there)
            .json(&body)
            .send();
        assert_eq!(
            (second.status, second.code()),
            (409, "user_exists".to_owned())
        );
    }

    #[test]
    fn an_address_that_looks_like_another_or_like_a_formula_is_refused() {
        let app = App::new(|cx| crate::router(cx).0);
        let admin = app.sign_in(Role::Admin);
        for email in [
            "bob\u{202e}@example.org",
            "b\u{200b}ob@example.org",
            "\u{2066}bob@example.org",
            "=1+1@example.org",
            "＝1@example.org",
            "bob\u{7}@example.org",
        ] {
            let body = json!({"email": email, "password": "correct horse battery"});
            let refused = app
                .post("/api/auth/register")
                .bearer(&admin)
                .json(&body)
                .send();
            assert_eq!(
                (refused.status, refused.code()),
                (400, "invalid_email".to_owned()),
                "{email:?}"
            );
            let problem = refused.json();
            assert_eq!(problem["field"], "email");
            assert!(problem["remedy"].is_string(), "{problem}");
            assert!(refused.text().is_ascii(), "it is not repeated: {problem}");
        }
        assert_eq!(app.execute("DELETE FROM users WHERE id <> 1"), 0);
    }

    #[test]
    fn who_has_such_an_address_signs_in_with_it() {
        let app = App::new(|cx| crate::router(cx).0);
        let admin = app.sign_in(Role::Admin);
        let body = json!({"email": "bob@example.org", "password": "correct horse battery"});
        let made = app.post("/api/auth/register").bearer(&admin).json(&body);
        assert_eq!(made.send().status, 201);
        for email in ["=1+1@example.org", "b\u{202e}ob@example.org"] {
            app.execute_with("UPDATE users SET email = $1 WHERE id = 2", (email,));
            let body = json!({"email": email, "password": "correct horse battery"});
            let login = app.post("/api/auth/login").json(&body).send();
            assert_eq!(login.status, 200, "{email:?}: {}", login.text());
        }
    }

    #[test]
    fn a_role_that_does_not_exist_is_refused() {
        let app = App::new(|cx| crate::router(cx).0);
        let admin = app.sign_in(Role::Admin);
        let body = json!({"email": "bob@example.org", "password": "correct horse battery", "role": "root"});
        let refused = app
            .post("/api/auth/register")
            .bearer(&admin)
            .json(&body)
            .send();
        assert_eq!(
            (refused.status, refused.code()),
            (400, "invalid_body".to_owned())
        );
    }
}
