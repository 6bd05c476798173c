//! An inspection that is kept with its job.

use endpoint::Context;
use tickets::{FileError, Inspection};

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

/// Whether an error is a question to the uploader rather than a fault of the file.
pub fn is_question(error: &FileError) -> bool {
    matches!(error, FileError::DateOrderUndecided { .. })
}
