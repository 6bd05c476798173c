//! Claiming steps under a lease: whoever holds an unexpired lease works alone, an expired one is anybody's.

use crate::failure::Failure;
use crate::history;
use crate::kind::{Kind, Phase};
use crate::lease::{self, Lease};
use endpoint::Context;
use settings::WORKER_CONCURRENCY;
use stores::{Dialect, FromRow, Row, Transaction};

/// How often a step is tried before its job fails: begun without a word of its end, or ended by what could pass.
pub const MOST_ATTEMPTS: i64 = 20;

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
    pub phase: &'static Phase,
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

/// Claims the next step: by the priority and the place of its job, chunks in order.
///
/// What works on the whole of a workspace goes one job after the other, so that each sees the tickets the one before it
/// left; the chunks of a job go in parallel. Such a step is `queued` until no job of the workspace goes first. Nothing of
/// what is paused is taken up; what is running goes on.
pub async fn next(cx: &Context, owner: &str) -> Result<Next, stores::Error> {
    let now = cx.clock.now();
    let concurrency = worker_concurrency().await?;
    // Looks first: claiming locks, and those at work should not have to wait for the idle.
    let (held, free): (i64, Option<String>) = cx
        .records
        .query_one(
            &format!(
                "SELECT (SELECT count(*) FROM phase_queue WHERE status = 'running' AND lease_until >= $1), \
                     COALESCE(({}), ({}))",
                claimable("$1", ""),
                awaited("LIMIT 1")
            ),
            (now,),
        )
        .await?;
    // What is left, if anything, is paused.
    if held == 0 && free.is_none() {
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
    transaction
        .execute(
            &format!(
                "UPDATE phase_queue SET status = 'ready', ready_timestamp = $1, updated_at = $1 WHERE queue_id IN ({})",
                awaited("")
            ),
            (taken,),
        )
        .await?;
    let skip_locked = match transaction.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => "FOR UPDATE OF q SKIP LOCKED",
    };
    let statement = format!(
        "UPDATE phase_queue SET status = 'running', lease_owner = $1, lease_until = $2, attempts = attempts + 1, \
             updated_at = $3, started_timestamp = COALESCE(started_timestamp, $3) \
         WHERE queue_id = ({}) \
           AND (status = 'ready' OR lease_until < $3) \
           AND (SELECT count(*) FROM phase_queue r WHERE r.status = 'running' AND r.lease_until >= $3) < $4 \
         RETURNING queue_id, job_id, workspace_id, current_phase, chunk, phase_data, attempts, \
             (SELECT j.kind FROM jobs j WHERE j.id = phase_queue.job_id)",
        claimable("$3", skip_locked)
    );
    let found: Option<Found> = transaction
        .query_optional(&statement, (owner, lease::until(taken)?, now, concurrency))
        .await?;
    let Some(Found(queue_id, job, workspace, phase, chunk, data, attempts, kind)) = found else {
        transaction.commit().await?;
        return Ok(Next::Wait);
    };
    let known = Kind::parse(&kind).and_then(|kind| Some((kind, kind.phase(&phase)?)));
    let (kind, phase) =
        known.ok_or_else(|| stores::Error::Other(format!("{kind} has no phase {phase}")))?;
    if phase.waits {
        // From here on no other job goes first.
        transaction
            .execute(
                "UPDATE phase_queue SET priority = 0 WHERE job_id = $1 AND priority > 0",
                (job.as_str(),),
            )
            .await?;
    }
    transaction.commit().await?;
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

/// Holds where neither the queue nor the step's workspace is paused.
const NOT_PAUSED: &str = "NOT EXISTS (SELECT 1 FROM queue_config c WHERE c.config_value = 'true' \
    AND c.config_key IN ('queue_paused', 'queue_paused.' || q.workspace_id))";

/// Holds for steps `{step}` of jobs `{job}` whose kind and phase this release knows and are chosen. Steps of a later release
/// are left to it.
fn of_phases(step: &str, job: &str, chosen: fn(&Phase) -> bool) -> String {
    let one = |kind: Kind| {
        let phases = kind.phases().iter().filter(|phase| chosen(phase));
        let names: Vec<String> = phases.map(|phase| format!("'{}'", phase.name)).collect();
        let name = kind.as_str();
        (!names.is_empty()).then(|| {
            let names = names.join(", ");
            format!("({job}.kind = '{name}' AND {step}.current_phase IN ({names}))")
        })
    };
    let kinds: Vec<String> = Kind::ALL.into_iter().filter_map(one).collect();
    format!("({})", kinds.join(" OR "))
}

/// Holds where no other job of the workspace goes before the step's.
fn goes_first() -> String {
    let known = of_phases("e", "f", |_| true);
    format!(
        "NOT EXISTS (SELECT 1 FROM phase_queue e JOIN jobs f ON f.id = e.job_id AND {known} \
             WHERE e.workspace_id = q.workspace_id AND e.job_id <> q.job_id AND e.status IN ('queued', 'ready', 'running') \
             AND (e.priority, e.queue_position) < (q.priority, q.queue_position))"
    )
}

/// Selects the step to be claimed next, at the moment that is a parameter. What waits for other jobs is asked again whether
/// it still goes first: one of a higher priority may have come since.
fn claimable(now: &str, lock: &str) -> String {
    let (free, waits) = (
        of_phases("q", "j", |phase| !phase.waits),
        of_phases("q", "j", |phase| phase.waits),
    );
    let first = goes_first();
    format!(
        "SELECT q.queue_id FROM phase_queue q JOIN jobs j ON j.id = q.job_id \
         WHERE j.status IN ('queued', 'running') AND {NOT_PAUSED} \
           AND (q.status = 'ready' OR (q.status = 'running' AND q.lease_until < {now})) \
           AND ({free} OR ({waits} AND {first})) \
         ORDER BY q.priority, q.queue_position, q.chunk LIMIT 1 {lock}"
    )
}

/// Selects the steps that have waited for earlier jobs of their workspace and need wait no more.
fn awaited(limit: &str) -> String {
    let first = goes_first();
    format!(
        "SELECT q.queue_id FROM phase_queue q WHERE q.status = 'queued' AND {NOT_PAUSED} AND {first} {limit}"
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
            "UPDATE phase_queue SET status = 'completed', outcome = $1, finished_at = $2, updated_at = $2, lease_until = NULL \
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

/// Puts a step back for its next claim.
pub async fn give_back(cx: &Context, claim: &Claim, why: &str) -> Result<(), stores::Error> {
    cx.records
        .execute(
            "UPDATE phase_queue SET status = 'ready', error_message = $1, lease_until = NULL, updated_at = $2 \
             WHERE queue_id = $3 AND lease_owner = $4 AND status = 'running'",
            (why, cx.clock.now(), claim.queue_id.as_str(), claim.owner.as_str()),
        )
        .await?;
    history::note_retry(cx, claim, why).await
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
