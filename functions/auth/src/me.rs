//! `GET /api/auth/me`: who is signed in.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result};

use crate::account::{ACCOUNT_COLUMNS, Account};

/// Tells who is signed in.
#[utoipa::path(get, path = "/api/auth/me", tag = "auth", operation_id = "me",
    extensions(("x-permission" = json!("account:self"))),
    responses((status = 200, body = Account), (status = 401, body = Problem)))]
pub(crate) async fn get(State(cx): State<Context>, caller: Caller) -> Result<Json<Account>> {
    let select = format!(
        "SELECT {ACCOUNT_COLUMNS} FROM users u JOIN workspaces w ON w.id = u.workspace_id \
         WHERE u.id = $1 AND u.workspace_id = $2"
    );
    Ok(Json(
        cx.records
            .query_one(&select, (caller.user.0, caller.workspace.0))
            .await?,
    ))
}

#[cfg(test)]
mod tests {
    use endpoint::testing::App;
    use identity::Role;
    use serde_json::json;

    #[test]
    fn it_tells_the_account() {
        let app = App::new(|cx| crate::router(cx).0);
        let token = app.sign_in(Role::Viewer);
        assert_eq!(
            app.get("/api/auth/me").bearer(&token).send().json(),
            json!({
                "id": 1, "email": "viewer@workspace-1.example", "role": "viewer",
                "permissions": ["account:self", "tickets:read", "jobs:read", "reports:read", "system:read"],
                "workspace": {"id": 1, "name": "Workspace 1", "timezone": "UTC"}, "created_at": "2026-03-04T05:06:07Z",
            })
        );
    }
}
