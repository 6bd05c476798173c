//! Phase publish of a rescoring: one transaction puts the new scores in the place of the old ones, in both stores.

use super::compare;
use crate::publish::{commit, staged_files};
use crate::statistics;
use crate::workspace_job::{all_rows, begin_publish};
use endpoint::Context;
use queue::{Claim, Failure};
use serde_json::json;
use stores::Transaction;
use stores::lake::{Dataset, RemovedRows};

/// What the chunks of a rescoring fill.
const STAGED: &[statistics::Counted] = &[
    ("text_scores", "ANALYZE text_scores"),
    ("ticket_revisions", "ANALYZE ticket_revisions"),
    ("entities", "ANALYZE entities"),
];

/// Publishes the rescoring. A second run after a crash finds the first one's commit, or nothing of it.
pub async fn publish(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    statistics::refresh(cx, &claim.job, STAGED).await;
    let now = cx.clock.now();
    let job = claim.job.as_str();
    let transaction = begin_publish(cx, claim).await?;
    let comparison = compare::comparison(&transaction, job).await?;
    let comparison = serde_json::to_value(&comparison).map_err(|error| Failure::bug(&error))?;
    put_in_place(&transaction, claim.workspace, job).await?;
    let files = staged_files(&transaction, job).await?;
    let rows: u64 = files.iter().map(|file| file.row_count).sum();
    let bytes: u64 = files.iter().map(|file| file.byte_size).sum();
    let replaced = replaced_files(cx, claim.workspace).await?;
    let snapshot = cx
        .lake
        .publish(&transaction, claim.workspace, job, now, files, replaced)
        .await?;
    let snapshot_id = i64::try_from(snapshot.id).map_err(|error| Failure::bug(&error))?;
    transaction
        .execute(
            "UPDATE jobs SET snapshot_id = $1, phase = 'compare', comparison = $2, \
                 tickets_updated = records_processed, updated_at = $3 WHERE id = $4",
            (snapshot_id, comparison, now, job),
        )
        .await?;
    let outcome = json!({"rows": rows, "bytes": bytes, "errors": 0});
    commit(cx, claim, transaction, outcome).await
}

/// All rows of the files that hold scores: those of the job stand for them. What else a lake holds stays.
pub async fn replaced_files(cx: &Context, workspace: i64) -> Result<Vec<RemovedRows>, Failure> {
    let of_scores = [Dataset::Ticket, Dataset::Sentiment, Dataset::Entity];
    all_rows(cx, workspace, |file| of_scores.contains(&file.dataset)).await
}

/// Makes what is staged the present scores, moods and entities. Of an earlier rescoring nothing is kept but its numbers.
/// Texts and entities go chunk by chunk: SQLite holds all rows a statement will change in memory.
async fn put_in_place(transaction: &Transaction, workspace: i64, job: &str) -> Result<(), Failure> {
    new_scores_in_place(transaction, job).await?;
    rows::put_moods_in_place(transaction, job).await?;
    transaction
        .execute(
            "DELETE FROM entities WHERE workspace_id = $1 AND job_id <> $2",
            (workspace, job),
        )
        .await?;
    new_entities_in_place(transaction, job).await?;
    for statement in [
        "DELETE FROM text_scores WHERE job_id IN (SELECT j.id FROM jobs j WHERE j.workspace_id = $1 \
             AND j.kind = 'rescoring' AND j.id <> $2)",
        "DELETE FROM ticket_revisions WHERE job_id IN (SELECT j.id FROM jobs j WHERE j.workspace_id = $1 \
             AND j.kind <> 'upload' AND j.id <> $2)",
    ] {
        transaction.execute(statement, (workspace, job)).await?;
    }
    Ok(())
}

/// Makes the scores that a job staged those of their texts.
pub async fn new_scores_in_place(transaction: &Transaction, job: &str) -> Result<(), Failure> {
    for chunk in 0..chunks_of(transaction, job).await? {
        transaction
            .execute(
                "UPDATE sentiment_results SET sentiment = n.sentiment, confidence = n.confidence, compound = n.compound, \
                     scoring_version = n.scoring_version, side = n.side, urgency = n.urgency, intensity = n.intensity, \
                     language = n.language \
                 FROM text_scores n WHERE n.job_id = $1 AND n.chunk = $2 AND sentiment_results.id = n.result_id",
                (job, chunk),
            )
            .await?;
    }
    Ok(())
}

/// Makes the entities that a job staged those of their texts.
pub async fn new_entities_in_place(transaction: &Transaction, job: &str) -> Result<(), Failure> {
    for chunk in 0..chunks_of(transaction, job).await? {
        // An entity belongs to the job of its text: that is how lists find it.
        transaction
            .execute(
                "UPDATE entities SET job_id = r.job_id FROM sentiment_results r \
                 WHERE entities.job_id = $1 AND entities.chunk = $2 AND r.workspace_id = entities.workspace_id \
                     AND r.source = entities.source AND r.ticket_id = entities.ticket_id \
                     AND r.fingerprint = entities.fingerprint",
                (job, chunk),
            )
            .await?;
    }
    Ok(())
}

async fn chunks_of(transaction: &Transaction, job: &str) -> Result<i64, Failure> {
    let (chunks,): (i64,) = transaction
        .query_one(
            "SELECT count(*) FROM phase_queue WHERE job_id = $1 AND current_phase = 'score'",
            (job,),
        )
        .await?;
    Ok(chunks)
}
