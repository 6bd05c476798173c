//! Phase map: holds the mapping against the inspected file and lays out its chunks.

use super::plan::JobPlan;
use endpoint::Context;
use queue::kind::SCORE;
use queue::{Claim, Failure, NewStep, claim, history};
use serde_json::json;

/// Adds one score step per chunk.
pub async fn run(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let plan = JobPlan::load(cx, claim).await?;
    plan.inspection.mapping.check(&plan.inspection.header)?;
    let transaction = cx.records.begin().await?;
    for chunk in &plan.inspection.chunks {
        let data = serde_json::to_value(chunk).map_err(|error| Failure::bug(&error))?;
        let step = NewStep {
            chunk: chunk.index,
            data,
            ..NewStep::of(claim, &SCORE)
        };
        queue::enqueue(cx, &transaction, step).await?;
    }
    transaction
        .execute(
            "UPDATE jobs SET status = 'running', phase = 'score', started_at = COALESCE(started_at, $1), updated_at = $1 \
             WHERE id = $2",
            (cx.clock.now(), claim.job.as_str()),
        )
        .await?;
    let outcome =
        json!({"rows": plan.inspection.rows, "bytes": plan.inspection.bytes, "errors": 0});
    claim::complete(cx, &transaction, claim, outcome).await?;
    history::book(&transaction, &claim.job).await?;
    transaction.commit().await?;
    Ok(())
}
