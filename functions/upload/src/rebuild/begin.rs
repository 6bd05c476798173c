//! `POST /api/lake/rebuild`: asks for the workspace's lake to be written anew.

use crate::job::Job;
use crate::queue;
use ::queue::Kind;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Problem};
use http::StatusCode;
use serde_json::json;

/// Queues a rebuild of the workspace's lake behind the jobs it has: tickets, texts and entities are written from the
/// records as they are, and rows of exports that are missing or damaged from the stored exports. While one is queued or
/// running, that is the answer. `GET /api/job/{id}` tells how it goes on.
#[utoipa::path(post, path = "/api/lake/rebuild", tag = "system", operation_id = "begin_rebuild",
    extensions(("x-permission" = json!("lake:rebuild"))),
    responses((status = 202, body = Job, description = "Queued"),
        (status = 200, body = Job, description = "One is queued or running already"),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    caller: Caller,
) -> Result<(StatusCode, Json<Job>), Error> {
    queue::one(
        &cx,
        &caller,
        Kind::REBUILD,
        ("rebuild_requested", json!({})),
    )
    .await
}
