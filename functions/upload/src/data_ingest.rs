//! `POST /api/data-ingest`: records that a program sends, up to a thousand at a time.

use crate::choices::{self, Said};
use crate::problem::{storage, unreadable};
use crate::receive::admit::{Admitted, admit};
use crate::receive::{form, settings};
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, JsonOfRecords, OfRecords, Problem};
use folder::intakes;
use folder::uploads::Uploads;
use http::StatusCode;
use queue::Status;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;
use tickets::TicketKey;
use utoipa::ToSchema;

/// Most records of a call.
const MOST: usize = 1_000;
/// Largest body, in bytes.
pub const LARGEST: usize = 32 * 1024 * 1024;

/// Records to take in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ingest {
    /// 1 to 1,000 records: `id` (1 to 50 characters without blanks), `summary` or `description` or both, `comments`
    /// (texts, or objects with `body`, `author`, `created_at`), `created_at`, `updated_at`, `resolved_at` (ISO 8601),
    /// `status`, `priority`, `issue_type`, `project`, `product`, `components`, `assignee`, `reporter`, `organization`,
    /// `labels`, `parent_ticket_id`.
    #[schema(value_type = Vec<Object>, min_items = 1, max_items = 1000)]
    pub records: Vec<Value>,
    /// IANA timezone of times that name none; UTC when left out.
    #[schema(format = "iana-time-zone", example = "Europe/Berlin")]
    pub timezone: Option<String>,
    /// The source the records are of, where the workspace takes in those of several systems: 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    pub source: Option<String>,
}

impl OfRecords for Ingest {
    /// Halves of letters, which no text can hold, become what stands for a lost letter: each is listed where it is read.
    fn mended(json: &[u8]) -> Cow<'_, [u8]> {
        wire::mended(json)
    }
}

/// What was wrong with a record.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordError {
    /// Its number, from 1.
    pub row: usize,
    /// The field that is wrong.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: String,
}

/// What was taken in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ingested {
    /// The job that deals with it.
    pub job_id: String,
    /// Where to ask how it goes.
    pub status_url: String,
    /// One sentence on what happens next.
    pub message: String,
    /// Where the job stands.
    pub status: Status,
    /// Whether the same records were sent before: then this is their job.
    pub duplicate: bool,
    /// Records that are taken.
    pub record_count: usize,
    /// Records that are not; the job lists them too.
    pub errors: Vec<RecordError>,
}

/// Takes records in; those that are wrong are told, the others are taken. The same records again are the same job.
#[utoipa::path(post, path = "/api/data-ingest", tag = "jobs", operation_id = "ingest_records", request_body = Ingest,
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 202, body = Ingested), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 507, body = Problem)))]
pub async fn ingest(
    State(cx): State<Context>,
    caller: Caller,
    JsonOfRecords(body): JsonOfRecords<Ingest>,
) -> Result<(StatusCode, Json<Ingested>), Error> {
    let checked = check(&body.records)?;
    let errors: Vec<RecordError> = faults(&checked);
    endpoint::setting(&::settings::WORKER_CONCURRENCY).await?;
    let zone = settings::zone(body.timezone.as_deref().unwrap_or_default().trim())?;
    let said = Said {
        source: choices::source(body.source.as_deref().unwrap_or_default().trim())?,
        ..Said::default()
    };
    let uploads = Uploads::mounted();
    let job = cx.random.uuid_v7(cx.clock.now()).to_string();
    intakes::begin(&cx, caller.workspace.0, &job).await?;
    let sent = store(&cx, &uploads, &job, &body, &checked, (zone, said)).await;
    if sent.is_err() {
        uploads.remove(&job).map_err(Error::internal)?;
        intakes::refused(&cx, caller.workspace.0, &job).await;
    }
    let Admitted { job, duplicate } = admit(&cx, &caller, &uploads, &job, sent?).await?;
    let message = if duplicate {
        "these records were sent before; this is their job"
    } else {
        "the records are being processed"
    };
    let ingested = Ingested {
        status_url: format!("/api/job/{}", job.job_id),
        message: message.to_owned(),
        status: job.status,
        duplicate,
        record_count: checked.len() - errors.len(),
        errors,
        job_id: job.job_id,
    };
    Ok((StatusCode::ACCEPTED, Json(ingested)))
}

/// A record, or the field that is wrong, why, and the record as it stands.
type Checked<'a> = Result<&'a Map<String, Value>, (Option<&'static str>, String, &'a Value)>;

/// Looks at each record; an error if there are too many, or none that can be taken.
fn check(records: &[Value]) -> Result<Vec<Checked<'_>>, Error> {
    if !(1..=MOST).contains(&records.len()) {
        let detail = format!("{} records, where 1 to {MOST} are taken", records.len());
        return Err(Error::invalid("record_count", detail)
            .field("records")
            .remedy("send the records in several calls"));
    }
    let checked: Vec<Checked<'_>> = records.iter().map(check_one).collect();
    if checked.iter().any(Result::is_ok) {
        return Ok(checked);
    }
    let (column, reason) = match &checked[0] {
        Err((column, reason, _)) => (*column, reason.as_str()),
        Ok(_) => (None, ""),
    };
    let error = Error::invalid("no_record", format!("no record can be taken: {reason}"))
        .row(1)
        .remedy("give each record an id and a summary or a description");
    Err(match column {
        Some(column) => error.column(column),
        None => error,
    })
}

fn check_one(record: &Value) -> Checked<'_> {
    let wrong = |column, reason: String| Err((column, reason, record));
    let Some(object) = record.as_object() else {
        return wrong(None, "the record is no object".to_owned());
    };
    let id = match object.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => return wrong(Some("id"), "the record has no id".to_owned()),
    };
    if let Err(error) = TicketKey::new(&id) {
        return wrong(Some("id"), error.to_string());
    }
    for name in ["summary", "description"] {
        if !matches!(
            object.get(name),
            None | Some(Value::Null | Value::String(_))
        ) {
            return wrong(Some(name), format!("{name} is no text"));
        }
    }
    if !matches!(
        object.get("comments"),
        None | Some(Value::Null | Value::Array(_))
    ) {
        return wrong(Some("comments"), "comments is no list".to_owned());
    }
    let has = |name: &str| {
        object
            .get(name)
            .and_then(Value::as_str)
            .is_some_and(|text| !text.trim().is_empty())
    };
    if has("summary") || has("description") {
        Ok(object)
    } else {
        wrong(
            Some("summary"),
            "the record has neither summary nor description".to_owned(),
        )
    }
}

fn faults(checked: &[Checked<'_>]) -> Vec<RecordError> {
    let numbered = (1..).zip(checked);
    numbered
        .filter_map(|(row, record)| {
            let (column, reason, _) = record.as_ref().err()?;
            Some(RecordError {
                row,
                column: column.map(str::to_owned),
                reason: reason.clone(),
            })
        })
        .collect()
}

/// Writes the records as a job's table.
async fn store(
    cx: &Context,
    uploads: &Uploads,
    job: &str,
    body: &Ingest,
    checked: &[Checked<'_>],
    (zone, said): (tickets::Zone, Said),
) -> Result<form::Sent, Error> {
    let mut incoming = uploads.begin(job).map_err(storage)?;
    // Keys are sorted by now, so that equal records are equal bytes however they were written.
    incoming.count(&serde_json::to_vec(&body.records).map_err(Error::internal)?);
    let mut rows = Vec::new();
    let mut sink = |row: &[u8]| {
        rows.extend_from_slice(row);
        Ok(())
    };
    let records = checked.iter().map(|record| match record {
        Ok(object) => Ok(*object),
        Err((_, reason, value)) => Err((reason.clone(), value.to_string())),
    });
    let landing = wire::records(records, &mut sink).map_err(unreadable)?;
    incoming.write(&rows).map_err(storage)?;
    let header = landing.into_header();
    let received = incoming.finish(header.as_deref()).map_err(storage)?;
    form::of_program(cx, &uploads.file(job), received, zone, said).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_record_is_judged_by_itself() {
        let records = [
            json!({"id": "A-1", "summary": "x", "comments": ["y"]}),
            json!({"id": 7, "description": "x"}),
            json!({"summary": "x"}),
            json!({"id": "a b", "summary": "x"}),
            json!({"id": "A-2", "summary": " "}),
            json!({"id": "A-3", "summary": 5}),
            json!({"id": "A-4", "summary": "x", "comments": "y"}),
            json!([]),
        ];
        let checked = check(&records).unwrap();
        let told: Vec<_> = faults(&checked)
            .into_iter()
            .map(|error| (error.row, error.column))
            .collect();
        let column = |name: &str| Some(name.to_owned());
        assert_eq!(
            told,
            [
                (3, column("id")),
                (4, column("id")),
                (5, column("summary")),
                (6, column("summary")),
                (7, column("comments")),
                (8, None),
            ]
        );
        assert!(check(&records[2..]).is_err() && check(&[]).is_err());
        assert!(check(&vec![records[0].clone(); MOST + 1]).is_err());
    }
}
