//! `GET /api/auth/users`: the users of the workspace.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result};
use identity::Permission;
use serde::Serialize;
use utoipa::ToSchema;

use crate::account::User;

/// The users of a workspace, by email address.
#[derive(Debug, Serialize, ToSchema)]
pub struct Users {
    /// How many there are.
    pub total: usize,
    /// All of them.
    pub results: Vec<User>,
}

/// Lists the users of the caller's workspace.
#[utoipa::path(get, path = "/api/auth/users", tag = "auth", operation_id = "list_users",
    extensions(("x-permission" = json!("users:manage"))),
    responses((status = 200, body = Users), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn get(State(cx): State<Context>, caller: Caller) -> Result<Json<Users>> {
    caller.may(Permission::UsersManage)?;
    let select = "SELECT id, email, role, is_active, created_at FROM users WHERE workspace_id = $1 ORDER BY email";
    let results: Vec<User> = cx.records.query(select, (caller.workspace.0,)).await?;
    Ok(Json(Users {
        total: results.len(),
        results,
    }))
}

#[cfg(test)]
mod tests {
    use endpoint::testing::App;
    use identity::{Role, WorkspaceId};

    #[test]
    fn other_workspaces_are_not_listed() {
        let app = App::new(|cx| crate::router(cx).0);
        let admin = app.sign_in(Role::Admin);
        app.sign_in(Role::Viewer);
        app.sign_in_to(WorkspaceId(2), Role::Viewer);
        let users = app.get("/api/auth/users").bearer(&admin).send().json();
        assert_eq!(users["total"], 2);
        assert_eq!(users["results"][0]["email"], "admin@workspace-1.example");
        assert_eq!(users["results"][1]["is_active"], true);
        assert_eq!(
            users["results"][1].as_object().unwrap().len(),
            5,
            "no hash, no workspace"
        );
    }
}
