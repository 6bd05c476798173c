//! `POST /api/rescoring`: asks for all stored texts to be scored anew.

use crate::job::Job;
use crate::queue;
use ::queue::Kind;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Problem};
use http::StatusCode;
use serde_json::json;

/// Queues a rescoring of the workspace behind the jobs it has. While one is queued or running, that is the answer.
#[utoipa::path(post, path = "/api/rescoring", tag = "scoring", operation_id = "begin_rescoring",
    extensions(("x-permission" = json!("sentiment:rescore"))),
    responses((status = 202, body = Job, description = "Queued"),
        (status = 200, body = Job, description = "One is queued or running already"),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    caller: Caller,
) -> Result<(StatusCode, Json<Job>), Error> {
    let details = json!({ "scoring_version": sentiment::SCORING_VERSION });
    queue::one(
        &cx,
        &caller,
        Kind::RESCORING,
        ("rescoring_requested", details),
    )
    .await
}
