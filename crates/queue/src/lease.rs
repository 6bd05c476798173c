//! The lease of a claimed step: renewed by a clock beside the work, as long as the step takes.

use crate::claim::Claim;
use crate::failure::Failure;
use endpoint::{Context, log, pause};
use futures::channel::oneshot;
use futures::future::{Either, select};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::cell::Cell;
use std::pin::pin;
use std::time::Duration;

/// How long a claim lasts without renewal. A killed worker's step is taken up again after this.
const LEASE: SignedDuration = SignedDuration::from_secs(10);
/// How often it is renewed: a renewal may be late more than once before the lease is over.
const EVERY: Duration = Duration::from_secs(3);
/// No lease is renewed that was so shortly before.
const FRESH: SignedDuration = SignedDuration::from_secs(2);

/// What the holder of a claim knows of its lease.
#[derive(Debug)]
pub struct Lease {
    /// When it was taken or renewed last.
    renewed: Cell<Timestamp>,
    /// Somebody else holds the step by now.
    lost: Cell<bool>,
    /// The step's row is locked by the transaction that will book it: nobody can take it, and it cannot be renewed.
    locked: Cell<bool>,
}

impl Lease {
    /// A lease that was just taken.
    pub fn taken(at: Timestamp) -> Self {
        Self {
            renewed: Cell::new(at),
            lost: Cell::new(false),
            locked: Cell::new(false),
        }
    }

    /// From here on a transaction keeps the others away.
    pub fn lock(&self) {
        self.locked.set(true);
    }
}

/// The end of a lease that is taken or renewed now.
pub fn until(now: Timestamp) -> Result<Timestamp, stores::Error> {
    now.checked_add(LEASE)
        .map_err(|error| stores::Error::Other(error.to_string()))
}

/// Does a step while its lease is renewed beside it. What renews ends with the step and never in the midst of a
/// statement.
pub async fn keep(
    cx: &Context,
    claim: &Claim,
    step: impl Future<Output = Result<(), Failure>>,
) -> Result<(), Failure> {
    let (done, ended) = oneshot::channel();
    let step = async {
        let outcome = step.await;
        drop(done);
        outcome
    };
    let (outcome, ()) = futures::join!(step, renewals(cx, claim, ended));
    outcome
}

async fn renewals(cx: &Context, claim: &Claim, mut ended: oneshot::Receiver<()>) {
    loop {
        if let Either::Left(_) = select(&mut ended, pin!(pause(EVERY))).await {
            return;
        }
        match touch(cx, claim).await {
            Ok(()) => {}
            // The step finds it out where it looks next.
            Err(Failure::LeaseLost) => return,
            Err(error) => log::warn(
                "lease_not_renewed",
                json!({"job.id": claim.job, "phase": claim.phase.name, "cause": error.to_string()}),
            ),
        }
    }
}

/// Renews the lease where that is due. A step calls it between its statements and every so often where it computes: who
/// has lost the lease stops here.
pub async fn touch(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    if claim.lease.lost.get() {
        return Err(Failure::LeaseLost);
    }
    let age = cx.clock.now().duration_since(claim.lease.renewed.get());
    if claim.lease.locked.get() || age < FRESH {
        return Ok(());
    }
    renew(cx, claim).await
}

/// Holds on to a claim for another lease.
pub async fn renew(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let now = cx.clock.now();
    let held = cx
        .records
        .execute(
            "UPDATE phase_queue SET lease_until = $1 WHERE queue_id = $2 AND lease_owner = $3 AND status = 'running'",
            (until(now)?, claim.queue_id.as_str(), claim.owner.as_str()),
        )
        .await?;
    if held == 1 {
        claim.lease.renewed.set(now);
        Ok(())
    } else {
        claim.lease.lost.set(true);
        Err(Failure::LeaseLost)
    }
}

/// Takes back that the step was begun: who says that the lease was lost was at work, however late. What is counted are
/// the beginnings of which nobody heard again. Another has begun it since, and that counts on.
pub async fn uncount(cx: &Context, claim: &Claim) -> Result<(), stores::Error> {
    cx.records
        .execute(
            "UPDATE phase_queue SET attempts = attempts - 1 WHERE queue_id = $1 AND attempts > 1",
            (claim.queue_id.as_str(),),
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::begin::testing::begun;
    use crate::claim::{self, Next};
    use endpoint::testing::{App, block_on};

    /// An app with one step to do: the first of a rescoring.
    fn waiting() -> App {
        let app = App::new(|_| axum::Router::new());
        begun(&app, crate::Kind::RESCORING);
        app
    }

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

    fn pass(app: &App, seconds: i64) {
        app.cx.clock.advance(SignedDuration::from_secs(seconds));
    }

    #[test]
    fn a_step_slower_than_its_lease_is_done_once_by_one_worker() {
        let app = waiting();
        block_on(async {
            let claim = taken(&app, "slow").await;
            let slow = async {
                for _ in 0..10 {
                    pass(&app, 4);
                    pause(EVERY).await;
                    let other = claim::next(&app.cx, "other").await.unwrap();
                    assert!(matches!(other, Next::Wait), "{other:?}");
                }
                let transaction = app.cx.records.begin().await?;
                claim::complete(&app.cx, &transaction, &claim, json!({})).await?;
                Ok(transaction.commit().await?)
            };
            keep(&app.cx, &claim, slow).await.unwrap();
        });
        assert_eq!(attempts(&app), [(1, "completed".to_owned())]);
    }

    #[test]
    fn a_step_that_computes_renews_by_itself() {
        let app = waiting();
        block_on(async {
            let claim = taken(&app, "busy").await;
            for _ in 0..5 {
                pass(&app, 4);
                touch(&app.cx, &claim).await.unwrap();
                assert!(matches!(
                    claim::next(&app.cx, "other").await.unwrap(),
                    Next::Wait
                ));
            }
        });
    }

    #[test]
    fn the_step_of_a_dead_worker_is_taken_up_and_its_beginning_counts() {
        let app = waiting();
        let dead = block_on(taken(&app, "dead"));
        pass(&app, 9);
        let early = block_on(claim::next(&app.cx, "other")).unwrap();
        assert!(matches!(early, Next::Wait), "{early:?}");
        pass(&app, 2);
        let again = block_on(taken(&app, "other"));
        assert_eq!((again.queue_id, again.attempts), (dead.queue_id, 2));
    }
}
