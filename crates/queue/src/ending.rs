//! How a job ends: completed, failed, or cancelled by a person.

use crate::claim::{self, Claim};
use crate::failure::Failure;
use crate::history;
use crate::status::Trouble;
use endpoint::{Context, log};
use jiff::Timestamp;
use serde_json::{Value as Json, json};

/// Fails the job: what it staged is taken back, so that nothing of it ever shows, and `error` says why. A job that is
/// published stays: it is completed, with the error beside it.
pub async fn fail(cx: &Context, claim: &Claim, failure: &Failure) -> Result<(), stores::Error> {
    let trouble = match failure {
        Failure::File(trouble) => trouble.clone(),
        other => Trouble {
            code: "ingest_failed".to_owned(),
            detail: format!("the step {} failed: {other}", claim.phase.name),
            remedy: "try the job again; if it fails again, the log names the cause".to_owned(),
        },
    };
    let trouble =
        serde_json::to_value(trouble).map_err(|error| stores::Error::Other(error.to_string()))?;
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    // Another may have taken the step up: then it is not for us to fail it.
    match claim::hold(&transaction, claim).await {
        Ok(()) => {}
        Err(Failure::LeaseLost) => {
            log::info("lease_lost", json!({"job.id": claim.job}));
            return Ok(());
        }
        Err(error) => return Err(stores::Error::Other(error.to_string())),
    }
    let failed = transaction
        .execute(
            "UPDATE jobs SET status = 'failed', error = $1, completed_at = $2, updated_at = $2 \
             WHERE id = $3 AND snapshot_id IS NULL",
            (trouble.clone(), now, claim.job.as_str()),
        )
        .await?;
    if failed == 0 {
        // It is published: only its last step can have failed.
        transaction
            .execute(
                "UPDATE phase_queue SET status = 'failed', lease_until = NULL, finished_at = $1, updated_at = $1, \
                     error_message = $2 WHERE queue_id = $3",
                (now, detail(&trouble), claim.queue_id.as_str()),
            )
            .await?;
        close(&transaction, &claim.job, Some(trouble), now).await?;
        return transaction.commit().await;
    }
    let cause = detail(&trouble);
    history::fail(&transaction, &claim.job, claim.phase.name, &cause, now).await?;
    block(&transaction, &claim.job, Some(&claim.queue_id), &cause, now).await?;
    unstage(&transaction, &claim.job).await?;
    transaction.commit().await?;
    if let Err(error) = cx.lake.discard(claim.workspace, &claim.job).await {
        log::error(
            "discard_failed",
            json!({"job.id": claim.job, "cause": error.to_string()}),
        );
    }
    Ok(())
}

/// Ends a job that is queued or running and not published, because a person wants so; false where there is none.
pub async fn cancel(
    transaction: &stores::Transaction,
    workspace: i64,
    job: &str,
    trouble: &Trouble,
    now: Timestamp,
) -> Result<bool, stores::Error> {
    let told =
        serde_json::to_value(trouble).map_err(|error| stores::Error::Other(error.to_string()))?;
    // Its steps first, as those who book them do: who publishes it now goes on, and then there is nothing to cancel.
    block(transaction, job, None, &trouble.detail, now).await?;
    let failed = transaction
        .execute(
            "UPDATE jobs SET status = 'failed', error = $1, completed_at = $2, updated_at = $2 \
             WHERE id = $3 AND workspace_id = $4 AND status IN ('queued', 'running') AND snapshot_id IS NULL",
            (told, now, job, workspace),
        )
        .await?;
    if failed == 0 {
        return Ok(false);
    }
    let (phase,): (String,) = transaction
        .query_one("SELECT phase FROM jobs WHERE id = $1", (job,))
        .await?;
    history::fail(transaction, job, &phase, &trouble.detail, now).await?;
    unstage(transaction, job).await?;
    Ok(true)
}

fn detail(trouble: &serde_json::Value) -> String {
    trouble["detail"].as_str().unwrap_or_default().to_owned()
}

/// Ends the steps of a job: the one that failed, if one did, and those that will never be taken up now.
pub async fn block(
    transaction: &stores::Transaction,
    job: &str,
    failed: Option<&str>,
    cause: &str,
    now: Timestamp,
) -> Result<(), stores::Error> {
    transaction
        .execute(
            "UPDATE phase_queue SET status = CASE WHEN queue_id = $1 THEN 'failed' ELSE 'blocked' END, \
                 error_message = $2, lease_until = NULL, lease_owner = NULL, finished_at = $3, updated_at = $3 \
             WHERE job_id = $4 AND status IN ('queued', 'ready', 'running')",
            (failed.unwrap_or_default(), cause, now, job),
        )
        .await?;
    Ok(())
}

/// Forgets the steps of a job that begins anew.
pub async fn forget_steps(
    transaction: &stores::Transaction,
    job: &str,
) -> Result<(), stores::Error> {
    transaction
        .execute("DELETE FROM phase_queue WHERE job_id = $1", (job,))
        .await?;
    Ok(())
}

/// Takes back the rows of a job that was not published.
pub async fn unstage(transaction: &stores::Transaction, job: &str) -> Result<(), stores::Error> {
    for statement in [
        "DELETE FROM text_scores WHERE job_id = $1",
        "DELETE FROM entities WHERE job_id = $1",
        "DELETE FROM sentiment_results WHERE job_id = $1",
        "DELETE FROM ticket_revisions WHERE job_id = $1",
        "DELETE FROM upload_supports WHERE job_id = $1",
    ] {
        transaction.execute(statement, (job,)).await?;
    }
    Ok(())
}

/// Marks a published job as completed, with what was wrong with its last step.
pub async fn close(
    transaction: &stores::Transaction,
    job: &str,
    trouble: Option<Json>,
    now: Timestamp,
) -> Result<(), stores::Error> {
    transaction
        .execute(
            "UPDATE jobs SET status = 'completed', phase = 'done', error = $1, completed_at = $2, updated_at = $2 WHERE id = $3",
            (trouble, now, job),
        )
        .await?;
    history::close(transaction, job, now).await
}
