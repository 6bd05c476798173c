//! `PATCH /api/auth/users/{id}`: an administrator changes a user's role, or lets them in no more.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Result, audit};
use identity::{Role, UserId};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use stores::Transaction;
use utoipa::ToSchema;

use crate::{
    account::{RoleName, User},
    session,
};

/// What is to change; what is missing stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    /// The new role.
    #[schema(value_type = Option<RoleName>)]
    pub role: Option<Role>,
    /// False ends the user's sessions and lets them in no more.
    pub is_active: Option<bool>,
}

/// Changes a user of the caller's workspace. The last active administrator stays one.
#[utoipa::path(patch, path = "/api/auth/users/{id}", tag = "auth", operation_id = "change_user",
    params(("id" = i64, Path, description = "The user's number")),
    extensions(("x-permission" = json!("users:manage"))), request_body = UserChange,
    responses((status = 200, body = User), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn patch(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
    Json(change): Json<UserChange>,
) -> Result<Json<User>> {
    Ok(Json(apply(&cx, &caller, UserId(id), &change).await?))
}

async fn apply(cx: &Context, caller: &Caller, id: UserId, change: &UserChange) -> Result<User> {
    let (tx, now) = (cx.records.begin().await?, cx.clock.now());
    // Two administrators who demote each other at once wait here for each other.
    tx.execute(
        "UPDATE workspaces SET name = name WHERE id = $1",
        (caller.workspace.0,),
    )
    .await?;
    let before = find(&tx, caller, id).await?;
    let after = User {
        role: change.role.unwrap_or(before.role),
        is_active: change.is_active.unwrap_or(before.is_active),
        ..before.clone()
    };
    if is_admin(&before) && !is_admin(&after) && !another_admin(&tx, caller, id).await? {
        return Err(Error::conflict(
            "last_admin",
            "the workspace would be left without an active administrator",
        )
        .remedy("make someone else an administrator first"));
    }
    tx.execute(
        "UPDATE users SET role = $1, is_active = $2 WHERE id = $3 AND workspace_id = $4",
        (
            after.role.as_str(),
            after.is_active,
            id.0,
            caller.workspace.0,
        ),
    )
    .await?;
    if !after.is_active {
        session::end_all(&tx, id, None, now).await?;
    }
    book(&tx, caller, &before, &after, now).await?;
    tx.commit().await?;
    Ok(after)
}

async fn find(tx: &Transaction, caller: &Caller, id: UserId) -> Result<User> {
    let select = "SELECT id, email, role, is_active, created_at FROM users WHERE id = $1 AND workspace_id = $2";
    let found: Option<User> = tx
        .query_optional(select, (id.0, caller.workspace.0))
        .await?;
    found.ok_or_else(|| {
        Error::not_found(
            "no_such_user",
            format!("there is no user {} in this workspace", id.0),
        )
    })
}

fn is_admin(user: &User) -> bool {
    user.role == Role::Admin && user.is_active
}

async fn another_admin(tx: &Transaction, caller: &Caller, id: UserId) -> Result<bool> {
    let (exists,): (bool,) = tx
        .query_one(
            "SELECT EXISTS (SELECT 1 FROM users WHERE workspace_id = $1 AND id <> $2 AND role = 'admin' AND is_active = $3)",
            (caller.workspace.0, id.0, true),
        )
        .await?;
    Ok(exists)
}

async fn book(
    tx: &Transaction,
    caller: &Caller,
    before: &User,
    after: &User,
    now: Timestamp,
) -> Result<()> {
    let activity = if after.is_active {
        "user_activated"
    } else {
        "user_deactivated"
    };
    let changes = [
        (
            before.role != after.role,
            "role_changed",
            json!({ "from": before.role, "to": after.role }),
        ),
        (before.is_active != after.is_active, activity, json!({})),
    ];
    for (changed, action, details) in changes {
        if changed {
            let resource = format!("user:{}", after.id);
            let entry = audit::Entry::by(caller, action, &resource, details);
            audit::record(tx, entry, now).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{Answer, App};
    use http::Method;
    use identity::{Role, WorkspaceId};
    use serde_json::{Value, json};

    fn app() -> App {
        App::new(|cx| crate::router(cx).0)
    }

    fn patch(app: &App, token: &str, id: i64, body: &Value) -> Answer {
        app.call(Method::PATCH, &format!("/api/auth/users/{id}"))
            .bearer(token)
            .json(body)
            .send()
    }

    #[test]
    fn a_new_role_works_at_once() {
        let app = app();
        let (admin, viewer) = (app.sign_in(Role::Admin), app.sign_in(Role::Viewer));
        let answer = patch(&app, &admin, 2, &json!({"role": "admin"}));
        assert_eq!(
            (answer.status, &answer.json()["role"]),
            (200, &json!("admin"))
        );
        assert_eq!(
            app.get("/api/auth/users").bearer(&viewer).send().status,
            200
        );
        let booked = "DELETE FROM audit_log WHERE action = 'role_changed' AND details = '{\"from\":\"viewer\",\"to\":\"admin\"}'";
        assert_eq!(app.execute(booked), 1);
    }

    #[test]
    fn a_deactivated_user_is_out_at_once_and_stays_out() {
        let app = app();
        let (admin, viewer) = (app.sign_in(Role::Admin), app.sign_in(Role::Viewer));
        assert_eq!(
            patch(&app, &admin, 2, &json!({"is_active": false})).status,
            200
        );
        assert_eq!(
            app.get("/api/auth/me").bearer(&viewer).send().code(),
            "session_ended"
        );
        patch(&app, &admin, 2, &json!({"is_active": true}));
        assert_eq!(
            app.get("/api/auth/me").bearer(&viewer).send().code(),
            "session_ended",
            "sessions do not come back"
        );
    }

    #[test]
    fn the_last_active_administrator_stays() {
        let app = app();
        let admin = app.sign_in(Role::Admin);
        app.sign_in_to(WorkspaceId(2), Role::Admin);
        for body in [json!({"role": "viewer"}), json!({"is_active": false})] {
            let refused = patch(&app, &admin, 1, &body);
            assert_eq!(
                (refused.status, refused.code()),
                (409, "last_admin".to_owned()),
                "{body}"
            );
        }
        app.sign_in(Role::Viewer);
        patch(&app, &admin, 3, &json!({"role": "admin"}));
        assert_eq!(
            patch(&app, &admin, 1, &json!({"role": "viewer"})).status,
            200
        );
    }

    #[test]
    fn users_of_another_workspace_do_not_exist() {
        let app = app();
        let admin = app.sign_in(Role::Admin);
        app.sign_in_to(WorkspaceId(2), Role::Viewer);
        assert_eq!(
            patch(&app, &admin, 2, &json!({"role": "admin"})).code(),
            "no_such_user"
        );
        assert_eq!(patch(&app, &admin, 99, &json!({})).status, 404);
        assert_eq!(app.execute("DELETE FROM users WHERE role = 'viewer'"), 1);
    }

    #[test]
    fn a_misspelt_field_is_refused() {
        let app = app();
        let admin = app.sign_in(Role::Admin);
        assert_eq!(
            patch(&app, &admin, 1, &json!({"active": false})).code(),
            "invalid_body"
        );
    }
}
