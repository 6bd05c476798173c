//! Claiming steps under a lease: whoever holds an unexpired lease works alone, an expired one is anybody's.

use super::failure::Failure;
use super::lease::{self, Lease};
use crate::job::Kind;
use endpoint::Context;
use settings::WORKER_CONCURRENCY;
use stores::{Dialect, FromRow, Row, Transaction};

/// How often a step is tried before its job fails: begun without a word of its end, or ended by what could pass.
pub const MOST_ATTEMPTS: i64 = 20;

/// The phases of a job, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reads the file once: rows, chunks, encoding, order of day and month.
    Inspect,
    /// Holds the mapping against what inspection found and lays out the chunks.
    Map,
    /// Scores one chunk.
    Score,
    /// Makes all of it visible at once.
    Publish,
    /// Proves that records and lake agree.
    Rollup,
}

impl Phase {
    const ALL: [Self; 5] = [
        Self::Inspect,
        Self::Map,
        Self::Score,
        Self::Publish,
        Self::Rollup,
    ];

    /// The word the database uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inspect => "inspect",
            Self::Map => "map",
            Self::Score => "score",
            Self::Publish => "publish",
            Self::Rollup => "rollup",
        }
    }
}

/// A step somebody holds.
#[derive(Debug)]
pub struct Claim {
    /// The step.
    pub queue_id: String,
    /// Its job.
    pub job: String,
    /// The job's workspace.
    pub workspace: i64,
    /// What the job is.
    pub kind: Kind,
    /// Which phase.
    pub phase: Phase,
    /// Which chunk, for phase score.
    pub chunk: u32,
    /// What the step needs to know.
    pub data: serde_json::Value,
    /// How often it was tried, this time included.
    pub attempts: i64,
    /// Who holds it.
    pub owner: String,
    /// For how long.
    pub lease: Lease,
}

struct Found(
    String,
    String,
    i64,
    String,
    u32,
    serde_json::Value,
    i64,
    String,
);

impl FromRow for Found {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self(
            row.take()?,
            row.take()?,
            row.take()?,
            row.take()?,
            row.take()?,
            row.take()?,
            row.take()?,
            row.take()?,
        ))
    }
}

/// What there is for a worker.
#[derive(Debug)]
pub enum Next {
    /// A step, claimed.
    Step(Claim),
    /// Others are at work; what they do may bring a step.
    Wait,
    /// Nothing.
    Nothing,
}

/// Claims the next step, oldest job first. Scoring and publishing of a workspace's jobs go one job after the other,
/// so that each sees the tickets the one before it left; their chunks go in parallel. A rescoring or a rebuild lays
/// out what is stored, so even that waits for those before it.
pub async fn next(cx: &Context, owner: &str) -> Result<Next, stores::Error> {
    let now = cx.clock.now();
    let concurrency = worker_concurrency().await?;
    // Looks first: claiming locks, and those at work should not have to wait for the idle.
    let (open, held, free): (i64, i64, Option<String>) = cx
        .records
        .query_one(
            &format!(
                "SELECT (SELECT count(*) FROM phase_queue WHERE status IN ('queued', 'running')), \
                     (SELECT count(*) FROM phase_queue WHERE status = 'running' AND lease_until >= $1), ({})",
                claimable("$1", "")
            ),
            (now,),
        )
        .await?;
    if open == 0 {
        return Ok(Next::Nothing);
    }
    if free.is_none() || held >= concurrency {
        return Ok(Next::Wait);
    }
    // One claim at a time, so that each counts the steps the others claimed. On PostgreSQL a step whose holder is about
    // to book it is locked by that transaction, and passed over.
    let transaction = cx.records.begin().await?;
    transaction.alone("claims").await?;
    // Who waited for the others still goes by the time it began to: nobody else could renew meanwhile. Its own lease
    // begins now.
    let taken = cx.clock.now();
    let skip_locked = match transaction.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => "FOR UPDATE OF q SKIP LOCKED",
    };
    let statement = format!(
        "UPDATE phase_queue SET status = 'running', lease_owner = $1, lease_until = $2, attempts = attempts + 1, \
             started_timestamp = COALESCE(started_timestamp, $3) \
         WHERE queue_id = ({}) \
           AND (status = 'queued' OR lease_until < $3) \
           AND (SELECT count(*) FROM phase_queue r WHERE r.status = 'running' AND r.lease_until >= $3) < $4 \
         RETURNING queue_id, job_id, workspace_id, phase, chunk, phase_data, attempts, \
             (SELECT j.kind FROM jobs j WHERE j.id = phase_queue.job_id)",
        claimable("$3", skip_locked)
    );
    let found: Option<Found> = transaction
        .query_optional(&statement, (owner, lease::until(taken)?, now, concurrency))
        .await?;
    transaction.commit().await?;
    let Some(Found(queue_id, job, workspace, phase, chunk, data, attempts, kind)) = found else {
        return Ok(Next::Wait);
    };
    let phase = Phase::ALL
        .into_iter()
        .find(|known| known.as_str() == phase)
        .ok_or_else(|| stores::Error::Other(format!("unknown phase {phase}")))?;
    let kind = Kind::parse(&kind)
        .ok_or_else(|| stores::Error::Other(format!("unknown kind of job {kind}")))?;
    Ok(Next::Step(Claim {
        queue_id,
        job,
        workspace,
        kind,
        phase,
        chunk,
        data,
        attempts,
        owner: owner.to_owned(),
        lease: Lease::taken(taken),
    }))
}

/// Selects the step to be claimed next, at the moment that is a parameter.
fn claimable(now: &str, lock: &str) -> String {
    format!(
        "SELECT q.queue_id FROM phase_queue q JOIN jobs j ON j.id = q.job_id \
         WHERE j.status IN ('queued', 'running') \
           AND (q.status = 'queued' OR (q.status = 'running' AND q.lease_until < {now})) \
           AND (q.phase = 'inspect' OR (q.phase = 'map' AND j.kind = 'upload') OR NOT EXISTS ( \
               SELECT 1 FROM jobs e WHERE e.workspace_id = j.workspace_id \
               AND e.status IN ('queued', 'running') AND e.sequence < j.sequence)) \
         ORDER BY j.sequence, q.chunk LIMIT 1 {lock}"
    )
}

/// How many steps may run at the same time.
async fn worker_concurrency() -> Result<i64, stores::Error> {
    let set = stores::variables::raw(WORKER_CONCURRENCY.name).await;
    WORKER_CONCURRENCY
        .read(set.as_deref())
        .map_err(|wrong| stores::Error::Misconfigured(wrong.to_string()))
}

/// Makes sure, at the beginning of a long transaction, that the claim is held, and that nobody takes it up before the
/// transaction ends: the step's row is locked.
///
/// The lease is not renewed from here on.
pub async fn hold(transaction: &Transaction, claim: &Claim) -> Result<(), Failure> {
    let held = transaction
        .execute(
            "UPDATE phase_queue SET lease_until = lease_until \
             WHERE queue_id = $1 AND lease_owner = $2 AND status = 'running'",
            (claim.queue_id.as_str(), claim.owner.as_str()),
        )
        .await?;
    if held == 1 {
        claim.lease.lock();
        Ok(())
    } else {
        Err(Failure::LeaseLost)
    }
}

/// Books a step as done, inside the transaction that holds its effects: commits them only while the claim is held.
pub async fn complete(
    cx: &Context,
    transaction: &Transaction,
    claim: &Claim,
    outcome: serde_json::Value,
) -> Result<(), Failure> {
    let held = transaction
        .execute(
            "UPDATE phase_queue SET status = 'completed', outcome = $1, finished_at = $2, lease_until = NULL \
             WHERE queue_id = $3 AND lease_owner = $4 AND status = 'running'",
            (outcome, cx.clock.now(), claim.queue_id.as_str(), claim.owner.as_str()),
        )
        .await?;
    if held == 1 {
        Ok(())
    } else {
        Err(Failure::LeaseLost)
    }
}

/// Adds a step to a job; adding it again changes nothing.
pub async fn enqueue(
    cx: &Context,
    transaction: &Transaction,
    (workspace, job): (i64, &str),
    phase: Phase,
    chunk: u32,
    data: serde_json::Value,
) -> Result<(), stores::Error> {
    let queue_id = format!("{job}-{}-{chunk}", phase.as_str());
    transaction
        .execute(
            "INSERT INTO phase_queue (queue_id, workspace_id, job_id, phase, chunk, status, phase_data, created_at) \
             VALUES ($1, $2, $3, $4, $5, 'queued', $6, $7) ON CONFLICT (queue_id) DO NOTHING",
            (queue_id, workspace, job, phase.as_str(), chunk, data, cx.clock.now()),
        )
        .await?;
    Ok(())
}

/// Puts a step back for its next claim.
pub async fn give_back(cx: &Context, claim: &Claim, why: &str) -> Result<(), stores::Error> {
    cx.records
        .execute(
            "UPDATE phase_queue SET status = 'queued', error_message = $1, lease_until = NULL \
             WHERE queue_id = $2 AND lease_owner = $3 AND status = 'running'",
            (why, claim.queue_id.as_str(), claim.owner.as_str()),
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::testing::{App, block_on};

    #[test]
    fn with_a_wrong_setting_nothing_is_claimed_and_the_setting_is_named() {
        let app = App::new(|_| axum::Router::new());
        assert!(matches!(
            block_on(next(&app.cx, "worker")),
            Ok(Next::Nothing)
        ));
        stores::variables::set("worker_concurrency", "0");
        let refused = block_on(next(&app.cx, "worker")).unwrap_err();
        assert!(
            matches!(&refused, stores::Error::Misconfigured(told) if told.contains("worker_concurrency is `0`")),
            "{refused}"
        );
    }
}
