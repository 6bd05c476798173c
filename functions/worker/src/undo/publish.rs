//! Phase publish of an undo: one transaction takes back what the upload brought, in both stores.

use super::{Upload, dates, moved};
use crate::former;
use crate::publish::{commit, removed_rows, staged_files};
use crate::rebuild::exports::job_of;
use crate::rescoring::{new_entities_in_place, new_scores_in_place, replaced_files};
use crate::statistics;
use crate::workspace_job::{all_rows, begin_publish};
use endpoint::Context;
use queue::{Claim, Failure};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use stores::Transaction;
use stores::lake::RemovedRows;

/// What the chunks of an undo fill.
const STAGED: &[statistics::Counted] = &[("ticket_revisions", "ANALYZE ticket_revisions")];

/// Publishes the undo. A second run after a crash finds the first one's commit, or nothing of it.
pub async fn publish(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    statistics::refresh(cx, &claim.job, STAGED).await;
    let upload = Upload::of(cx, claim).await?;
    let (now, job) = (cx.clock.now(), claim.job.as_str());
    let transaction = begin_publish(cx, claim).await?;
    let removed = removed(cx, claim, &upload, &transaction).await?;
    let (restored, gone) = put_in_place(&transaction, claim, &upload).await?;
    dates::restore(&transaction, claim.workspace, &upload.job).await?;
    take_back(&transaction, claim, &upload).await?;
    let files = staged_files(&transaction, job).await?;
    let rows: u64 = files.iter().map(|file| file.row_count).sum();
    let bytes: u64 = files.iter().map(|file| file.byte_size).sum();
    let snapshot = cx
        .lake
        .publish(&transaction, claim.workspace, job, now, files, removed)
        .await?;
    let snapshot_id = i64::try_from(snapshot.id).map_err(|error| Failure::bug(&error))?;
    transaction
        .execute(
            "UPDATE jobs SET snapshot_id = $1, phase = 'compare', tickets_updated = $2, updated_at = $3 WHERE id = $4",
            (snapshot_id, restored, now, job),
        )
        .await?;
    // The same file is another upload from now on.
    let undone = transaction
        .execute(
            "UPDATE jobs SET undone_at = $1, updated_at = $1, snapshot_id = NULL, \
                 content_sha256 = content_sha256 || ' ' || id WHERE id = $2 AND undone_at IS NULL",
            (now, upload.job.as_str()),
        )
        .await?;
    if undone != 1 {
        return Err(Failure::Ours(format!(
            "upload {} is not there to be undone",
            upload.job
        )));
    }
    // It notes no change of tickets and texts, so that all of the workspace is counted in both stores.
    let outcome =
        json!({"rows": rows, "bytes": bytes, "errors": 0, "restored": restored, "gone": gone});
    commit(cx, claim, transaction, outcome).await
}

/// The rows of the lake that no longer count.
async fn removed(
    cx: &Context,
    claim: &Claim,
    upload: &Upload,
    transaction: &Transaction,
) -> Result<Vec<RemovedRows>, Failure> {
    let outcomes: Vec<(Json,)> = transaction
        .query(
            "SELECT outcome FROM phase_queue WHERE job_id = $1 AND current_phase IN ('map', 'score') \
                 AND status = 'completed' ORDER BY chunk",
            (claim.job.as_str(),),
        )
        .await?;
    let (mut paths, mut is_whole) = (BTreeSet::new(), false);
    for (outcome,) in outcomes {
        is_whole |= outcome["extent"] == "whole";
        if let Some(removed) = outcome.get("removed") {
            let removed: Vec<String> =
                serde_json::from_value(removed.clone()).map_err(|error| Failure::bug(&error))?;
            paths.extend(removed);
        }
    }
    let mut rows = all_rows(cx, claim.workspace, |file| paths.contains(&file.path)).await?;
    if is_whole {
        rows.extend(replaced_files(cx, claim.workspace).await?);
        return Ok(rows);
    }
    // Earlier undos may have written the present states, and comments of the upload.
    let over = moved::find(cx, claim.workspace, upload).await?;
    rows.extend(removed_rows(transaction, &upload.job, over).await?);
    let is_own = |path: &str| job_of(path).is_some_and(|(job, _)| job == upload.job);
    rows.extend(all_rows(cx, claim.workspace, |file| is_own(&file.path)).await?);
    Ok(rows)
}

/// Makes the staged states those of their tickets, and removes the tickets that the upload added. Returns how many of the
/// upload's tickets are as they were, and how many are gone.
async fn put_in_place(
    transaction: &Transaction,
    claim: &Claim,
    upload: &Upload,
) -> Result<(u64, u64), Failure> {
    let job = claim.job.as_str();
    let gone = transaction
        .execute(
            "DELETE FROM tickets WHERE workspace_id = $1 AND job_id = $2 AND NOT EXISTS ( \
                 SELECT 1 FROM ticket_revisions n WHERE n.job_id = $3 AND n.source = tickets.source \
                     AND n.ticket_id = tickets.ticket_id)",
            (claim.workspace, upload.job.as_str(), job),
        )
        .await?;
    rows::put_states_in_place(transaction, job).await?;
    let restored = transaction
        .execute(
            "UPDATE tickets SET job_id = (SELECT r.job_id FROM ticket_revisions r \
                 JOIN jobs b ON b.id = r.job_id AND b.kind = 'upload' AND b.snapshot_id < $1 \
                 WHERE r.workspace_id = tickets.workspace_id AND r.source = tickets.source \
                     AND r.ticket_id = tickets.ticket_id ORDER BY b.snapshot_id DESC LIMIT 1) \
             WHERE workspace_id = $2 AND job_id = $3",
            (upload.snapshot, claim.workspace, upload.job.as_str()),
        )
        .await?;
    let (touched,): (u64,) = transaction
        .query_one(
            "SELECT count(*) FROM ticket_revisions WHERE job_id = $1",
            (upload.job.as_str(),),
        )
        .await?;
    if restored + gone != touched {
        return Err(Failure::Ours(format!(
            "{restored} tickets are as they were and {gone} are gone, but the upload brought {touched}"
        )));
    }
    Ok((restored, gone))
}

/// Removes what the upload brought: its texts and what they mention, its revisions, and of tickets that are gone those of other
/// jobs, too; puts the comments back that it took away. Corrected labels stay, as wherever a text is replaced: they count again when the text comes again.
async fn take_back(
    transaction: &Transaction,
    claim: &Claim,
    upload: &Upload,
) -> Result<(), Failure> {
    let job = claim.job.as_str();
    transaction
        .execute(
            "DELETE FROM ticket_revisions WHERE id IN (SELECT r.id FROM ticket_revisions n \
                 JOIN ticket_revisions r ON r.workspace_id = n.workspace_id AND r.source = n.source \
                     AND r.ticket_id = n.ticket_id \
                 JOIN jobs b ON b.id = r.job_id AND b.kind <> 'upload' AND b.snapshot_id > $1 WHERE n.job_id = $2 \
                     AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.workspace_id = n.workspace_id \
                         AND t.source = n.source AND t.ticket_id = n.ticket_id))",
            (upload.snapshot, upload.job.as_str()),
        )
        .await?;
    // Summaries and descriptions that were read anew: what they mention takes the place of what they mentioned.
    transaction
        .execute(
            "DELETE FROM entities WHERE id IN (SELECT e.id FROM text_scores s JOIN sentiment_results r ON r.id = s.result_id \
                 JOIN entities e ON e.workspace_id = r.workspace_id AND e.source = r.source \
                     AND e.ticket_id = r.ticket_id AND e.fingerprint = r.fingerprint AND e.job_id = r.job_id \
                 WHERE s.job_id = $1)",
            (job,),
        )
        .await?;
    queue::unstage(transaction, &upload.job).await?;
    former::put_back(transaction, &upload.job).await?;
    new_scores_in_place(transaction, job).await?;
    new_entities_in_place(transaction, job).await?;
    transaction
        .execute("DELETE FROM text_scores WHERE job_id = $1", (job,))
        .await?;
    Ok(())
}
