//! Runs of a made-up component: what begins, what waits, what is left out, and what is told of it.

use super::super::{Overlap, Trigger, book::Outcome};
use super::*;
use futures::future::BoxFuture;
use jiff::SignedDuration;
use std::{
    sync::{
        Mutex,
        atomic::{AtomicI64, AtomicUsize},
    },
    time::Duration,
};
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio_util::sync::CancellationToken;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// A component: its runs end as the test lets them, and the slots it was told are kept.
#[derive(Default)]
struct Component {
    told: Mutex<Vec<u64>>,
    fails: AtomicUsize,
}

fn second(number: i64) -> Timestamp {
    Timestamp::from_second(number).unwrap()
}

/// A job whose runs each take a permit to end.
fn job(overlap: Overlap) -> (Arc<Job>, Arc<Component>, Arc<Semaphore>) {
    let (component, ends) = (Arc::<Component>::default(), Arc::new(Semaphore::new(0)));
    let (inside, gate) = (Arc::clone(&component), Arc::clone(&ends));
    let work = move |_id: Arc<str>, slot| -> BoxFuture<'static, Result<(), CronFailure>> {
        inside.told.lock().unwrap().push(slot);
        let (inside, gate) = (Arc::clone(&inside), Arc::clone(&gate));
        Box::pin(async move {
            gate.acquire().await.unwrap().forget();
            match inside.fails.load(Relaxed) {
                0 => Ok(()),
                1 => Err(CronFailure::Reported("on purpose".to_owned())),
                _ => panic!("on purpose"),
            }
        })
    };
    let names = ("a-0".to_owned(), "a".to_owned());
    let wake = Arc::new(Notify::new());
    let job = Job::new(names, "* * * * * *", overlap, Box::new(work), wake).unwrap();
    (Arc::new(job), component, ends)
}

fn crew(overlap: Overlap) -> (Crew, Arc<Component>, Arc<Semaphore>) {
    let (job, component, ends) = job(overlap);
    let crew = Crew::new(job, Arc::new(RequestIds::new(1)));
    (crew, component, ends)
}

impl Crew {
    async fn one_ends(&mut self, ends: &Semaphore) {
        ends.add_permits(1);
        let ended = self.next().await;
        self.ended(ended, NOW);
    }

    fn told(&self) -> Trigger {
        self.job.told(NOW)
    }
}

/// The outcomes and slots of a trigger's past, the latest first.
fn past(trigger: &Trigger) -> Vec<(Outcome, Option<i64>)> {
    let runs = trigger.runs.iter();
    runs.map(|past| (past.outcome, past.slot.map(Timestamp::as_second)))
        .collect()
}

#[tokio::test]
async fn skip_leaves_out_what_comes_while_a_run_is_going_on() {
    let (mut crew, component, ends) = crew(Overlap::Skip);
    for slot in 1..=3 {
        crew.fire(Firing::slot(second(slot)), NOW);
    }
    crew.wake(NOW);
    let told = crew.told();
    assert_eq!((told.running.len(), told.waiting), (1, false));
    crew.one_ends(&ends).await;
    crew.fire(Firing::slot(second(4)), NOW);
    crew.one_ends(&ends).await;
    assert_eq!(
        past(&crew.told()),
        [
            (Outcome::Done, Some(4)),
            (Outcome::Done, Some(1)),
            (Outcome::Skipped, Some(2))
        ]
    );
    assert_eq!(crew.told().runs[2].times, 2);
    assert_eq!(*component.told.lock().unwrap(), [1, 4]);
    let runs = &crew.job.runs;
    let counts = (&runs.done, &runs.skipped);
    assert_eq!((counts.0.load(Relaxed), counts.1.load(Relaxed)), (2, 2));
    assert_eq!(runs.running.load(Relaxed), 0);
}

#[tokio::test]
async fn queue_begins_what_waited_when_the_run_ends() {
    let (mut crew, component, ends) = crew(Overlap::Queue);
    for slot in 1..=3 {
        crew.fire(Firing::slot(second(slot)), NOW);
    }
    assert!(crew.told().waiting);
    crew.one_ends(&ends).await;
    let told = crew.told();
    assert_eq!((told.running.len(), told.waiting), (1, false));
    assert_eq!(told.running[0].slot, Some(second(2)));
    // Work that came in while it runs is looked at behind it.
    crew.wake(second(9));
    crew.wake(second(10));
    crew.one_ends(&ends).await;
    crew.one_ends(&ends).await;
    assert!(crew.is_idle());
    assert_eq!(*component.told.lock().unwrap(), [1, 2, 0]);
    assert_eq!(crew.job.runs.skipped.load(Relaxed), 1);
}

#[tokio::test]
async fn what_is_woken_fills_the_places_that_are_allowed_and_is_no_slot() {
    let (mut crew, _component, ends) = crew(Overlap::Allow(3));
    crew.fire(Firing::slot(second(1)), NOW);
    crew.wake(NOW);
    crew.wake(NOW);
    assert_eq!(crew.told().running.len(), 3);
    crew.fire(Firing::slot(second(2)), NOW);
    for _ in 0..3 {
        crew.one_ends(&ends).await;
    }
    let told = crew.told();
    let woken: Vec<_> = told
        .runs
        .iter()
        .filter(|past| past.why == Why::Woken)
        .collect();
    assert_eq!(woken.len(), 2);
    assert!(woken.iter().all(|past| past.slot.is_none()));
    assert_eq!(crew.job.runs.skipped.load(Relaxed), 1);
}

#[tokio::test]
async fn who_asks_is_told_how_the_run_ended_or_that_there_is_none() {
    let (mut crew, component, ends) = crew(Overlap::Skip);
    component.fails.store(1, Relaxed);
    let (reply, outcome) = oneshot::channel();
    crew.fire(Firing::asked(reply), second(7));
    let (reply, refused) = oneshot::channel();
    crew.fire(Firing::asked(reply), second(7));
    assert_eq!(refused.await.unwrap().unwrap_err(), NotRun::GoingOn);
    crew.one_ends(&ends).await;
    let past = outcome.await.unwrap().unwrap();
    assert_eq!(
        (past.why, past.slot, past.outcome),
        (Why::Asked, None, Outcome::Failed)
    );
    assert!(past.cause.unwrap().contains("on purpose"));
    assert_eq!(*component.told.lock().unwrap(), [7]);
    assert_eq!(crew.job.runs.skipped.load(Relaxed), 0);
}

#[tokio::test]
async fn a_run_that_panics_gives_its_place_back() {
    let (mut crew, component, ends) = crew(Overlap::Queue);
    component.fails.store(2, Relaxed);
    crew.fire(Firing::slot(second(1)), NOW);
    crew.one_ends(&ends).await;
    assert!(crew.is_idle());
    assert_eq!(past(&crew.told()), [(Outcome::Failed, Some(1))]);
    assert_eq!(crew.job.runs.running.load(Relaxed), 0);
}

/// A clock that can be set.
#[derive(Default)]
struct Clock(AtomicI64);

impl Clock {
    fn set(&self, to: Timestamp) {
        self.0.store(to.as_second(), Relaxed);
    }

    fn now(&self) -> Timestamp {
        second(self.0.load(Relaxed))
    }
}

async fn eventually(what: impl Fn() -> bool) {
    let waited = tokio::time::timeout(Duration::from_secs(20), async {
        while !what() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    waited.await.unwrap();
}

#[tokio::test]
async fn a_job_fires_by_its_clock_and_waits_for_its_runs_at_the_end() {
    let (job, component, ends) = job(Overlap::Queue);
    let clock = Arc::new(Clock::default());
    let stop = CancellationToken::new();
    let reads = Arc::clone(&clock);
    let run = Arc::clone(&job).run(Arc::new(RequestIds::new(1)), stop.clone(), move || {
        reads.now()
    });
    let running = tokio::spawn(run);
    eventually(|| job.book().next == Some(second(1))).await;
    // Two days ahead: one firing, then on from there.
    let day = SignedDuration::from_hours(24).as_secs();
    clock.set(second(2 * day));
    eventually(|| component.told.lock().unwrap().len() == 1).await;
    assert_eq!(job.told(NOW).next[0], second(2 * day + 1));
    // Who asks waits behind the run that is going on.
    let asking = tokio::spawn({
        let job = Arc::clone(&job);
        async move { job.ask().await }
    });
    eventually(|| job.told(NOW).waiting).await;
    stop.cancel();
    assert_eq!(asking.await.unwrap(), Err(NotRun::Stopping));
    assert!(!running.is_finished());
    assert_eq!(job.told(NOW).running.len(), 1);
    ends.add_permits(1);
    running.await.unwrap();
    assert_eq!(past(&job.told(NOW)), [(Outcome::Done, Some(1))]);
    assert_eq!(job.ask().await, Err(NotRun::Stopping));
}
