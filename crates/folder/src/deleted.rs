//! Removes a job of which nothing is visible, and keeps a record of it: by that the sweeper knows its files are over.

use jiff::Timestamp;
use stores::{Error, Transaction};

/// Removes the job if it is under review or has failed; tells whether it was.
pub async fn delete(
    transaction: &Transaction,
    workspace: i64,
    job: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    transaction
        .execute(
            "INSERT INTO deleted_jobs (job_id, workspace_id, sequence, submitted_at, deleted_at) \
             SELECT id, workspace_id, sequence, submitted_at, $1 FROM jobs WHERE id = $2 AND workspace_id = $3 \
                 AND status IN ('review', 'failed') AND snapshot_id IS NULL \
             ON CONFLICT (job_id) DO NOTHING",
            (now, job, workspace),
        )
        .await?;
    let removed = transaction
        .execute(
            "DELETE FROM jobs WHERE id = $1 AND workspace_id = $2 AND status IN ('review', 'failed') \
                 AND snapshot_id IS NULL",
            (job, workspace),
        )
        .await?;
    Ok(removed == 1)
}
