//! An inspection that is kept with its job, and the steps that follow from it.

use crate::enqueue::{NewStep, enqueue};
use crate::kind::{Kind, SCORE};
use endpoint::Context;
use serde::Serialize;
use serde_json::Value as Json;
use stores::{Error, Transaction};
use tickets::{FileError, Inspection};

/// Keeps the layout of an inspected file with its job, and queues a step for each part of the file.
pub async fn keep(
    cx: &Context,
    transaction: &Transaction,
    (workspace, job): (i64, &str),
    inspected: &Inspection,
) -> Result<(), Error> {
    let layout = inspected.layout();
    transaction
        .execute(
            "UPDATE jobs SET status = 'running', phase = $1, inspection = $2, encoding = $3, total_rows = $4, \
                 started_at = COALESCE(started_at, $5), updated_at = $5 WHERE id = $6",
            (
                SCORE.name,
                json(&layout)?,
                layout.encoding.name(),
                layout.rows,
                cx.clock.now(),
                job,
            ),
        )
        .await?;
    for part in inspected.parts() {
        let step = NewStep {
            phase: &SCORE,
            chunk: part.chunk.index,
            data: json(&part)?,
            ..NewStep::first(workspace, job, Kind::UPLOAD)
        };
        enqueue(cx, transaction, step).await?;
    }
    Ok(())
}

fn json(value: &impl Serialize) -> Result<Json, Error> {
    serde_json::to_value(value).map_err(|error| Error::Other(error.to_string()))
}

/// What only the uploader can tell of a table that is none the worse for it, by the kinds of errors: a job waits for the
/// answer.
pub const QUESTIONS: [&str; 4] = [
    "date_order_undecided",
    "no_key_column",
    "no_text_column",
    "keys_repeat",
];

/// Whether an error is a question to the uploader rather than a fault of the file.
pub fn is_question(error: &FileError) -> bool {
    QUESTIONS.contains(&error.kind())
}
