//! The worker: claims steps of jobs, does them one at a time, and stops when none is left or its time is up.
//!
//! | kind of job | folder or file |
//! |---|---|
//! | an upload | `ingest.rs` |
//! | scoring stored texts anew | `rescoring/` |
//! | writing the lake anew | `rebuild/` |
//! | undoing an upload | `undo/` |
//! | what nobody asks for: the sweeper, comparisons, statistics | `sweep/`, `compare.rs`, `maintenance.rs`, `search_upkeep.rs`, `tend.rs` |

mod age;
mod columns;
mod comments;
mod compare;
#[cfg(target_arch = "wasm32")]
mod component;
mod continued;
mod conversation;
mod created;
mod end;
mod expired;
mod folded;
mod former;
mod ingest;
mod inspect;
mod known;
mod maintenance;
mod merge;
mod mood;
mod names;
mod originals;
mod places;
mod plan;
mod publish;
mod raw;
mod rebuild;
mod rescoring;
mod score;
mod search_upkeep;
mod staff;
mod stage;
mod staged;
mod statistics;
mod stored;
mod sweep;
mod tend;
mod undo;
mod work;
mod workspace_job;
mod zone;

use endpoint::{Context, log};
use jiff::{SignedDuration, Timestamp};
use queue::claim::Next;
use queue::{Claim, Failure, claim, lease};
use serde_json::{Value as Json, json};
use std::time::Duration;

/// A worker takes up no new step after this long; the next tick's worker does. Shorter than any host's limit for a tick.
const SHIFT: SignedDuration = SignedDuration::from_secs(20);
/// A worker without a step looks again so often while others are at work, and goes after so long: by then the next tick
/// has brought another.
const LOOK_EVERY: Duration = Duration::from_millis(10);
const LINGER: SignedDuration = SignedDuration::from_secs(1);

/// One tick of the worker.
pub async fn tick(cx: &Context) {
    let start = cx.clock.now();
    if let Err(error) = sweep::tick(cx).await {
        log::error("sweep_failed", json!({"cause": error.to_string()}));
    }
    expired::remove_each_minute(cx, start).await;
    let owner = cx.random.uuid_v7(start).to_string();
    let mut worked = start;
    while within_shift(start, cx.clock.now()) {
        match claim::next(cx, &owner).await {
            Ok(Next::Step(claim)) => {
                work(cx, &claim).await;
                worked = cx.clock.now();
            }
            Ok(Next::Wait) if cx.clock.now().duration_since(worked) < LINGER => {
                endpoint::pause(LOOK_EVERY).await;
            }
            Ok(Next::Wait) => return,
            Ok(Next::Nothing) => {
                if let Err(error) = compare::one_that_is_due(cx, cx.clock.now()).await {
                    log::error("compare_failed", json!({"cause": error.to_string()}));
                }
                maintenance::look_each_ten_seconds(cx, start).await;
                search_upkeep::run(cx, start).await;
                return tend::run(cx, start).await;
            }
            // It stays wrong until the next start: once a minute is often enough to say so.
            Err(stores::Error::Misconfigured(_)) if start.as_second() % 60 != 0 => return,
            Err(error) => {
                log::error("claim_failed", json!({"cause": error.to_string()}));
                return;
            }
        }
    }
}

fn within_shift(start: Timestamp, now: Timestamp) -> bool {
    now.duration_since(start) < SHIFT
}

/// Does one step. A failure that can pass leaves the step to its next claim; any other fails the job.
pub async fn work(cx: &Context, claim: &Claim) {
    let started = cx.clock.now();
    let done = if claim.attempts > claim::MOST_ATTEMPTS {
        // A step whose instance ends each time, for want of memory for one, never comes to say so itself.
        Err(Failure::Ours(format!(
            "it was begun {} times and never ended",
            claim.attempts - 1
        )))
    } else {
        lease::keep(cx, claim, work::step(cx, claim)).await
    };
    let Err(mut failure) = done else { return };
    // What another did with the step meanwhile may be in the way of this one, which is no fault of the job.
    if let Err(lost @ Failure::LeaseLost) = lease::renew(cx, claim).await {
        failure = lost;
    }
    if let Failure::LeaseLost = failure {
        log::info("lease_lost", told(claim));
        if let Err(error) = lease::uncount(cx, claim).await {
            log::warn(
                "uncount_failed",
                json!({"job.id": claim.job, "cause": error.to_string()}),
            );
        }
        return;
    }
    let mut fields = told(claim);
    fields["attempt"] = claim.attempts.into();
    fields["duration_ms"] = duration_ms(cx, started).into();
    fields["cause"] = failure.to_string().into();
    log::error("step_failed", fields);
    let settled = match failure {
        Failure::Passing(_) if claim.attempts < claim::MOST_ATTEMPTS => {
            endpoint::pause(Duration::from_millis(200)).await;
            claim::give_back(cx, claim, &failure.to_string()).await
        }
        failure => queue::fail(cx, claim, &failure).await,
    };
    if let Err(error) = settled {
        log::error(
            "settle_failed",
            json!({"job.id": claim.job, "cause": error.to_string()}),
        );
    }
}

fn duration_ms(cx: &Context, since: Timestamp) -> u64 {
    let taken = cx.clock.now().duration_since(since).as_millis();
    u64::try_from(taken).unwrap_or(0)
}

/// Which step a line of the log is about.
fn told(claim: &Claim) -> Json {
    json!({"job.id": claim.job, "phase": claim.phase.name, "chunk": claim.chunk})
}

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::testing::{App, block_on};
    use identity::Role;

    async fn taken(app: &App, owner: &str) -> Claim {
        match claim::next(&app.cx, owner).await.unwrap() {
            Next::Step(claim) => claim,
            other => panic!("{other:?}"),
        }
    }

    fn attempts(app: &App) -> Vec<(i64, String)> {
        let sql = "SELECT attempts, status FROM phase_queue ORDER BY current_phase";
        block_on(app.cx.records.query(sql, ())).unwrap()
    }

    #[test]
    fn who_lost_the_lease_stops_and_was_no_attempt() {
        let app = workspace_job::testing::app();
        let admin = app.sign_in(Role::Admin);
        let begun = app.post("/api/rescoring").bearer(&admin).send();
        assert_eq!(begun.status, 202, "{}", begun.text());
        let late = block_on(taken(&app, "late"));
        app.cx.clock.advance(SignedDuration::from_secs(11));
        let other = block_on(taken(&app, "other"));
        // It finds another's step, whatever it fails of.
        block_on(work(&app.cx, &late));
        assert!(matches!(
            block_on(lease::touch(&app.cx, &late)),
            Err(Failure::LeaseLost)
        ));
        assert_eq!(attempts(&app), [(1, "running".to_owned())]);
        block_on(work(&app.cx, &other));
        block_on(tick(&app.cx));
        let jobs: (String, i64) = block_on(app.cx.records.query_one(
            "SELECT j.status, (SELECT max(h.retry_count) FROM workflow_history h) FROM jobs j",
            (),
        ))
        .unwrap();
        assert_eq!(jobs, ("completed".to_owned(), 0));
    }
}
