//! Books how long each phase of a job took, and how much it handled.

use jiff::Timestamp;
use serde_json::{Map, json};
use stores::{Error, Transaction};

type Booked = (
    String,
    Option<Timestamp>,
    Option<Timestamp>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    i64,
);

/// Brings `workflow_history.phase_durations` up to date: per phase {seconds, rows, bytes, errors}, seconds from its
/// first claim to its last completion.
pub async fn book(transaction: &Transaction, job: &str) -> Result<(), Error> {
    let phases: Vec<Booked> = transaction
        .query(
            "SELECT phase, min(started_timestamp), max(finished_at), sum(CAST(outcome ->> 'rows' AS BIGINT)), \
                 sum(CAST(outcome ->> 'bytes' AS BIGINT)), sum(CAST(outcome ->> 'errors' AS BIGINT)), \
                 sum(attempts) - count(*) \
             FROM phase_queue WHERE job_id = $1 AND status = 'completed' GROUP BY phase",
            (job,),
        )
        .await?;
    let mut durations = Map::new();
    let mut retries = 0;
    for (phase, start, end, rows, bytes, errors, repeated) in phases {
        let seconds = start
            .zip(end)
            .map_or(0.0, |(start, end)| end.duration_since(start).as_secs_f64());
        durations.insert(
            phase,
            json!({"seconds": seconds, "rows": rows.unwrap_or(0), "bytes": bytes.unwrap_or(0), "errors": errors.unwrap_or(0)}),
        );
        retries += repeated;
    }
    transaction
        .execute(
            "UPDATE workflow_history SET phase_durations = $1, retry_count = $2 WHERE job_id = $3 AND status = 'running'",
            (serde_json::Value::Object(durations), retries, job),
        )
        .await?;
    Ok(())
}

/// Opens the history of a run.
pub async fn open(
    transaction: &Transaction,
    workspace: i64,
    job: &str,
    now: Timestamp,
) -> Result<(), Error> {
    transaction
        .execute(
            "INSERT INTO workflow_history (workspace_id, job_id, workflow_template, status, start_time, phase_count) \
             VALUES ($1, $2, 'ingest', 'running', $3, 5)",
            (workspace, job, now),
        )
        .await?;
    Ok(())
}

/// Closes the history of a run that succeeded.
pub async fn close(transaction: &Transaction, job: &str, now: Timestamp) -> Result<(), Error> {
    let started: Option<(i64, Timestamp)> = transaction
        .query_optional(
            "SELECT id, start_time FROM workflow_history WHERE job_id = $1 AND status = 'running'",
            (job,),
        )
        .await?;
    let Some((id, start)) = started else {
        return Ok(());
    };
    transaction
        .execute(
            "UPDATE workflow_history SET status = 'completed', end_time = $1, duration_seconds = $2, current_phase = 'done' \
             WHERE id = $3",
            (now, now.duration_since(start).as_secs_f64(), id),
        )
        .await?;
    Ok(())
}
