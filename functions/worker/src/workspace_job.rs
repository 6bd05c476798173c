//! What the jobs over a whole workspace, rescoring and rebuild, share: queueing their steps, and how publishing begins.

use endpoint::Context;
use queue::kind::{PUBLISH, Phase};
use queue::{Claim, Failure, NewStep, claim, history};
use serde::Serialize;
use serde_json::Value as Json;
use stores::lake::{LiveFile, RemovedRows};
use stores::{Dialect, Transaction};

/// Ends phase map: adds one step of the next phase per entry, or goes on to publishing where there is none. `rows` is what the job
/// will work through, `outcome` what the phase says of itself.
pub async fn queue_steps<S: Serialize>(
    cx: &Context,
    claim: &Claim,
    phase: &'static Phase,
    steps: &[S],
    rows: u64,
    outcome: Json,
) -> Result<(), Failure> {
    let transaction = cx.records.begin().await?;
    for (chunk, step) in (0..).zip(steps) {
        let data = serde_json::to_value(step).map_err(|error| Failure::bug(&error))?;
        let step = NewStep {
            chunk,
            data,
            ..NewStep::of(claim, phase)
        };
        queue::enqueue(cx, &transaction, step).await?;
    }
    let next = if steps.is_empty() {
        queue::enqueue(cx, &transaction, NewStep::of(claim, &PUBLISH)).await?;
        &PUBLISH
    } else {
        phase
    };
    transaction
        .execute(
            "UPDATE jobs SET status = 'running', phase = $1, total_rows = $2, started_at = COALESCE(started_at, $3), \
                 updated_at = $3 WHERE id = $4",
            (next.name, rows, cx.clock.now(), claim.job.as_str()),
        )
        .await?;
    claim::complete(cx, &transaction, claim, outcome).await?;
    history::book(&transaction, &claim.job).await?;
    transaction.commit().await?;
    Ok(())
}

/// Begins the transaction that publishes: alone in the workspace, with the claim held to its end, and without a limit
/// of time, since a statement over a whole workspace takes longer than any other may.
pub async fn begin_publish(cx: &Context, claim: &Claim) -> Result<Transaction, Failure> {
    let transaction = cx.records.begin().await?;
    transaction
        .alone(&format!("publish {}", claim.workspace))
        .await?;
    claim::hold(&transaction, claim).await?;
    if transaction.dialect() == Dialect::Postgres {
        transaction
            .execute("SET LOCAL statement_timeout = 0", ())
            .await?;
    }
    Ok(transaction)
}

/// All rows of the workspace's lake files that are chosen.
pub async fn all_rows(
    cx: &Context,
    workspace: i64,
    chosen: impl Fn(&LiveFile) -> bool,
) -> Result<Vec<RemovedRows>, Failure> {
    let files = cx.lake.files(workspace).await?.into_iter();
    files
        .filter(chosen)
        .map(|file| {
            let rows = u32::try_from(file.row_count).map_err(|error| Failure::bug(&error))?;
            Ok(RemovedRows {
                path: file.path,
                ranges: vec![(0, rows)],
            })
        })
        .collect()
}

/// An earlier job of the workspace that is at work, for tests: what comes behind it waits.
#[cfg(test)]
pub mod testing {
    use endpoint::testing::App;
    use jiff::SignedDuration;
    use upload::{Unpacker, Unreachable};

    /// The function that takes requests for jobs, without the component that unpacks: no such job reads a file.
    pub fn app() -> App {
        let nowhere = Unpacker::new(|_| Box::pin(async { Err(Unreachable(String::new())) }));
        App::new(|cx| upload::router(cx, nowhere).0)
    }

    /// Lets the job begin.
    pub fn begin(app: &App, sequence: i64) {
        let held = app.cx.clock.now() + SignedDuration::from_secs(9);
        app.execute_with(
            "UPDATE jobs SET status = 'running' WHERE sequence = $1",
            (sequence,),
        );
        app.execute_with(
            "INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, status, lease_until, created_at, \
                 updated_at, phase_number, queue_position, feature_id, adw_id) \
             SELECT 'earlier', workspace_id, id, 'score', 'running', $1, submitted_at, submitted_at, 3, sequence, sequence, id \
             FROM jobs WHERE sequence = $2",
            (held, sequence),
        );
    }

    /// Lets it end.
    pub fn end(app: &App, sequence: i64) {
        app.execute_with(
            "UPDATE jobs SET status = 'completed' WHERE sequence = $1",
            (sequence,),
        );
        app.execute("UPDATE phase_queue SET status = 'completed' WHERE queue_id = 'earlier'");
    }
}
