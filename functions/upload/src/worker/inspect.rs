//! Phase inspect: one pass over the stored file, for a job whose mapping changed after the upload.

use super::claim::{self, Claim, NewStep};
use super::failure::{self, Failure};
use super::{history, lease};
use crate::inspection::of_stored;
use crate::intake::Uploads;
use crate::job::Trouble;
use crate::kind::MAP;
use endpoint::Context;
use jiff::Timestamp;
use serde_json::{Value as Json, json};
use tickets::{FileError, Inspection, Mapping, Options, Zone};

/// Inspects the file. Where the order of day and month cannot be told, the job goes back to its uploader.
pub async fn run(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let inspected = match inspect(cx, claim).await {
        Err(Failure::File(trouble)) if trouble.code == "date_order_undecided" => {
            return ask(cx, claim, &trouble).await;
        }
        other => other?,
    };
    let transaction = cx.records.begin().await?;
    keep(cx, &transaction, &claim.job, &inspected).await?;
    claim::enqueue(cx, &transaction, NewStep::of(claim, &MAP)).await?;
    let outcome = json!({"rows": inspected.rows, "bytes": inspected.bytes, "errors": 0});
    claim::complete(cx, &transaction, claim, outcome).await?;
    history::book(&transaction, &claim.job).await?;
    transaction.commit().await?;
    Ok(())
}

/// Keeps an inspection with its job, which goes on to phase map.
pub async fn keep(
    cx: &Context,
    transaction: &stores::Transaction,
    job: &str,
    inspected: &Inspection,
) -> Result<(), stores::Error> {
    let json =
        serde_json::to_value(inspected).map_err(|error| stores::Error::Other(error.to_string()))?;
    let encoding = json["encoding"].as_str().unwrap_or_default().to_owned();
    transaction
        .execute(
            "UPDATE jobs SET status = 'running', phase = 'map', inspection = $1, encoding = $2, total_rows = $3, \
                 started_at = COALESCE(started_at, $4), updated_at = $4 WHERE id = $5",
            (json, encoding, inspected.rows, cx.clock.now(), job),
        )
        .await?;
    Ok(())
}

async fn inspect(cx: &Context, claim: &Claim) -> Result<Inspection, Failure> {
    let (mapping, timezone, submitted_at): (Json, String, Timestamp) = cx
        .records
        .query_one(
            "SELECT mapping, timezone, submitted_at FROM jobs WHERE id = $1",
            (claim.job.as_str(),),
        )
        .await?;
    let mapping: Mapping = serde_json::from_value(mapping).map_err(|error| Failure::bug(&error))?;
    let zone = Zone::new(&timezone).map_err(|error| Failure::bug(&error))?;
    let options = Options::new(zone, submitted_at);
    let file = Uploads::mounted().file(&claim.job);
    Ok(of_stored(&file, &mapping, options, async || {
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
            "UPDATE jobs SET status = 'review', phase = 'map', error = $1, updated_at = $2 WHERE id = $3",
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
    failure::forget_steps(&transaction, &claim.job).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whether an error is a question to the uploader rather than a fault of the file.
pub fn is_question(error: &FileError) -> bool {
    matches!(error, FileError::DateOrderUndecided { .. })
}
