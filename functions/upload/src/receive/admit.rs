//! Makes a received file a job, or finds the job its content already has.

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

/// The same content twice is the same job; where that one's original is missing, it is taken again. One that failed
/// before is taken up anew with the new settings.
pub async fn admit(
    cx: &Context,
    caller: &Caller,
    uploads: &Uploads,
    id: &str,
    sent: Sent,
) -> Result<Admitted, Error> {
    let mut may_be_kept = false;
    let source = sent.source(cx, caller).await;
    let admitted = match source {
        Ok(source) => in_one_transaction(cx, caller, id, (&sent, &source), &mut may_be_kept).await,
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
    id: &str,
    (sent, source): (&Sent, &Settled),
    may_be_kept: &mut bool,
) -> Result<String, Error> {
    let transaction = cx.records.begin().await?;
    // Of two uploads of the same content the second one waits here and finds the first one's job; and no two jobs
    // get the same place in the order.
    transaction.alone("jobs").await?;
    let earlier: Option<(String, String)> = transaction
        .query_optional(
            "SELECT id, status FROM jobs WHERE workspace_id = $1 AND content_sha256 = $2",
            (caller.workspace.0, sent.received.sha256.as_str()),
        )
        .await?;
    let replaced = match earlier {
        Some((earlier, status)) if status != Status::Failed.as_str() => return Ok(earlier),
        Some((earlier, _)) => {
            // Its stored file has the same bytes; the job keeps its place and its identifier is the new one's.
            queue::unstage(&transaction, &earlier).await?;
            queue::forget_steps(&transaction, &earlier).await?;
            deleted::delete(&transaction, caller.workspace.0, &earlier, cx.clock.now()).await?;
            Some(earlier)
        }
        None => None,
    };
    insert(cx, &transaction, caller, id, (sent, source)).await?;
    intakes::admitted(&transaction, caller.workspace.0, id).await?;
    let details = json!({
        "file_name": sent.file_name,
        "file_size": sent.received.size,
        "content_sha256": sent.received.sha256,
        "replaced": replaced,
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
    id: &str,
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
                sent.received.sha256.as_str(),
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
        inspected::keep(cx, transaction, of, inspection.clone()).await?;
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
}
