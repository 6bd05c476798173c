//! Phase inspect: one pass over the stored file, for a job whose mapping changed after the upload.

use super::originals;
use endpoint::Context;
use folder::inspection::of_stored;
use jiff::Timestamp;
use queue::inspected::QUESTIONS;
use queue::{Claim, Failure, Trouble, claim, history, inspected, lease};
use serde_json::{Value as Json, json};
use tickets::{Choices, Inspection, Mapping, Options, Zone};

/// Inspects the file. Where only its uploader can tell how to read it, the job goes back with the question.
pub async fn run(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let inspected = match inspect(cx, claim).await {
        Err(Failure::File(trouble)) if QUESTIONS.contains(&trouble.code.as_str()) => {
            return ask(cx, claim, &trouble).await;
        }
        other => other?,
    };
    let transaction = cx.records.begin().await?;
    let outcome = json!({"rows": inspected.rows, "bytes": inspected.bytes, "errors": 0});
    let of = (claim.workspace, claim.job.as_str());
    inspected::keep(cx, &transaction, of, &inspected).await?;
    claim::complete(cx, &transaction, claim, outcome).await?;
    history::book(&transaction, &claim.job).await?;
    transaction.commit().await?;
    Ok(())
}

async fn inspect(cx: &Context, claim: &Claim) -> Result<Inspection, Failure> {
    let (mapping, choices, timezone, submitted_at): (Json, Option<Json>, String, Timestamp) = cx
        .records
        .query_one(
            "SELECT mapping, choices, timezone, submitted_at FROM jobs WHERE id = $1",
            (claim.job.as_str(),),
        )
        .await?;
    let mapping: Mapping = serde_json::from_value(mapping).map_err(|error| Failure::bug(&error))?;
    let choices = choices.map(serde_json::from_value).transpose();
    let choices: Choices = choices
        .map_err(|error| Failure::bug(&error))?
        .unwrap_or_default();
    let zone = Zone::new(&timezone).map_err(|error| Failure::bug(&error))?;
    let options = Options::new(zone, submitted_at);
    let file = originals::uploads().file(&claim.job);
    Ok(of_stored(&file, (&mapping, &choices), options, async || {
        lease::touch(cx, claim).await
    })
    .await??)
}

/// Hands the job back to its uploader with a question.
async fn ask(cx: &Context, claim: &Claim, trouble: &Trouble) -> Result<(), Failure> {
    let trouble = serde_json::to_value(trouble).map_err(|error| Failure::bug(&error))?;
    let transaction = cx.records.begin().await?;
    transaction
        .execute(
            "UPDATE jobs SET status = 'review', phase = 'inspect', error = $1, updated_at = $2 WHERE id = $3",
            (trouble, cx.clock.now(), claim.job.as_str()),
        )
        .await?;
    claim::complete(
        cx,
        &transaction,
        claim,
        json!({"rows": 0, "bytes": 0, "errors": 1}),
    )
    .await?;
    queue::forget_steps(&transaction, &claim.job).await?;
    transaction.commit().await?;
    Ok(())
}
