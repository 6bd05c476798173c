//! `POST /api/job/{id}/confirm`, `POST …/retry` and `DELETE /api/job/{id}`: what a person decides about a job.

use crate::job::{self, Job};
use crate::mapping::{self, Edit, Edited, MappingChange, not_in_review};
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, audit};
use folder::uploads::Uploads;
use folder::{deleted, marks};
use http::StatusCode;
use jiff::Timestamp;
use queue::{NewStep, Status, history};
use serde_json::json;
use stores::Transaction;

/// Confirms a mapping, with changes if there are any: the job goes on.
#[utoipa::path(post, path = "/api/job/{id}/confirm", tag = "jobs", operation_id = "confirm_mapping",
    params(("id" = String, Path, description = "The job's identifier")), request_body = Option<MappingChange>,
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 202, body = Job), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn confirm(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    edit: Option<Json<Edit>>,
) -> Result<(StatusCode, Json<Job>), Error> {
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    // Also checks a mapping that was never changed.
    let edit = edit.map(|Json(edit)| edit).unwrap_or_default();
    let edited = mapping::checked(&cx, &Uploads::mounted(), &caller, &job, &edit).await?;
    start(&cx, &caller, &job, Start::Review(Box::new(edited))).await
}

/// Takes a failed job up again, from the beginning.
#[utoipa::path(post, path = "/api/job/{id}/retry", tag = "jobs", operation_id = "retry_job",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn retry(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Job>), Error> {
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    may_steer(&caller, &job)?;
    if job.status != Status::Failed {
        return Err(Error::conflict(
            "not_failed",
            format!("job {id} is {}, not failed", job.status.as_str()),
        ));
    }
    start(&cx, &caller, &job, Start::Failed).await
}

/// A rescoring or a rebuild is for those who may begin one.
fn may_steer(caller: &Caller, job: &Job) -> Result<(), Error> {
    caller.may(job.kind.permission())
}

/// Where a job stands that is started.
enum Start {
    /// Under review, and read by this mapping from now on.
    Review(Box<Edited>),
    /// Over.
    Failed,
}

impl Start {
    fn status(&self) -> Status {
        match self {
            Self::Review(_) => Status::Review,
            Self::Failed => Status::Failed,
        }
    }

    /// What the audit log calls its start.
    fn action(&self) -> &'static str {
        match self {
            Self::Review(_) => "job_confirmed",
            Self::Failed => "job_retried",
        }
    }
}

/// Queues a job from its first phase, last in its workspace's order.
async fn start(
    cx: &Context,
    caller: &Caller,
    job: &Job,
    from: Start,
) -> Result<(StatusCode, Json<Job>), Error> {
    let now = cx.clock.now();
    let id = job.job_id.as_str();
    let transaction = cx.records.begin().await?;
    // No two jobs get the same place in the order.
    transaction.alone("jobs").await?;
    if let Start::Review(edited) = &from {
        mapping::write(&transaction, job, edited, now).await?;
    }
    let moved = transaction
        .execute(
            "UPDATE jobs SET status = 'queued', phase = $1, error = NULL, started_at = NULL, completed_at = NULL, \
                 sequence = (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs), records_processed = 0, \
                 sentiment_records = 0, entity_records = 0, tickets_added = 0, tickets_updated = 0, \
                 tickets_unchanged = 0, tickets_undated = 0, row_error_count = 0, updated_at = $2 \
             WHERE id = $3 AND status = $4 AND snapshot_id IS NULL",
            (job.kind.first().name, now, id, from.status().as_str()),
        )
        .await?;
    if moved != 1 {
        return Err(not_in_review(job));
    }
    queue::unstage(&transaction, id).await?;
    queue::forget_steps(&transaction, id).await?;
    transaction
        .execute("DELETE FROM row_errors WHERE job_id = $1", (id,))
        .await?;
    history::open(&transaction, (caller.workspace.0, id, job.kind), now).await?;
    let step = NewStep::first(caller.workspace.0, id, job.kind);
    queue::enqueue(cx, &transaction, step).await?;
    book(&transaction, caller, job, from.action(), now).await?;
    transaction.commit().await?;
    marks::raise(cx).await;
    Ok((
        StatusCode::ACCEPTED,
        Json(job::find(&cx.records, caller.workspace, id).await?),
    ))
}

/// Removes a job of which nothing is visible: one under review, or one that failed.
#[utoipa::path(delete, path = "/api/job/{id}", tag = "jobs", operation_id = "delete_job",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    may_steer(&caller, &job)?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    if !deleted::delete(&transaction, caller.workspace.0, &id, now).await? {
        return Err(Error::conflict(
            "job_under_way",
            format!("job {id} is {}", job.status.as_str()),
        )
        .remedy("only a job under review or a failed one can be removed"));
    }
    book(&transaction, &caller, &job, "job_deleted", now).await?;
    transaction.commit().await?;
    folder::discard(&id, now);
    cx.lake.discard(caller.workspace.0, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Books what a person decided about a job; a deleted one's name is known by nothing else then.
async fn book(
    transaction: &Transaction,
    caller: &Caller,
    job: &Job,
    action: &'static str,
    now: Timestamp,
) -> Result<(), Error> {
    let resource = format!("job:{}", job.job_id);
    let details = json!({"kind": job.kind.as_str(), "file_name": job.file_name});
    let entry = audit::Entry::by(caller, action, &resource, details);
    audit::record(transaction, entry, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, TABLE, entry};
    use endpoint::testing::block_on;
    use http::Method;

    #[test]
    fn what_a_person_decides_about_a_job_is_booked_and_what_is_refused_is_not() {
        let desk = Desk::new();
        let job = desk.uploaded("a", TABLE);
        let confirm = || {
            let (cx, caller, uploads) = (&desk.app.cx, desk.caller(), desk.uploads());
            let none = Edit::default();
            block_on(async {
                let edited = mapping::checked(cx, &uploads, &caller, &job, &none).await?;
                start(cx, &caller, &job, Start::Review(Box::new(edited))).await
            })
        };
        assert_eq!(confirm().unwrap().0, StatusCode::ACCEPTED);
        assert!(confirm().is_err(), "it is under way");
        assert_eq!(desk.send(Method::DELETE, "/api/job/a").status, 409);
        assert_eq!(desk.send(Method::DELETE, "/api/v1/queue/a").status, 200);
        assert_eq!(desk.send(Method::POST, "/api/job/a/retry").status, 202);
        assert_eq!(desk.send(Method::POST, "/api/job/a/retry").status, 409);
        assert_eq!(desk.send(Method::DELETE, "/api/v1/queue/a").status, 200);
        assert_eq!(desk.send(Method::DELETE, "/api/job/a").status, 204);
        let details = || json!({"kind": "upload", "file_name": "data-ingest.json"});
        let cancelled = || entry("job_cancelled", "job:a", json!({}));
        assert_eq!(
            desk.booked()[1..],
            [
                entry("job_confirmed", "job:a", details()),
                cancelled(),
                entry("job_retried", "job:a", details()),
                cancelled(),
                entry("job_deleted", "job:a", details()),
            ]
        );
    }
}
