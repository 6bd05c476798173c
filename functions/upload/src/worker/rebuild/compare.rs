//! Phase rollup of a rebuild: proves that the lake holds what the records hold, and says what is lost.

use super::super::claim::{self, Claim};
use super::super::failure::Failure;
use super::super::{history, rollup};
use super::lost::{self, Lost};
use crate::job::Trouble;
use crate::rescoring::SHOWN;
use endpoint::{Context, log};
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
            "SELECT outcome FROM phase_queue WHERE job_id = $1 AND phase = 'publish'",
            (claim.job.as_str(),),
        )
        .await?;
    let lost: Vec<Lost> =
        serde_json::from_value(outcome["lost"].clone()).map_err(|error| Failure::bug(&error))?;
    let trouble = differ(records, lake).or_else(|| lost::told(&lost));
    if let Some(trouble) = &trouble {
        let fields = json!({"job.id": claim.job, "cause": trouble.detail});
        log::error(&trouble.code, fields);
    }
    let errors = i32::from(trouble.is_some());
    let trouble = trouble
        .map(|trouble| serde_json::to_value(trouble).map_err(|error| Failure::bug(&error)))
        .transpose()?;
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    let outcome = json!({"rows": records.0, "bytes": 0, "errors": errors});
    claim::complete(cx, &transaction, claim, outcome).await?;
    history::book(&transaction, &claim.job).await?;
    rollup::end(&transaction, &claim.job, trouble, now).await?;
    transaction.commit().await?;
    Ok(())
}

fn differ(records: (u64, u64, u64), lake: (u64, u64, u64)) -> Option<Trouble> {
    (records != lake).then(|| Trouble {
        code: "stores_differ".to_owned(),
        detail: format!(
            "the records hold {} tickets, {} texts and {} entities, the lake {}, {} and {}",
            records.0, records.1, records.2, lake.0, lake.1, lake.2
        ),
        remedy: "report this; the records are the truth".to_owned(),
    })
}
