//! Phase map of a rebuild: the workspace's tickets as ranges, and the chunks of exports whose rows are missing.

use super::super::claim::{self, Claim, Phase};
use super::super::failure::Failure;
use super::super::{history, rescoring};
use super::exports::{self, Exports};
use super::{OfExport, Step};
use endpoint::Context;
use serde_json::json;

/// Adds one score step per range and per chunk of an export, or goes on to publishing where there is nothing to write.
pub async fn lay_out(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let ranges = rescoring::ranges(cx, claim).await?;
    let Exports {
        chunks,
        removed,
        lost,
    } = exports::look(cx, claim).await?;
    let of_tickets: u64 = ranges.iter().map(|range| range.tickets).sum();
    let of_exports: u64 = chunks.iter().map(|of: &OfExport| of.rows).sum();
    let rows = of_tickets + of_exports;
    let steps = ranges.into_iter().map(Step::Tickets);
    let steps: Vec<Step> = steps.chain(chunks.into_iter().map(Step::Rows)).collect();
    let transaction = cx.records.begin().await?;
    let job = (claim.workspace, claim.job.as_str());
    for (number, step) in (0..).zip(&steps) {
        let data = serde_json::to_value(step).map_err(|error| Failure::bug(&error))?;
        claim::enqueue(cx, &transaction, job, Phase::Score, number, data).await?;
    }
    let next = if steps.is_empty() {
        claim::enqueue(cx, &transaction, job, Phase::Publish, 0, json!({})).await?;
        Phase::Publish
    } else {
        Phase::Score
    };
    transaction
        .execute(
            "UPDATE jobs SET status = 'running', phase = $1, total_rows = $2, started_at = COALESCE(started_at, $3), \
                 updated_at = $3 WHERE id = $4",
            (next.as_str(), rows, cx.clock.now(), claim.job.as_str()),
        )
        .await?;
    let outcome = json!({"rows": rows, "bytes": 0, "errors": 0, "removed": removed, "lost": lost});
    claim::complete(cx, &transaction, claim, outcome).await?;
    history::book(&transaction, &claim.job).await?;
    transaction.commit().await?;
    Ok(())
}
