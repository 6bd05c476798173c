//! Phase compare of a rebuild: proves that the lake holds what the records hold, and says what is lost.

use super::lost::{self, Lost};
use crate::compare::differ;
use crate::end;
use endpoint::Context;
use figures::SHOWN;
use queue::{Claim, Failure};
use serde_json::{Value as Json, json};

/// Compares both stores' counts of the workspace and completes the job.
pub async fn compare(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let statement = format!(
        "SELECT (SELECT count(*) FROM tickets WHERE workspace_id = $1), \
             (SELECT count(*) FROM sentiment_results r JOIN tickets t ON t.workspace_id = r.workspace_id \
                 AND t.source = r.source AND t.ticket_id = r.ticket_id JOIN jobs j ON j.id = r.job_id \
                 WHERE r.workspace_id = $1 AND {SHOWN}), \
             (SELECT entity_records FROM jobs WHERE id = $2)"
    );
    let records: (u64, u64, u64) = cx
        .records
        .query_one(&statement, (claim.workspace, claim.job.as_str()))
        .await?;
    let lake = cx.lake.current(claim.workspace).await?;
    let lake = lake.map_or((0, 0, 0), |lake| {
        (lake.ticket_rows, lake.sentiment_rows, lake.entity_rows)
    });
    let (outcome,): (Json,) = cx
        .records
        .query_one(
            "SELECT outcome FROM phase_queue WHERE job_id = $1 AND current_phase = 'publish'",
            (claim.job.as_str(),),
        )
        .await?;
    let lost: Vec<Lost> =
        serde_json::from_value(outcome["lost"].clone()).map_err(|error| Failure::bug(&error))?;
    let differs = (records != lake).then(|| {
        differ(format!(
            "the records hold {} tickets, {} texts and {} entities, the lake {}, {} and {}",
            records.0, records.1, records.2, lake.0, lake.1, lake.2
        ))
    });
    let trouble = differs.or_else(|| lost::told(&lost));
    let outcome = json!({"rows": records.0, "bytes": 0, "errors": i32::from(trouble.is_some())});
    end::end(cx, claim, trouble, outcome).await
}
