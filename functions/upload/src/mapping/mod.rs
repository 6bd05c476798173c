//! `GET` and `PUT /api/job/{id}/mapping`: which column holds what.

mod change;
mod file;
mod open;
mod view;

use crate::job::{self, Job};
use crate::problem::of_file;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, audit};
use folder::uploads::Uploads;
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use stores::Transaction;
use tickets::{Mapping, MappingEdit};

pub use change::MappingChange;
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
    Ok(Json(of_job(&cx, &Uploads::mounted(), &job).await?))
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
    Json(edit): Json<MappingEdit>,
) -> Result<Json<MappingView>, Error> {
    let uploads = Uploads::mounted();
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    let mapping = edited(&cx, &uploads, &job, &edit).await?;
    let job = change(&cx, &caller, &job, &mapping).await?;
    Ok(Json(of_job(&cx, &uploads, &job).await?))
}

/// A job's mapping with a change applied; tickets may not be readable by it yet.
async fn edited(
    cx: &Context,
    uploads: &Uploads,
    job: &Job,
    edit: &MappingEdit,
) -> Result<Mapping, Error> {
    let table = read(cx, uploads, &job.job_id).await?;
    table
        .mapping
        .edited(edit, &table.sniff)
        .map_err(|error| of_file(&error))
}

/// The same, and tickets can be read by it.
pub async fn checked(
    cx: &Context,
    uploads: &Uploads,
    job: &Job,
    edit: &MappingEdit,
) -> Result<Mapping, Error> {
    let mapping = edited(cx, uploads, job, edit).await?;
    match mapping.missing().first() {
        Some(error) => Err(of_file(error)),
        None => Ok(mapping),
    }
}

/// Gives a job under review another mapping; the job as it is then.
async fn change(cx: &Context, caller: &Caller, job: &Job, mapping: &Mapping) -> Result<Job, Error> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    write(&transaction, job, mapping, now).await?;
    let (resource, details) = (
        format!("job:{}", job.job_id),
        json!({"columns": names(mapping)}),
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

/// Writes the mapping of a job under review, and what it still waits for.
pub async fn write(
    transaction: &Transaction,
    job: &Job,
    mapping: &Mapping,
    now: Timestamp,
) -> Result<(), Error> {
    let trouble = open::trouble(job, mapping);
    let trouble = trouble.map(serde_json::to_value).transpose();
    let mapping = serde_json::to_value(mapping).map_err(Error::internal)?;
    let changed = transaction
        .execute(
            "UPDATE jobs SET mapping = $1, error = $2, updated_at = $3 WHERE id = $4 AND status = 'review'",
            (
                mapping,
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
mod tests {
    use super::*;
    use crate::testing::{Desk, TABLE, entry};
    use endpoint::testing::block_on;
    use queue::Status;

    /// The view of a job, changed by a person.
    fn changed(desk: &Desk, job: &Job, edit: &str) -> MappingView {
        let (cx, uploads, caller) = (&desk.app.cx, desk.uploads(), desk.caller());
        let edit = serde_json::from_str(edit).unwrap();
        let job = block_on(async {
            let mapping = edited(cx, &uploads, job, &edit).await?;
            change(cx, &caller, job, &mapping).await
        });
        desk.view(&job.unwrap())
    }

    #[test]
    fn a_table_of_an_unknown_system_waits_with_its_rows_and_goes_on_once_columns_are_chosen() {
        let desk = Desk::new();
        let table = b"Was;Wie viel;Wo\nDrucker kaputt;3;Bonn\nLicht aus;;K\xF6ln\n";
        let job = desk.posted("a", &[], table).unwrap();
        let code = |job: &Job| job.error.as_ref().map(|trouble| trouble.code.clone());
        assert_eq!(
            (job.status, code(&job)),
            (Status::Review, Some("no_key_column".to_owned()))
        );
        let view = desk.view(&job);
        assert_eq!(view.missing, ["ticket_id", "text"]);
        assert!(view.questions.is_empty() && view.fields.is_empty());
        let advice = view.advice.unwrap();
        assert!(
            advice.starts_with("No column holds the ticket key. Export"),
            "{advice}"
        );
        assert_eq!(
            view.rows,
            [
                vec!["Drucker kaputt", "3", "Bonn"],
                vec!["Licht aus", "", "Köln"]
            ]
        );
        let recognised = &view.recognised;
        assert_eq!(
            (
                &*recognised.format,
                &*recognised.wire,
                &*recognised.encoding
            ),
            ("generic", "csv", "windows-1252")
        );
        assert_eq!(recognised.delimiter.as_deref(), Some(";"));
        // One column after the other.
        let view = changed(&desk, &job, r#"{"fields":{"ticket_id":"Wo"}}"#);
        assert_eq!(view.missing, ["text"]);
        assert_eq!(code(&desk.job("a")), Some("no_text_column".to_owned()));
        let none = serde_json::from_str("{}").unwrap();
        let job = desk.job("a");
        let confirmed = || block_on(checked(&desk.app.cx, &desk.uploads(), &job, &none));
        assert_eq!(confirmed().unwrap_err().problem().code, "no_text_column");
        let view = changed(&desk, &job, r#"{"fields":{"summary":0}}"#);
        assert_eq!((view.missing.len(), view.advice), (0, None));
        assert_eq!(view.preview[1].ticket_id, "Köln");
        assert_eq!(code(&desk.job("a")), None);
        assert!(confirmed().is_ok());
    }

    #[test]
    fn a_key_that_repeats_is_asked_for_and_one_odd_key_is_no_reason_to_wait() {
        let desk = Desk::new();
        let mut table = b"Issue key,Summary,Created\n".to_vec();
        for row in 1..40_000 {
            let key = if row == 30_000 {
                "no key at all".to_owned()
            } else {
                format!("A-{row}")
            };
            table.extend(format!("{key},x,2026-03-01\n").bytes());
        }
        let job = desk.posted("odd", &[], &table).unwrap();
        assert_eq!(
            (job.status, job.total_rows),
            (Status::Running, Some(39_999))
        );
        let mut table = b"Issue key,Number,Summary,Created\n".to_vec();
        for row in 1..120_000 {
            table.extend(format!("A,{row},x,2026-03-01\n").bytes());
        }
        let job = desk.posted("same", &[], &table).unwrap();
        let view = desk.view(&job);
        assert_eq!(
            (job.status, view.questions),
            (Status::Review, vec!["ticket_id"])
        );
        assert!(view.missing.is_empty() && view.advice.unwrap().contains("repeats"));
    }

    #[test]
    fn nobody_is_asked_about_what_a_program_sends() {
        let desk = Desk::new();
        let error = desk
            .try_sent("a", b"Summary,Created\nx,2026-03-01\n")
            .err()
            .unwrap();
        assert_eq!(
            (error.status().as_u16(), &*error.problem().code),
            (400, "no_key_column")
        );
    }

    #[test]
    fn a_change_is_booked_with_the_columns_as_they_are_now_while_a_job_is_under_review() {
        let desk = Desk::new();
        let mapping = desk.sent("a", TABLE).mapping;
        let job = desk.uploaded("b", TABLE);
        let change = || block_on(change(&desk.app.cx, &desk.caller(), &job, &mapping));
        change().unwrap();
        desk.app.execute("UPDATE jobs SET status = 'queued'");
        assert!(change().is_err());
        let columns =
            json!({"ticket_id": ["Issue key"], "summary": ["Summary"], "created_at": ["Created"]});
        assert_eq!(
            desk.booked()[1..],
            [entry(
                "mapping_changed",
                "job:b",
                json!({ "columns": columns })
            )]
        );
    }
}
