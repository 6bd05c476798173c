//! The record of an upload that is coming in: by it the sweeper knows what an upload that died left behind.

use endpoint::{Context, log};
use serde_json::json;
use stores::{Error, Transaction};

/// Notes that a file begins to come in for a job.
pub async fn begin(cx: &Context, workspace: i64, job: &str) -> Result<(), Error> {
    cx.records
        .execute(
            "INSERT INTO intakes (job_id, workspace_id, begun_at) VALUES ($1, $2, $3)",
            (job, workspace, cx.clock.now()),
        )
        .await
        .map(drop)
}

/// Ends it in the transaction that makes it a job.
pub async fn admitted(transaction: &Transaction, workspace: i64, job: &str) -> Result<(), Error> {
    transaction
        .execute(
            "DELETE FROM intakes WHERE job_id = $1 AND workspace_id = $2",
            (job, workspace),
        )
        .await
        .map(drop)
}

/// Ends it because nothing of it was kept. Where that fails the sweeper ends it.
pub async fn refused(cx: &Context, workspace: i64, job: &str) {
    let ended = cx
        .records
        .execute(
            "DELETE FROM intakes WHERE job_id = $1 AND workspace_id = $2",
            (job, workspace),
        )
        .await;
    if let Err(error) = ended {
        log::warn(
            "intake_not_ended",
            json!({"job.id": job, "cause": error.to_string()}),
        );
    }
}
