//! `POST /api/job/{id}/timezone`: an import that was read in the wrong timezone, read again in the right one.

use crate::job::{self, Job};
use crate::problem::storage;
use crate::receive::earlier;
use crate::receive::settings::zone;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, audit};
use folder::uploads::Uploads;
use folder::{intakes, marks};
use http::StatusCode;
use queue::kind::INSPECT;
use queue::{Kind, NewStep, Status, history};
use serde::Deserialize;
use serde_json::json;
use std::fs::File;
use std::io::{self, Read};
use stores::Transaction;
use tickets::Zone;
use utoipa::ToSchema;

/// So much of a stored export is copied at a time.
const BLOCK: u64 = 1 << 20;

/// The timezone that was right.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimezoneChange {
    /// An IANA name: where times of the file that name no zone were taken.
    #[schema(min_length = 1, max_length = 64, example = "Europe/Berlin")]
    pub timezone: String,
}

/// Reads a completed import again in another timezone, as a job of its own: creation, changes and comments of its tickets
/// move, unless a later import says otherwise of them. Where that was asked for before, this is its job.
#[utoipa::path(post, path = "/api/job/{id}/timezone", tag = "jobs", operation_id = "change_timezone",
    params(("id" = String, Path, description = "The job's identifier")), request_body = TimezoneChange,
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 202, body = Job), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 507, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(asked): Json<TimezoneChange>,
) -> Result<(StatusCode, Json<Job>), Error> {
    let read = job::find(&cx.records, caller.workspace, &id).await?;
    let zone = zone(asked.timezone.trim())?;
    let job = again(&cx, &caller, &Uploads::mounted(), &read, &zone).await?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

/// The job that reads a completed import in a timezone.
async fn again(
    cx: &Context,
    caller: &Caller,
    uploads: &Uploads,
    read: &Job,
    zone: &Zone,
) -> Result<Job, Error> {
    expect_completed(read)?;
    if read.timezone == zone.name() {
        let detail = format!("job {} was read in {} already", read.job_id, zone.name());
        return Err(Error::conflict("same_timezone", detail));
    }
    let id = cx.random.uuid_v7(cx.clock.now()).to_string();
    intakes::begin(cx, caller.workspace.0, &id).await?;
    let made = match copy(uploads, &read.job_id, &id) {
        Ok(()) => in_one_transaction(cx, caller, read, (&id, zone)).await,
        Err(error) => Err(error),
    };
    if made.as_ref().is_ok_and(|made| *made == id) {
        marks::raise(cx).await;
    } else {
        uploads.remove(&id).map_err(Error::internal)?;
        intakes::refused(cx, caller.workspace.0, &id).await;
    }
    job::find(&cx.records, caller.workspace, &made?).await
}

fn expect_completed(read: &Job) -> Result<(), Error> {
    let id = &read.job_id;
    if read.kind != Kind::UPLOAD {
        let detail = format!("job {id} has read no file");
        return Err(Error::conflict("no_import", detail));
    }
    if read.status != Status::Completed {
        let detail = format!("job {id} is {}, not completed", read.status.as_str());
        return Err(Error::conflict("not_completed", detail)
            .remedy("wait for it, or upload the file in the right timezone"));
    }
    if read.undone_at.is_some() {
        let detail = format!("job {id} was undone");
        return Err(
            Error::conflict("undone", detail).remedy("upload the file again in the right timezone")
        );
    }
    Ok(())
}

/// Copies a stored export to another job.
fn copy(uploads: &Uploads, from: &str, to: &str) -> Result<(), Error> {
    let mut file = match File::open(uploads.file(from)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let detail = format!("the stored original of job {from} is gone");
            return Err(Error::conflict("original_missing", detail)
                .remedy("upload the same file again with the right timezone"));
        }
        opened => opened.map_err(Error::internal)?,
    };
    let mut incoming = uploads.begin(to).map_err(storage)?;
    let mut block = Vec::new();
    loop {
        block.clear();
        let read = file.by_ref().take(BLOCK).read_to_end(&mut block);
        if read.map_err(Error::internal)? == 0 {
            break;
        }
        incoming.count(&block);
        incoming.write(&block).map_err(storage)?;
    }
    incoming.finish(None).map(drop).map_err(storage)
}

/// The identifier of the job that reads the import in the timezone: the new one, or one that was asked for before.
async fn in_one_transaction(
    cx: &Context,
    caller: &Caller,
    read: &Job,
    (id, zone): (&str, &Zone),
) -> Result<String, Error> {
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    // Who asks at the same time waits here and finds this one; and no two jobs get the same place in the order.
    transaction.alone("jobs").await?;
    if let Some(before) = before(&transaction, read, zone).await? {
        return Ok(before);
    }
    let made = transaction
        .execute(
            "INSERT INTO jobs (id, workspace_id, user_id, sequence, source, file_name, file_size, content_sha256, \
                 timezone, encoding, status, phase, mapping, choices, shape, total_columns, total_rows, submitted_at, \
                 updated_at) \
             SELECT $1, j.workspace_id, $2, (SELECT max(sequence) + 1 FROM jobs), j.source, j.file_name, j.file_size, \
                 substr(j.content_sha256, 1, 64) || ' ' || $3, $4, j.encoding, $5, $6, j.mapping, j.choices, \
                 j.shape, j.total_columns, j.total_rows, $7, $7 FROM jobs j WHERE j.id = $8",
            (
                id,
                caller.user.0,
                id,
                zone.name(),
                Status::Queued.as_str(),
                INSPECT.name,
                now,
                read.job_id.as_str(),
            ),
        )
        .await?;
    if made != 1 {
        return Err(job::unknown(&read.job_id));
    }
    history::open(&transaction, (caller.workspace.0, id, Kind::UPLOAD), now).await?;
    let step = NewStep::first(caller.workspace.0, id, Kind::UPLOAD);
    queue::enqueue(cx, &transaction, step).await?;
    intakes::admitted(&transaction, caller.workspace.0, id).await?;
    let details = json!({"file_name": read.file_name, "of": read.job_id, "from": read.timezone, "to": zone.name()});
    let resource = format!("job:{id}");
    let entry = audit::Entry::by(caller, "job_timezone_changed", &resource, details);
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok(id.to_owned())
}

/// A later job that reads the same content in the timezone, and that no other upload has overtaken.
async fn before(
    transaction: &Transaction,
    read: &Job,
    zone: &Zone,
) -> Result<Option<String>, Error> {
    let before: Option<(String,)> = transaction
        .query_optional(
            "SELECT l.id FROM jobs j JOIN jobs l ON l.workspace_id = j.workspace_id AND l.sequence > j.sequence \
                 AND l.content_sha256 >= substr(j.content_sha256, 1, 64) \
                 AND l.content_sha256 < substr(j.content_sha256, 1, 64) || '!' \
             WHERE j.id = $1 AND l.timezone = $2 AND l.status IN ('queued', 'running', 'completed') \
             ORDER BY l.sequence DESC LIMIT 1",
            (read.job_id.as_str(), zone.name()),
        )
        .await?;
    match before {
        Some((before,)) if !earlier::is_overtaken(transaction, &before).await? => Ok(Some(before)),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, TABLE};
    use endpoint::testing::block_on;

    fn berlin(desk: &Desk, of: &Job) -> Result<Job, Error> {
        let zone = Zone::new("Europe/Berlin").unwrap();
        let (cx, caller) = (&desk.app.cx, desk.caller());
        block_on(again(cx, &caller, &desk.uploads(), of, &zone))
    }

    /// The job, completed.
    fn completed(desk: &Desk, id: &str) -> Job {
        desk.app.execute_with(
            "UPDATE jobs SET status = 'completed', snapshot_id = 1 WHERE id = $1",
            (id,),
        );
        let workspace = desk.caller().workspace;
        block_on(job::find(&desk.app.cx.records, workspace, id)).unwrap()
    }

    fn code(refused: Result<Job, Error>) -> String {
        format!("{:?}", refused.expect_err("a refusal"))
    }

    #[test]
    fn it_is_read_again_once_and_its_original_stays() {
        let desk = Desk::new();
        let sent = desk.uploaded("first", TABLE);
        assert!(code(berlin(&desk, &sent)).contains("not_completed"));
        let first = completed(&desk, "first");
        let second = berlin(&desk, &first).unwrap();
        assert_ne!(second.job_id, "first");
        assert_eq!(
            (second.timezone.as_str(), second.status, second.file_size),
            ("Europe/Berlin", Status::Queued, first.file_size)
        );
        let stored = |job: &str| std::fs::read(desk.uploads().file(job)).unwrap();
        assert_eq!(stored(&second.job_id), stored("first"));
        assert_eq!(berlin(&desk, &first).unwrap().job_id, second.job_id);
        let second = completed(&desk, &second.job_id);
        assert_eq!(berlin(&desk, &first).unwrap().job_id, second.job_id);
        assert!(code(berlin(&desk, &second)).contains("same_timezone"));
        let booked = desk.booked();
        let (action, resource, details) = &booked[booked.len() - 1];
        assert_eq!(
            (action.as_str(), resource),
            ("job_timezone_changed", &format!("job:{}", second.job_id))
        );
        assert_eq!(
            details,
            &json!({"file_name": "data-ingest.json", "of": "first", "from": "UTC", "to": "Europe/Berlin"})
        );
    }

    #[test]
    fn without_its_original_it_cannot_be_read() {
        let desk = Desk::new();
        desk.uploaded("first", TABLE);
        let first = completed(&desk, "first");
        std::fs::remove_file(desk.uploads().file("first")).unwrap();
        assert!(code(berlin(&desk, &first)).contains("original_missing"));
        let left = "SELECT count(*) FROM intakes WHERE job_id <> 'first'";
        let left: (i64,) = block_on(desk.app.cx.records.query_one(left, ())).unwrap();
        assert_eq!(left, (0,));
    }
}
