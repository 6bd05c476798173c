//! `PATCH` and `DELETE /api/v1/queue/{id}`, `POST …/{id}/execute` and `POST /api/v1/queue/enqueue`: what an administrator
//! does with jobs that are under way.

use super::list::{self, QueuedJob};
use crate::job::{self, Job};
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, audit};
use folder::marks;
use http::StatusCode;
use identity::WorkspaceId;
use queue::{BACKGROUND, Kind, NORMAL, Trouble, URGENT};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use stores::Transaction;
use utoipa::ToSchema;

/// So many jobs of a workspace can be put in order.
const MOST: u32 = 10_000;

/// What is changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QueueChange {
    /// 10 urgent, 20 high, 50 normal, 70 low, 90 background, or between.
    #[serde(default, deserialize_with = "whole")]
    #[schema(minimum = 10, maximum = 90)]
    pub priority: Option<i64>,
    /// The place among the workspace's jobs of the same priority that have not begun, from 1.
    #[serde(default, deserialize_with = "whole")]
    #[schema(minimum = 1, maximum = 10000)]
    pub position: Option<i64>,
}

/// A whole number, also as JSON may write it: `50.0`. Bounds are held where it is used.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers of 32 bits are taken"
)]
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let Some(number) = Option::<f64>::deserialize(deserializer)? else {
        return Ok(None);
    };
    if number.fract() == 0.0 && number.abs() <= f64::from(u32::MAX) {
        Ok(Some(number as i64))
    } else {
        Err(serde::de::Error::custom(format!(
            "{number} is no whole number"
        )))
    }
}

/// What is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnqueueRequest {
    /// `rescoring` or `rebuild`; an upload begins with its file.
    #[schema(pattern = "^(rescoring|rebuild)$")]
    pub kind: String,
}

/// Changes the priority of a job, or its place among those of its priority. Possible until its work on the workspace has
/// begun.
#[utoipa::path(patch, path = "/api/v1/queue/{id}", tag = "queue", operation_id = "change_queue",
    params(("id" = String, Path, description = "The job's identifier")), request_body = QueueChange,
    extensions(("x-permission" = json!("queue:manage"))),
    responses((status = 200, body = QueuedJob), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn patch(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(change): Json<QueueChange>,
) -> Result<Json<QueuedJob>, Error> {
    if change
        .priority
        .is_some_and(|priority| !(URGENT..=BACKGROUND).contains(&priority))
    {
        return Err(
            Error::invalid("priority_out_of_range", "a priority is from 10 to 90")
                .field("priority"),
        );
    }
    if change
        .position
        .is_some_and(|position| !(1..=i64::from(MOST)).contains(&position))
    {
        return Err(
            Error::invalid("position_out_of_range", "a place is from 1 to 10000").field("position"),
        );
    }
    let details = json!({"priority": change.priority, "position": change.position});
    moved(&cx, &caller, &id, change, ("queue_changed", details)).await
}

/// Lets a job go first: urgent, and before all others of the workspace that have not begun.
#[utoipa::path(post, path = "/api/v1/queue/{id}/execute", tag = "queue", operation_id = "execute_next",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("queue:manage"))),
    responses((status = 200, body = QueuedJob), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn execute(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<QueuedJob>, Error> {
    let change = QueueChange {
        priority: Some(URGENT),
        position: Some(1),
    };
    moved(&cx, &caller, &id, change, ("queue_executed", json!({}))).await
}

async fn moved(
    cx: &Context,
    caller: &Caller,
    id: &str,
    change: QueueChange,
    (action, details): (&'static str, Value),
) -> Result<Json<QueuedJob>, Error> {
    let job = job::find(&cx.records, caller.workspace, id).await?;
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    // Nobody claims meanwhile, and no two changes cross.
    transaction.alone("claims").await?;
    let of_job = (caller.workspace.0, job.job_id.as_str());
    let (open, priority): (i64, Option<i64>) = transaction
        .query_one(
            "SELECT count(*), min(priority) FROM phase_queue WHERE workspace_id = $1 AND job_id = $2 \
                 AND status IN ('queued', 'ready', 'running')",
            of_job,
        )
        .await?;
    if open == 0 || priority == Some(0) {
        return Err(begun(&job, open));
    }
    let priority = change.priority.or(priority).unwrap_or(NORMAL);
    transaction
        .execute(
            "UPDATE phase_queue SET priority = $1, updated_at = $2 WHERE workspace_id = $3 AND job_id = $4",
            (priority, now, of_job.0, of_job.1),
        )
        .await?;
    if let Some(position) = change.position {
        place(&transaction, caller.workspace, id, priority, position).await?;
    }
    // Who may go first is found out anew.
    transaction
        .execute(
            "UPDATE phase_queue SET status = 'queued', ready_timestamp = NULL, updated_at = $1 \
             WHERE workspace_id = $2 AND status = 'ready' AND priority > 0 AND attempts = 0 AND depends_on_phases <> '[]'",
            (now, caller.workspace.0),
        )
        .await?;
    book(&transaction, caller, id, (action, details), now).await?;
    transaction.commit().await?;
    marks::raise(cx).await;
    let jobs = list::jobs(&cx.records, caller.workspace, MOST, 0).await?;
    let found = jobs.into_iter().find(|job| job.job_id == id);
    found.map(Json).ok_or_else(|| begun(&job, 0))
}

/// Puts a job in its place among those of its priority that have not begun: they share their places out anew.
async fn place(
    transaction: &Transaction,
    workspace: WorkspaceId,
    id: &str,
    priority: i64,
    position: i64,
) -> Result<(), Error> {
    let others: Vec<(String, i64)> = transaction
        .query(
            "SELECT job_id, min(queue_position) FROM phase_queue WHERE workspace_id = $1 AND priority = $2 \
                 AND status IN ('queued', 'ready', 'running') GROUP BY job_id ORDER BY min(queue_position), job_id LIMIT $3",
            (workspace.0, priority, i64::from(MOST)),
        )
        .await?;
    let mut places: Vec<i64> = others.iter().map(|(_, place)| *place).collect();
    places.sort_unstable();
    let mut order: Vec<&str> = others
        .iter()
        .map(|(job, _)| job.as_str())
        .filter(|job| *job != id)
        .collect();
    let at = usize::try_from(position - 1)
        .unwrap_or(usize::MAX)
        .min(order.len());
    order.insert(at, id);
    for (job, place) in order.into_iter().zip(places) {
        transaction
            .execute(
                "UPDATE phase_queue SET queue_position = $1 WHERE workspace_id = $2 AND job_id = $3",
                (place, workspace.0, job),
            )
            .await?;
    }
    Ok(())
}

fn begun(job: &Job, open: i64) -> Error {
    let (code, detail) = if open == 0 {
        (
            "not_in_queue",
            format!("job {} is {}", job.job_id, job.status.as_str()),
        )
    } else {
        (
            "job_has_begun",
            format!("job {} is at work on the workspace already", job.job_id),
        )
    };
    Error::conflict(code, detail).remedy("only a job that waits can be moved")
}

/// Cancels a job that is not published yet: what it staged is taken back, and it can be tried again.
#[utoipa::path(delete, path = "/api/v1/queue/{id}", tag = "queue", operation_id = "cancel_job",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("queue:manage"))),
    responses((status = 200, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Job>, Error> {
    job::find(&cx.records, caller.workspace, &id).await?;
    let now = cx.clock.now();
    let trouble = Trouble {
        code: "cancelled".to_owned(),
        detail: "an administrator cancelled the job".to_owned(),
        remedy: "try it again, or remove it".to_owned(),
    };
    let transaction = cx.records.begin().await?;
    transaction.alone("claims").await?;
    let cancelled = queue::cancel(&transaction, caller.workspace.0, &id, &trouble, now).await?;
    if !cancelled {
        return Err(Error::conflict(
            "not_in_queue",
            format!("job {id} has ended, or is published already"),
        ));
    }
    book(
        &transaction,
        &caller,
        &id,
        ("job_cancelled", json!({})),
        now,
    )
    .await?;
    transaction.commit().await?;
    cx.lake.discard(caller.workspace.0, &id).await?;
    Ok(Json(job::find(&cx.records, caller.workspace, &id).await?))
}

/// Queues a job that has no file. While one of its kind is queued or running, that is the answer.
#[utoipa::path(post, path = "/api/v1/queue/enqueue", tag = "queue", operation_id = "enqueue",
    request_body = EnqueueRequest, extensions(("x-permission" = json!("queue:manage"))),
    responses((status = 202, body = Job, description = "Queued"),
        (status = 200, body = Job, description = "One is queued or running already"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn enqueue(
    State(cx): State<Context>,
    caller: Caller,
    Json(request): Json<EnqueueRequest>,
) -> Result<(StatusCode, Json<Job>), Error> {
    let kind =
        Kind::parse(&request.kind).filter(|kind| [Kind::RESCORING, Kind::REBUILD].contains(kind));
    let Some(kind) = kind else {
        let detail = format!(
            "{:?} is no job that can be asked for without a file",
            request.kind
        );
        return Err(Error::invalid("unknown_kind", detail)
            .field("kind")
            .remedy("ask for `rescoring` or `rebuild`; upload a file with POST /api/upload"));
    };
    caller.may(kind.permission())?;
    let details = json!({"kind": kind.as_str()});
    super::one(&cx, &caller, kind, ("job_enqueued", details)).await
}

async fn book(
    transaction: &Transaction,
    caller: &Caller,
    id: &str,
    (action, details): (&'static str, Value),
    now: jiff::Timestamp,
) -> Result<(), Error> {
    let resource = format!("job:{id}");
    let entry = audit::Entry::by(caller, action, &resource, details);
    audit::record(transaction, entry, now).await
}
