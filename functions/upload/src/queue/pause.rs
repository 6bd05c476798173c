//! `GET` and `POST /api/v1/queue/config/pause`: whether steps of the workspace's jobs are taken up.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Problem, audit};
use identity::WorkspaceId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use stores::Records;
use utoipa::ToSchema;

/// Whether the queue is paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Paused {
    /// The whole queue, by who runs the application (`undertone queue pause`).
    pub queue: bool,
    /// The caller's workspace.
    pub workspace: bool,
}

/// What to do.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PauseRequest {
    /// Whether the workspace's jobs are paused.
    pub paused: bool,
}

/// The workspace's key in `queue_config`.
pub fn key(workspace: WorkspaceId) -> String {
    format!("queue_paused.{}", workspace.0)
}

/// Whether the queue is paused for a workspace.
pub async fn read(records: &Records, workspace: WorkspaceId) -> Result<Paused, stores::Error> {
    let key = key(workspace);
    let paused: Vec<(String,)> = records
        .query(
            "SELECT config_key FROM queue_config WHERE config_value = 'true' AND config_key IN ('queue_paused', $1)",
            (key.as_str(),),
        )
        .await?;
    Ok(Paused {
        queue: paused.iter().any(|(found,)| found == "queue_paused"),
        workspace: paused.iter().any(|(found,)| *found == key),
    })
}

/// Tells whether the queue is paused.
#[utoipa::path(get, path = "/api/v1/queue/config/pause", tag = "queue", operation_id = "get_queue_pause",
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = Paused), (status = 401, body = Problem)))]
pub async fn get(State(cx): State<Context>, caller: Caller) -> Result<Json<Paused>, Error> {
    Ok(Json(read(&cx.records, caller.workspace).await?))
}

/// Pauses the workspace's jobs, or lets them go on. Steps that are being done end; no other is taken up meanwhile.
#[utoipa::path(post, path = "/api/v1/queue/config/pause", tag = "queue", operation_id = "pause_queue",
    extensions(("x-permission" = json!("queue:manage"))), request_body = PauseRequest,
    responses((status = 200, body = Paused), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(request): Json<PauseRequest>,
) -> Result<Json<Paused>, Error> {
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    transaction
        .execute(
            "INSERT INTO queue_config (config_key, config_value, updated_at) VALUES ($1, $2, $3) \
             ON CONFLICT (config_key) DO UPDATE SET config_value = excluded.config_value, updated_at = excluded.updated_at",
            (key(caller.workspace), request.paused.to_string(), now),
        )
        .await?;
    let action = if request.paused {
        "queue_paused"
    } else {
        "queue_resumed"
    };
    let entry = audit::Entry::by(&caller, action, "queue", json!({}));
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok(Json(read(&cx.records, caller.workspace).await?))
}
