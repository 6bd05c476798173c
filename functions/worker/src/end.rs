//! Phase compare, the last: proves that the job changed records and lake alike, then completes it.

use super::{compare, statistics};
use endpoint::{Context, log};
use queue::{Claim, Failure, Trouble, claim, history};
use serde_json::{Value as Json, json};

/// Compares what the job added to both stores and completes it. A difference is logged and shown with the job: its
/// tickets are published either way.
pub async fn run(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    statistics::refresh(cx, &claim.job, statistics::PUBLISHED).await;
    let trouble = compare::change(cx, claim.workspace, &claim.job).await?;
    let outcome = json!({"rows": 0, "bytes": 0, "errors": i32::from(trouble.is_some())});
    end(cx, claim, trouble, outcome).await
}

/// Completes a published job with what its last step found, which is logged and shown with the job.
pub(super) async fn end(
    cx: &Context,
    claim: &Claim,
    trouble: Option<Trouble>,
    outcome: Json,
) -> Result<(), Failure> {
    if let Some(trouble) = &trouble {
        log::error(
            "proof_failed",
            json!({
                "job.id": claim.job,
                "workspace.id": claim.workspace,
                "code": trouble.code,
                "cause": trouble.detail,
            }),
        );
    }
    let trouble = trouble
        .map(|trouble| serde_json::to_value(trouble).map_err(|error| Failure::bug(&error)))
        .transpose()?;
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    claim::complete(cx, &transaction, claim, outcome).await?;
    history::book(&transaction, &claim.job).await?;
    queue::close(&transaction, &claim.job, trouble, now).await?;
    transaction.commit().await?;
    Ok(())
}
