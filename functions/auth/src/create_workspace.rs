//! `POST /api/auth/workspaces`: a new, empty workspace with its first administrator.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result, audit};
use http::StatusCode;
use identity::{Role, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::account::{self, User};

/// A workspace to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWorkspace {
    /// Its name, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// The email address of its first administrator, not used by any other user.
    #[schema(format = Email, min_length = 3, max_length = 254)]
    pub email: String,
    /// Their first password: 12 to 128 characters.
    #[schema(format = Password, min_length = 12, max_length = 128)]
    pub password: String,
}

/// A workspace that was just made.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreatedWorkspace {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its first administrator.
    pub user: User,
}

/// Makes a workspace of its own. Nobody of the caller's workspace sees into it, the caller included.
#[utoipa::path(post, path = "/api/auth/workspaces", tag = "auth", operation_id = "create_workspace",
    extensions(("x-permission" = json!("workspaces:create"))), request_body = NewWorkspace,
    responses((status = 201, body = CreatedWorkspace), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(new): Json<NewWorkspace>,
) -> Result<(StatusCode, Json<CreatedWorkspace>)> {
    Ok((StatusCode::CREATED, Json(create(&cx, &caller, &new).await?)))
}

async fn create(cx: &Context, caller: &Caller, new: &NewWorkspace) -> Result<CreatedWorkspace> {
    let name = account::workspace_name(&new.name, "name")?;
    let email = account::new_email(&new.email)?;
    let hash = account::hashed(&new.password, &email, cx.random.bytes())?;
    let (tx, now) = (cx.records.begin().await?, cx.clock.now());
    let WorkspaceId(id) = account::insert_workspace(&tx, &name, now).await?;
    let user = account::insert_user(&tx, WorkspaceId(id), &email, &hash, Role::Admin, now).await?;
    // Both workspaces see how it came about.
    for workspace in [caller.workspace, WorkspaceId(id)] {
        let entry = audit::Entry {
            workspace: Some(workspace),
            user: Some(caller.user),
            action: "workspace_created",
            resource: &format!("workspace:{id}"),
            details: json!({ "name": name, "admin": email.as_str() }),
        };
        audit::record(&tx, entry, now).await?;
    }
    tx.commit().await?;
    let user = User {
        id: user.0,
        email: email.as_str().to_owned(),
        role: Role::Admin,
        is_active: true,
        created_at: now,
    };
    Ok(CreatedWorkspace { id, name, user })
}

#[cfg(test)]
mod tests {
    use endpoint::testing::App;
    use identity::Role;
    use serde_json::json;

    #[test]
    fn the_new_workspace_has_one_administrator_and_no_other_eyes() {
        let app = App::new(|cx| crate::router(cx).0);
        let admin = app.sign_in(Role::Admin);
        let body = json!({"name": " Support EU ", "email": "eve@example.org", "password": "correct horse battery"});
        let made = app
            .post("/api/auth/workspaces")
            .bearer(&admin)
            .json(&body)
            .send();
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(
            (&made.json()["id"], &made.json()["name"]),
            (&json!(2), &json!("Support EU"))
        );
        assert_eq!(made.json()["user"]["role"], "admin");
        let credentials = json!({"email": body["email"], "password": body["password"]});
        let login = app.post("/api/auth/login").json(&credentials);
        let session = login.send().json();
        let theirs = session["access_token"].as_str().unwrap();
        assert_eq!(
            app.get("/api/auth/users").bearer(theirs).send().json()["total"],
            1
        );
        assert_eq!(
            app.get("/api/auth/users").bearer(&admin).send().json()["total"],
            1
        );
    }

    #[test]
    fn a_taken_address_leaves_no_workspace() {
        let app = App::new(|cx| crate::router(cx).0);
        let admin = app.sign_in(Role::Admin);
        let body = json!({"name": "B", "email": "admin@workspace-1.example", "password": "correct horse battery"});
        let refused = app
            .post("/api/auth/workspaces")
            .bearer(&admin)
            .json(&body)
            .send();
        assert_eq!(
            (refused.status, refused.code()),
            (409, "user_exists".to_owned())
        );
        assert_eq!(app.execute("DELETE FROM workspaces WHERE name = 'B'"), 0);
    }
}
