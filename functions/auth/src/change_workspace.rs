//! `PATCH /api/auth/workspace`: an administrator renames their workspace, or says which zone its people go by.

use axum::extract::State;
use calendar::Zone;
use endpoint::{Caller, Context, Error, Json, Problem, Result, audit};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::account::{self, Workspace};

/// What is to change; what is missing stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceChange {
    /// The new name, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// The name of an IANA zone, such as Europe/Berlin.
    #[schema(max_length = 64)]
    pub timezone: Option<String>,
}

/// Changes the caller's workspace. Schedules keep the zones they were saved with.
#[utoipa::path(patch, path = "/api/auth/workspace", tag = "auth", operation_id = "change_workspace",
    extensions(("x-permission" = json!("users:manage"))), request_body = WorkspaceChange,
    responses((status = 200, body = Workspace), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub(crate) async fn patch(
    State(cx): State<Context>,
    caller: Caller,
    Json(change): Json<WorkspaceChange>,
) -> Result<Json<Workspace>> {
    let name = change
        .name
        .map(|name| account::workspace_name(&name, "name"))
        .transpose()?;
    let zone = change.timezone.map(|zone| Zone::new(&zone)).transpose();
    let zone = zone.map_err(Error::from)?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let workspace = caller.workspace.0;
    let (name, timezone): (String, String) = transaction
        .query_one(
            "UPDATE workspaces SET name = COALESCE($1, name), timezone = COALESCE($2, timezone) WHERE id = $3 \
             RETURNING name, timezone",
            (name, zone.map(|zone| zone.name().to_owned()), workspace),
        )
        .await?;
    let resource = format!("workspace:{workspace}");
    let details = json!({"name": name, "timezone": timezone});
    let entry = audit::Entry::by(&caller, "workspace_changed", &resource, details);
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok(Json(Workspace {
        id: workspace,
        name,
        timezone,
    }))
}

#[cfg(test)]
mod tests {
    use endpoint::testing::{Answer, App};
    use http::Method;
    use identity::{Role, WorkspaceId};
    use serde_json::{Value, json};

    fn patch(app: &App, token: &str, body: &Value) -> Answer {
        app.call(Method::PATCH, "/api/auth/workspace")
            .bearer(token)
            .json(body)
            .send()
    }

    #[test]
    fn what_is_named_changes_and_no_other_workspace() {
        let app = App::new(|cx| crate::router(cx).0);
        let admin = app.sign_in(Role::Admin);
        let other = app.sign_in_to(WorkspaceId(2), Role::Viewer);
        let changed = patch(&app, &admin, &json!({"timezone": "Asia/Kolkata"}));
        assert_eq!(
            changed.json(),
            json!({"id": 1, "name": "Workspace 1", "timezone": "Asia/Kolkata"})
        );
        let changed = patch(&app, &admin, &json!({"name": " Support "}));
        assert_eq!(
            changed.json(),
            json!({"id": 1, "name": "Support", "timezone": "Asia/Kolkata"})
        );
        let theirs = app.get("/api/auth/me").bearer(&other).send().json();
        assert_eq!(
            theirs["workspace"],
            json!({"id": 2, "name": "Workspace 2", "timezone": "UTC"})
        );
    }

    #[test]
    fn no_zone_and_no_name_are_refused() {
        let app = App::new(|cx| crate::router(cx).0);
        let admin = app.sign_in(Role::Admin);
        let wrong = patch(&app, &admin, &json!({"timezone": "Mars/Olympus"}));
        assert_eq!(
            (wrong.status, wrong.code().as_str()),
            (400, "unknown_timezone")
        );
        assert_eq!(patch(&app, &admin, &json!({"name": "a\nb"})).status, 400);
    }
}
