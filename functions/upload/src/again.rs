//! `POST /api/job/{id}/again`: the stored file of an import taken in again, as newer than all before.

use crate::job::{self, Job};
use crate::problem::storage;
use crate::receive::earlier;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, audit};
use folder::uploads::Uploads;
use folder::{intakes, marks};
use http::StatusCode;
use queue::kind::INSPECT;
use queue::{Kind, NewStep, Status, history};
use serde_json::json;
use std::fs::File;
use std::io::{self, Read};
use stores::Transaction;
use tickets::Zone;

/// So much of a stored export is copied at a time.
const BLOCK: u64 = 1 << 20;

/// Takes the stored file of a completed import in again, as a job of its own that is newer than all before: its states count
/// again, but where a later file says that a ticket was changed after this one says. A file of the same bytes is no new upload
/// as long as nothing came between; this is. Where that was asked for and is not done yet, this is its job.
#[utoipa::path(post, path = "/api/job/{id}/again", tag = "jobs", operation_id = "take_again",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 507, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Job>), Error> {
    let read = job::find(&cx.records, caller.workspace, &id).await?;
    let job = read_again(&cx, &caller, &Uploads::mounted(), &read, Anew::Newer).await?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

/// Why a stored file is read again.
#[derive(Clone, Copy)]
pub enum Anew<'a> {
    /// To count as newer.
    Newer,
    /// In another timezone.
    In(&'a Zone),
}

impl Anew<'_> {
    /// The timezone that it is read in.
    fn zone<'a>(&'a self, read: &'a Job) -> &'a str {
        match self {
            Self::Newer => &read.timezone,
            Self::In(zone) => zone.name(),
        }
    }

    /// What to do where the stored file cannot be read again.
    fn remedy(self) -> &'static str {
        match self {
            Self::Newer => "upload the same file again",
            Self::In(_) => "upload the same file again with the right timezone",
        }
    }
}

/// The job that reads the stored file of a completed import again.
pub async fn read_again(
    cx: &Context,
    caller: &Caller,
    uploads: &Uploads,
    read: &Job,
    anew: Anew<'_>,
) -> Result<Job, Error> {
    expect_completed(read, anew)?;
    if let Anew::In(zone) = anew
        && read.timezone == zone.name()
    {
        let detail = format!("job {} was read in {} already", read.job_id, zone.name());
        return Err(Error::conflict("same_timezone", detail));
    }
    let id = cx.random.uuid_v7(cx.clock.now()).to_string();
    intakes::begin(cx, caller.workspace.0, &id).await?;
    let made = match copy(uploads, (&read.job_id, &id), anew) {
        Ok(()) => in_one_transaction(cx, caller, read, (&id, anew)).await,
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

fn expect_completed(read: &Job, anew: Anew<'_>) -> Result<(), Error> {
    let id = &read.job_id;
    if read.kind != Kind::UPLOAD {
        let detail = format!("job {id} has read no file");
        return Err(Error::conflict("no_import", detail));
    }
    if read.status != Status::Completed {
        let detail = format!("job {id} is {}, not completed", read.status.as_str());
        let remedy = format!("wait for it, or {}", anew.remedy());
        return Err(Error::conflict("not_completed", detail).remedy(remedy));
    }
    if read.undone_at.is_some() {
        let detail = format!("job {id} was undone");
        return Err(Error::conflict("undone", detail).remedy(anew.remedy()));
    }
    Ok(())
}

/// Copies a stored export to another job.
fn copy(uploads: &Uploads, (from, to): (&str, &str), anew: Anew<'_>) -> Result<(), Error> {
    let mut file = match File::open(uploads.file(from)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let detail = format!("the stored original of job {from} is gone");
            return Err(Error::conflict("original_missing", detail).remedy(anew.remedy()));
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

/// The identifier of the job that reads the import again: the new one, or one that was asked for before.
async fn in_one_transaction(
    cx: &Context,
    caller: &Caller,
    read: &Job,
    (id, anew): (&str, Anew<'_>),
) -> Result<String, Error> {
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    // Who asks at the same time waits here and finds this one; and no two jobs get the same place in the order.
    transaction.alone("jobs").await?;
    if let Some(before) = before(&transaction, read, anew).await? {
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
                anew.zone(read),
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
    let (action, details) = match anew {
        Anew::Newer => (
            "job_taken_again",
            json!({"file_name": read.file_name, "of": read.job_id}),
        ),
        Anew::In(zone) => (
            "job_timezone_changed",
            json!({"file_name": read.file_name, "of": read.job_id, "from": read.timezone, "to": zone.name()}),
        ),
    };
    let resource = format!("job:{id}");
    let entry = audit::Entry::by(caller, action, &resource, details);
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok(id.to_owned())
}

/// A later job that reads the same content so, and that no other upload has overtaken; where it is to count as newer, one
/// that is not done yet.
async fn before(
    transaction: &Transaction,
    read: &Job,
    anew: Anew<'_>,
) -> Result<Option<String>, Error> {
    let later = "SELECT l.id, l.status FROM jobs j JOIN jobs l ON l.workspace_id = j.workspace_id \
             AND l.sequence > j.sequence AND l.content_sha256 >= substr(j.content_sha256, 1, 64) \
             AND l.content_sha256 < substr(j.content_sha256, 1, 64) || '!' \
         WHERE j.id = $1 AND l.timezone = $2 AND l.status IN ('queued', 'running', 'completed') \
         ORDER BY l.sequence DESC LIMIT 1";
    let before: Option<(String, String)> = transaction
        .query_optional(later, (read.job_id.as_str(), anew.zone(read)))
        .await?;
    let Some((before, status)) = before else {
        return Ok(None);
    };
    let is_done = status == Status::Completed.as_str();
    let counts = match anew {
        Anew::Newer => !is_done,
        Anew::In(_) => !earlier::is_overtaken(transaction, &before).await?,
    };
    Ok(counts.then_some(before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, TABLE};
    use endpoint::testing::block_on;

    fn newer(desk: &Desk, of: &Job) -> Result<Job, Error> {
        let (cx, caller) = (&desk.app.cx, desk.caller());
        block_on(read_again(cx, &caller, &desk.uploads(), of, Anew::Newer))
    }

    fn code(refused: Result<Job, Error>) -> String {
        refused.expect_err("a refusal").problem().code.to_string()
    }

    #[test]
    fn it_is_taken_again_each_time_and_once_while_it_is_under_way() {
        let desk = Desk::new();
        let sent = desk.uploaded("first", TABLE);
        assert_eq!(code(newer(&desk, &sent)), "not_completed");
        let first = desk.completed("first");
        let second = newer(&desk, &first).unwrap();
        assert_eq!(
            (second.status, second.file_size, &second.timezone),
            (Status::Queued, first.file_size, &first.timezone)
        );
        let stored = |job: &str| std::fs::read(desk.uploads().file(job)).unwrap();
        assert_eq!(stored(&second.job_id), stored("first"));
        assert_eq!(newer(&desk, &first).unwrap().job_id, second.job_id);
        let booked = desk.booked();
        let (action, resource, details) = &booked[booked.len() - 1];
        assert_eq!(
            (action.as_str(), resource),
            ("job_taken_again", &format!("job:{}", second.job_id))
        );
        assert_eq!(
            details,
            &json!({"file_name": "data-ingest.json", "of": "first"})
        );
        let second = desk.completed(&second.job_id);
        assert_ne!(newer(&desk, &first).unwrap().job_id, second.job_id);
    }

    #[test]
    fn what_is_undone_or_without_its_original_says_what_helps() {
        let desk = Desk::new();
        desk.uploaded("first", TABLE);
        let first = desk.completed("first");
        std::fs::remove_file(desk.uploads().file("first")).unwrap();
        let refused = newer(&desk, &first).expect_err("a refusal");
        let problem = refused.problem();
        assert_eq!(
            (problem.code.to_string(), problem.remedy.as_deref()),
            (
                "original_missing".to_owned(),
                Some("upload the same file again")
            )
        );
        desk.app.execute("UPDATE jobs SET undone_at = updated_at");
        assert_eq!(code(newer(&desk, &desk.completed("first"))), "undone");
    }
}
