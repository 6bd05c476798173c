//! `GET /api/auth/users`: the users of the workspace.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Listed, Page, Problem, Query, Result};

use crate::account::User;

/// Which users: all of them, unless a workspace has very many.
type Users = Page<1_000, 1_000>;

/// Lists the users of the caller's workspace, by email address.
#[utoipa::path(get, path = "/api/auth/users", tag = "auth", operation_id = "list_users", params(Users),
    extensions(("x-permission" = json!("users:manage"))),
    responses((status = 200, body = Listed<User>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(page): Query<Users>,
) -> Result<Json<Listed<User>>> {
    let workspace = caller.workspace.0;
    let (total,): (u64,) = cx
        .records
        .query_one(
            "SELECT count(*) FROM users WHERE workspace_id = $1",
            (workspace,),
        )
        .await?;
    let results: Vec<User> = cx
        .records
        .query(
            "SELECT id, email, role, is_active, created_at FROM users WHERE workspace_id = $1 ORDER BY email \
             LIMIT $2 OFFSET $3",
            (workspace, page.limit(), page.offset()),
        )
        .await?;
    Ok(Json(page.of(total, results)))
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
        let path = "/api/auth/users?limit=1&offset=1";
        let second = app.get(path).bearer(&admin).send().json();
        assert_eq!(second["total"], 2);
        assert_eq!(second["results"][0], users["results"][1]);
        assert_eq!(users["results"][1]["is_active"], true);
        assert_eq!(
            users["results"][1].as_object().unwrap().len(),
            5,
            "no hash, no workspace"
        );
    }
}
