//! Phase rollup: proves that records and lake hold the same, then closes the job.

use super::claim::{self, Claim};
use super::failure::Failure;
use super::{history, statistics};
use crate::job::Trouble;
use endpoint::Context;
use jiff::Timestamp;
use serde_json::{Value as Json, json};
use stores::Transaction;

/// Compares both stores' counts of the workspace and completes the job. A difference is logged and shown with the job:
/// its tickets are published either way, and the lake can be rebuilt.
pub async fn run(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    statistics::refresh(cx, &claim.job, statistics::PUBLISHED).await;
    let counts: (i64, i64) = cx
        .records
        .query_one(
            "SELECT (SELECT count(*) FROM tickets WHERE workspace_id = $1), \
                 (SELECT count(*) FROM sentiment_results s JOIN jobs j ON j.id = s.job_id AND j.snapshot_id IS NOT NULL \
                     WHERE s.workspace_id = $1 AND s.field_type = 'comment') \
                 + (SELECT count(*) FROM sentiment_results s JOIN tickets t ON t.workspace_id = s.workspace_id \
                     AND t.source = s.source AND t.ticket_id = s.ticket_id AND t.job_id = s.job_id \
                     WHERE s.workspace_id = $1 AND s.field_type <> 'comment')",
            (claim.workspace,),
        )
        .await?;
    let snapshot = cx.lake.current(claim.workspace).await?;
    let lake = snapshot.map_or((0, 0), |snapshot| {
        (snapshot.ticket_rows, snapshot.sentiment_rows)
    });
    let agree = u64::try_from(counts.0) == Ok(lake.0) && u64::try_from(counts.1) == Ok(lake.1);
    let trouble = (!agree).then(|| Trouble {
        code: "stores_differ".to_owned(),
        detail: format!(
            "the records hold {} tickets and {} texts, the lake {} and {}",
            counts.0, counts.1, lake.0, lake.1
        ),
        remedy: "report this; the records are the truth".to_owned(),
    });
    if let Some(trouble) = &trouble {
        eprintln!(
            "level=error event=stores_differ job.id={} cause={:?}",
            claim.job, trouble.detail
        );
    }
    let trouble = trouble
        .map(|trouble| serde_json::to_value(trouble).map_err(|error| Failure::bug(&error)))
        .transpose()?;
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    claim::complete(
        cx,
        &transaction,
        claim,
        json!({"rows": counts.0, "bytes": 0, "errors": i32::from(!agree)}),
    )
    .await?;
    history::book(&transaction, &claim.job).await?;
    end(&transaction, &claim.job, trouble, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Completes a published job, with what was wrong with its last step.
pub(super) async fn end(
    transaction: &Transaction,
    job: &str,
    trouble: Option<Json>,
    now: Timestamp,
) -> Result<(), stores::Error> {
    transaction
        .execute(
            "UPDATE jobs SET status = 'completed', phase = 'done', error = $1, completed_at = $2, updated_at = $2 WHERE id = $3",
            (trouble, now, job),
        )
        .await?;
    history::close(transaction, job, now).await
}
