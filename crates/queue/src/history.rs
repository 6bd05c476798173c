//! Books how long each phase of a job took, and how much it handled.

use crate::claim::Claim;
use crate::kind::Kind;
use endpoint::Context;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use stores::{Error, Transaction};

/// So many causes of a run are kept, the latest.
const CAUSES: usize = 20;

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
            "SELECT current_phase, min(started_timestamp), max(finished_at), sum(CAST(outcome ->> 'rows' AS BIGINT)), \
                 sum(CAST(outcome ->> 'bytes' AS BIGINT)), sum(CAST(outcome ->> 'errors' AS BIGINT)), \
                 sum(attempts) - count(*) \
             FROM phase_queue WHERE job_id = $1 AND status = 'completed' GROUP BY current_phase",
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
            "UPDATE workflow_history SET phase_durations = $1, retry_count = $2, \
                 current_phase = (SELECT j.phase FROM jobs j WHERE j.id = workflow_history.job_id) \
             WHERE job_id = $3 AND status = 'running'",
            (serde_json::Value::Object(durations), retries, job),
        )
        .await?;
    Ok(())
}

/// Opens the history of a run.
pub async fn open(
    transaction: &Transaction,
    (workspace, job, kind): (i64, &str, Kind),
    now: Timestamp,
) -> Result<(), Error> {
    transaction
        .execute(
            "INSERT INTO workflow_history (workspace_id, job_id, workflow_template, status, start_time, phase_count, \
                 current_phase) VALUES ($1, $2, $3, 'running', $4, $5, $6)",
            (
                workspace,
                job,
                kind.template(),
                now,
                kind.phases().len() as u64,
                kind.first().name,
            ),
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

/// Closes the history of a run that failed, in the phase it failed in.
pub async fn fail(
    transaction: &Transaction,
    job: &str,
    phase: &str,
    cause: &str,
    now: Timestamp,
) -> Result<(), Error> {
    transaction
        .execute(
            "UPDATE workflow_history SET status = 'failed', end_time = $1, error_message = $2, current_phase = $3 \
             WHERE job_id = $4 AND status = 'running'",
            (now, cause, phase, job),
        )
        .await?;
    Ok(())
}

/// Notes why a step is tried again.
pub async fn note_retry(cx: &Context, claim: &Claim, cause: &str) -> Result<(), Error> {
    let run: Option<(i64, Value)> = cx
        .records
        .query_optional(
            "SELECT id, retry_reasons FROM workflow_history WHERE job_id = $1 AND status = 'running'",
            (claim.job.as_str(),),
        )
        .await?;
    let Some((id, Value::Array(mut reasons))) = run else {
        return Ok(());
    };
    reasons.push(json!({"phase": claim.phase.name, "chunk": claim.chunk, "cause": cause}));
    let surplus = reasons.len().saturating_sub(CAUSES);
    reasons.drain(..surplus);
    cx.records
        .execute(
            "UPDATE workflow_history SET retry_reasons = $1 WHERE id = $2",
            (Value::Array(reasons), id),
        )
        .await?;
    Ok(())
}
