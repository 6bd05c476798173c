//! Makes a received file a job, or finds the job its content already has.

use super::earlier::{self, Found};
use super::form::Sent;
use crate::job::{self, Job};
use crate::problem::storage;
use crate::source::Settled;
use endpoint::{Caller, Context, Error, audit, log};
use folder::uploads::Uploads;
use folder::{deleted, intakes, marks};
use queue::kind::{INSPECT, Kind};
use queue::{Status, history, inspected};
use serde_json::json;
use stores::Transaction;

/// The job, and whether it is an earlier upload's.
pub struct Admitted {
    /// The job.
    pub job: Job,
    /// Whether the same content was uploaded before.
    pub duplicate: bool,
}

/// The same content twice is the same job, unless something came between ([`earlier`]); where that one's original is
/// missing, it is taken again. One that failed before is taken up anew with the new settings.
pub async fn admit(
    cx: &Context,
    caller: &Caller,
    uploads: &Uploads,
    id: &str,
    sent: Sent,
) -> Result<Admitted, Error> {
    let mut may_be_kept = false;
    let admitted = match sent.source(cx, caller).await {
        Ok(source) => {
            let sent = (id, &sent, &source);
            in_one_transaction(cx, caller, uploads, sent, &mut may_be_kept).await
        }
        Err(error) => Err(error),
    };
    let given = match &admitted {
        Ok(earlier) if earlier != id => uploads.give(id, earlier).map_err(storage),
        _ => Ok(false),
    };
    let keep = match &admitted {
        Ok(kept) => kept == id,
        // Without a job it is swept after a day.
        Err(_) => may_be_kept,
    };
    if !keep {
        uploads.remove(id).map_err(Error::internal)?;
        intakes::refused(cx, caller.workspace.0, id).await;
    }
    let kept = admitted?;
    if given? {
        log::warn("original_taken_again", json!({"job.id": kept}));
    }
    if kept == id {
        marks::raise(cx).await;
    }
    let job = job::find(&cx.records, caller.workspace, &kept).await?;
    Ok(Admitted {
        duplicate: kept != id,
        job,
    })
}

/// The identifier of the job that has the content: `id` when it is new. `may_be_kept` is set where the database went away
/// at the commit: the job may be there all the same.
async fn in_one_transaction(
    cx: &Context,
    caller: &Caller,
    uploads: &Uploads,
    (id, sent, source): (&str, &Sent, &Settled),
    may_be_kept: &mut bool,
) -> Result<String, Error> {
    let transaction = cx.records.begin().await?;
    // Of two uploads of the same content the second one waits here and finds the first one's job; and no two jobs
    // get the same place in the order.
    transaction.alone("jobs").await?;
    let Found {
        same,
        failed,
        is_known,
    } = earlier::find(&transaction, caller.workspace, uploads, sent).await?;
    if let Some(same) = same {
        return Ok(same);
    }
    for failed in &failed {
        // Its stored file has the same bytes; the job keeps its place and its identifier is the new one's.
        queue::unstage(&transaction, failed).await?;
        queue::forget_steps(&transaction, failed).await?;
        deleted::delete(&transaction, caller.workspace.0, failed, cx.clock.now()).await?;
    }
    let content = earlier::content(&sent.received.sha256, is_known.then_some(id));
    insert(cx, &transaction, caller, (id, &content), (sent, source)).await?;
    intakes::admitted(&transaction, caller.workspace.0, id).await?;
    let details = json!({
        "file_name": sent.file_name,
        "file_size": sent.received.size,
        "content_sha256": sent.received.sha256,
        "replaced": failed.first(),
    });
    let resource = format!("job:{id}");
    let entry = audit::Entry::by(caller, "job_uploaded", &resource, details);
    audit::record(&transaction, entry, cx.clock.now()).await?;
    *may_be_kept = true;
    transaction.commit().await?;
    Ok(id.to_owned())
}

async fn insert(
    cx: &Context,
    transaction: &Transaction,
    caller: &Caller,
    (id, content): (&str, &str),
    (sent, source): (&Sent, &Settled),
) -> Result<(), Error> {
    let now = cx.clock.now();
    let trouble = sent.trouble(source).filter(|_| !sent.unattended);
    let asks = sent.review || trouble.is_some() || !sent.mapping.is_sure();
    let waits = !sent.unattended && asks;
    let (status, phase) = if waits {
        (Status::Review, &INSPECT)
    } else {
        (Status::Queued, &INSPECT)
    };
    let inspected = sent.inspection.as_ref();
    let encoding = inspected.map_or(sent.sniff.encoding, |inspection| inspection.encoding);
    transaction
        .execute(
            "INSERT INTO jobs (id, workspace_id, user_id, sequence, source, file_name, file_size, content_sha256, \
                 timezone, encoding, status, phase, mapping, total_columns, total_rows, error, \
                 choices, shape, submitted_at, updated_at) \
             VALUES ($1, $2, $3, (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs), $4, $5, $6, $7, $8, $9, $10, $11, \
                 $12, $13, $14, $15, $16, $17, $18, $18)",
            (
                id,
                caller.workspace.0,
                caller.user.0,
                source.name.as_str(),
                sent.file_name.as_str(),
                sent.received.size,
                content,
                sent.zone.name(),
                encoding.name(),
                status.as_str(),
                phase.name,
                serde_json::to_value(&sent.mapping).map_err(Error::internal)?,
                (sent.sniff.header.len() - sent.sniff.origin.map_or(0, tickets::Origin::controls)) as u64,
                sent.inspection.as_ref().ok().map(|inspection| inspection.rows),
                trouble.map(|trouble| serde_json::to_value(trouble).map_err(Error::internal)).transpose()?,
                serde_json::to_value(&sent.said).map_err(Error::internal)?,
                serde_json::to_value(&source.kind).map_err(Error::internal)?,
                now,
            ),
        )
        .await?;
    if waits {
        return Ok(());
    }
    history::open(transaction, (caller.workspace.0, id, Kind::UPLOAD), now).await?;
    if let Ok(inspection) = &sent.inspection {
        let of = (caller.workspace.0, id);
        inspected::keep(cx, transaction, of, inspection).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::testing::{Desk, TABLE, entry};
    use serde_json::{Value, json};

    #[test]
    fn an_upload_is_booked_once_however_often_it_is_sent_and_anew_where_it_replaces_a_failed_one() {
        let desk = Desk::new();
        let first = desk.uploaded("first", TABLE);
        assert_eq!((first.job_id.as_str(), first.file_size), ("first", 62));
        assert_eq!(desk.uploaded("second", TABLE).job_id, "first");
        desk.app.execute("UPDATE jobs SET status = 'failed'");
        assert_eq!(desk.uploaded("third", TABLE).job_id, "third");
        let booked = desk.booked();
        let uploaded = |job: &str, replaced: Value| {
            let details = json!({"file_name": "data-ingest.json", "file_size": 62,
                "content_sha256": booked[0].2["content_sha256"], "replaced": replaced});
            entry("job_uploaded", &format!("job:{job}"), details)
        };
        assert_eq!(
            booked,
            [
                uploaded("first", Value::Null),
                uploaded("third", json!("first"))
            ]
        );
    }

    /// Jobs of the same file: an upload is done, and what others did is told by their numbers.
    #[test]
    fn the_same_file_is_a_new_upload_where_another_came_between() {
        const OTHER: &[u8] = b"Issue key,Summary,Created\nSUP-1,It works,2026-03-01T08:00:00Z\n";
        let desk = Desk::new();
        let done = |job: &str, updated: i64, unchanged: i64| {
            desk.app.execute_with(
                "UPDATE jobs SET status = 'completed', snapshot_id = 1, tickets_updated = $1, tickets_unchanged = $2 \
                 WHERE id = $3",
                (updated, unchanged, job),
            );
        };
        assert_eq!(desk.uploaded("first", TABLE).job_id, "first");
        done("first", 0, 1);
        assert_eq!(desk.uploaded("other", OTHER).job_id, "other");
        assert_eq!(desk.uploaded("again", TABLE).job_id, "first", "it waits");
        done("other", 0, 0);
        assert_eq!(desk.uploaded("again", TABLE).job_id, "first", "no change");
        done("other", 1, 0);
        assert_eq!(desk.uploaded("again", TABLE).job_id, "again");
        assert_eq!(desk.uploaded("twice", TABLE).job_id, "again");
        done("again", 1, 0);
        assert_eq!(desk.uploaded("twice", TABLE).job_id, "again");
        assert_eq!(
            desk.uploaded("third", OTHER).job_id,
            "other",
            "its tickets are not known"
        );
        done("other", 1, 1);
        assert_eq!(desk.uploaded("third", OTHER).job_id, "third");
    }

    #[test]
    fn another_timezone_makes_another_upload() {
        let desk = Desk::new();
        let in_zone = |job: &str, zone: &str| {
            let mut sent = desk.sent(job, TABLE);
            sent.zone = tickets::Zone::new(zone).unwrap();
            desk.admitted(job, sent).job_id
        };
        assert_eq!(in_zone("utc", "UTC"), "utc");
        assert_eq!(in_zone("berlin", "Europe/Berlin"), "berlin");
        assert_eq!(in_zone("twice", "Europe/Berlin"), "berlin");
        assert_eq!(in_zone("thrice", "UTC"), "utc");
    }

    #[test]
    fn another_mapping_makes_another_upload_where_it_was_asked_for() {
        let desk = Desk::new();
        let sent = |job: &str, asked: bool| {
            let mut sent = desk.sent(job, TABLE);
            let edit = r#"{"fields": {"description": "Summary"}}"#;
            let edit: tickets::MappingEdit = serde_json::from_str(edit).unwrap();
            if asked {
                sent.mapping = sent.mapping.edited(&edit, &sent.sniff).unwrap();
            }
            sent.asked_mapping = asked;
            desk.admitted(job, sent).job_id
        };
        assert_eq!(sent("one", false), "one");
        assert_eq!(sent("two", true), "two");
        assert_eq!(sent("three", true), "two");
    }
}
