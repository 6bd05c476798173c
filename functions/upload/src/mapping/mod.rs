//! `GET` and `PUT /api/job/{id}/mapping`: which column holds what.

mod change;
mod edit;
mod file;
mod open;
mod view;

use crate::job::{self, Job};
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, audit};
use folder::uploads::Uploads;
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use stores::Transaction;
use tickets::{Mapping, Origin};

pub use change::MappingChange;
pub use edit::{Edit, Edited, checked, edited};
pub use file::{head, read};
pub use view::{MappingView, of_job};

/// Tells which column holds what.
#[utoipa::path(get, path = "/api/job/{id}/mapping", tag = "jobs", operation_id = "get_mapping",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = MappingView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<MappingView>, Error> {
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    Ok(Json(of_job(&cx, &Uploads::mounted(), &caller, &job).await?))
}

/// Changes which column holds what, while the job waits for review.
#[utoipa::path(put, path = "/api/job/{id}/mapping", tag = "jobs", operation_id = "change_mapping",
    params(("id" = String, Path, description = "The job's identifier")), request_body = MappingChange,
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 200, body = MappingView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn put(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(edit): Json<Edit>,
) -> Result<Json<MappingView>, Error> {
    let uploads = Uploads::mounted();
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    let edited = edited(&cx, &uploads, &caller, &job, &edit).await?;
    let job = change(&cx, &caller, &job, &edited).await?;
    Ok(Json(of_job(&cx, &uploads, &caller, &job).await?))
}

/// Gives a job under review another mapping; the job as it is then.
async fn change(cx: &Context, caller: &Caller, job: &Job, edited: &Edited) -> Result<Job, Error> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    write(&transaction, job, edited, now).await?;
    let (resource, details) = (
        format!("job:{}", job.job_id),
        json!({"columns": names(&edited.table.mapping), "said": edited.table.said}),
    );
    let entry = audit::Entry::by(caller, "mapping_changed", &resource, details);
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    job::find(&cx.records, caller.workspace, &job.job_id).await
}

/// The columns of each field, for the audit log.
fn names(mapping: &Mapping) -> BTreeMap<&'static str, &[String]> {
    let fields = mapping.fields().iter();
    fields
        .map(|(field, mapped)| (field.as_str(), mapped.headers.as_slice()))
        .collect()
}

/// Writes how the file of a job under review is read, whose it is, and what it still waits for.
pub async fn write(
    transaction: &Transaction,
    job: &Job,
    edited: &Edited,
    now: Timestamp,
) -> Result<(), Error> {
    let Edited { table, source } = edited;
    let trouble = open::trouble(job, table, source);
    let trouble = trouble.map(serde_json::to_value).transpose();
    let sniff = &table.sniff;
    let changed = transaction
        .execute(
            "UPDATE jobs SET mapping = $1, choices = $2, source = $3, shape = $4, encoding = $5, total_columns = $6, \
                 error = $7, updated_at = $8 \
             WHERE id = $9 AND status = 'review'",
            (
                serde_json::to_value(&table.mapping).map_err(Error::internal)?,
                serde_json::to_value(&table.said).map_err(Error::internal)?,
                source.name.as_str(),
                serde_json::to_value(&source.kind).map_err(Error::internal)?,
                sniff.encoding.name(),
                (sniff.header.len() - sniff.origin.map_or(0, Origin::controls)) as u64,
                trouble.map_err(Error::internal)?,
                now,
                job.job_id.as_str(),
            ),
        )
        .await?;
    if changed == 1 {
        Ok(())
    } else {
        Err(not_in_review(job))
    }
}

/// The answer for a job that is under way.
pub fn not_in_review(job: &Job) -> Error {
    Error::conflict(
        "not_in_review",
        format!(
            "job {} is {}, not in review",
            job.job_id,
            job.status.as_str()
        ),
    )
    .remedy("a mapping can be changed only while its job waits for review")
}

#[cfg(test)]
mod tests;
