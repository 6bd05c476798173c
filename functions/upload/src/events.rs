//! `GET /api/job/{id}/events`: a job's progress as server-sent events.

use crate::job::{self, Job};
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use endpoint::pause;
use endpoint::{Caller, Context, Error, Path, Problem};
use futures::stream;
use http::header;
use queue::Status;
use std::time::Duration;

/// How often the job is looked at.
const INTERVAL: Duration = Duration::from_millis(400);
/// How many looks one connection lasts: about 20 s, so that a proxy or a deadline never cuts it. The client comes back.
const LOOKS: u32 = 50;

/// Streams the job whenever it changed: `event: job` with the job as data, `event: end` when it will not change by itself.
#[utoipa::path(get, path = "/api/job/{id}/events", tag = "jobs", operation_id = "follow_job",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, content_type = "text/event-stream"), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn follow(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    let watch = Watch {
        cx,
        caller,
        id,
        seen: None,
        next: Some(job),
        looks: 0,
        ended: false,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from_stream(stream::try_unfold(watch, step))).into_response())
}

/// What a connection knows.
struct Watch {
    cx: Context,
    caller: Caller,
    id: String,
    seen: Option<Job>,
    next: Option<Job>,
    looks: u32,
    ended: bool,
}

/// The next event, once there is one; none when the connection ends.
async fn step(mut watch: Watch) -> Result<Option<(Bytes, Watch)>, Error> {
    while !watch.ended && watch.looks < LOOKS {
        let job = if let Some(job) = watch.next.take() {
            job
        } else {
            pause(INTERVAL).await;
            job::find(&watch.cx.records, watch.caller.workspace, &watch.id).await?
        };
        watch.looks += 1;
        watch.ended = matches!(
            job.status,
            Status::Completed | Status::Failed | Status::Review
        );
        if watch.seen.as_ref() != Some(&job) {
            let mut event = event(&job)?;
            if watch.ended {
                event.push_str("event: end\ndata: {}\n\n");
            }
            watch.seen = Some(job);
            return Ok(Some((Bytes::from(event), watch)));
        }
    }
    Ok(None)
}

/// A job as one event.
fn event(job: &Job) -> Result<String, Error> {
    let data = serde_json::to_string(job).map_err(Error::internal)?;
    Ok(format!("retry: 500\nevent: job\ndata: {data}\n\n"))
}
