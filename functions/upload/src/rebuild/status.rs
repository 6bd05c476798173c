//! `GET /api/lake/rebuild`: how the rebuilds of the workspace's lake stand.

use crate::job::Job;
use crate::queue;
use ::queue::Kind;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// How the rebuilds stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct RebuildStatus {
    /// The rebuild that is queued or running.
    pub running: Option<Job>,
    /// The latest rebuild that is completed or failed. Its `error` says what could not be written anew.
    pub last: Option<Job>,
}

/// Tells of the rebuild that is queued or running, and of the latest one before.
#[utoipa::path(get, path = "/api/lake/rebuild", tag = "system", operation_id = "get_rebuild",
    extensions(("x-permission" = json!("system:read"))),
    responses((status = 200, body = RebuildStatus), (status = 401, body = Problem)))]
pub async fn get(State(cx): State<Context>, caller: Caller) -> Result<Json<RebuildStatus>, Error> {
    Ok(Json(RebuildStatus {
        running: queue::under_way(&cx.records, caller.workspace, Kind::REBUILD).await?,
        last: queue::last(&cx.records, caller.workspace, Kind::REBUILD).await?,
    }))
}
