//! Cron: fires at the slots of its schedule, in UTC, and does what its policy says where runs would overlap. Work that has
//! come in is not left waiting for the next slot: it fires the trigger at once. So does whoever asks on the admin port.

mod book;
mod crew;
mod overlap;
mod slots;

pub use book::{Outcome, Past, Told, Trigger};
pub use overlap::Overlap;
pub use slots::{parse, upcoming};

use crate::{metrics::Runs, request_id::RequestIds};
use book::Book;
use crew::{Crew, Firing};
use croner::Cron;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use slots::{Slots, Step};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use undertone_host::CronFailure;

/// How often the clock is looked at, so that one that was set is noticed.
const LOOK: Duration = Duration::from_secs(10);
/// How far a clock goes back without a word in the log.
const CORRECTION: SignedDuration = SignedDuration::from_secs(1);
/// Slots that are told ahead.
const AHEAD: usize = 5;

/// Runs a component once: the run's id, and its slot in seconds since the epoch.
pub type Work =
    Box<dyn Fn(Arc<str>, u64) -> BoxFuture<'static, Result<(), CronFailure>> + Send + Sync>;

/// Where the outcome of a run is waited for.
type Reply = oneshot::Sender<Result<Past, NotRun>>;

/// Why a run that was asked for was not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRun {
    /// As many are going on, or waiting, as its policy allows.
    GoingOn,
    /// The runtime ends.
    Stopping,
}

/// One trigger.
pub struct Job {
    /// The component and the trigger's position, for logs and metrics.
    pub name: String,
    /// The component.
    pub component: String,
    /// What becomes of firings while a run is going on.
    pub overlap: Overlap,
    /// Its runs, counted.
    pub runs: Arc<Runs>,
    expression: String,
    schedule: Cron,
    work: Work,
    wake: Arc<Notify>,
    asks: mpsc::Sender<Reply>,
    asked: Mutex<Option<mpsc::Receiver<Reply>>>,
    book: Mutex<Book>,
}

impl Job {
    /// A job for a cron expression of six or seven fields; told by `wake`, it fires between its slots, too.
    pub fn new(
        (name, component): (String, String),
        expression: &str,
        overlap: Overlap,
        work: Work,
        wake: Arc<Notify>,
    ) -> Result<Self, String> {
        let (asks, asked) = mpsc::channel(16);
        Ok(Self {
            name,
            component,
            overlap,
            runs: Arc::default(),
            expression: expression.to_owned(),
            schedule: parse(expression)?,
            work,
            wake,
            asks,
            asked: Mutex::new(Some(asked)),
            book: Mutex::default(),
        })
    }

    /// Fires until told to stop, then waits for the runs that are going on.
    pub async fn run(
        self: Arc<Self>,
        ids: Arc<RequestIds>,
        stop: CancellationToken,
        clock: impl Fn() -> Timestamp,
    ) {
        let asked = self
            .asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(mut asked) = asked else {
            return;
        };
        let mut slots = Slots::new(self.schedule.clone(), clock());
        let mut crew = Crew::new(Arc::clone(&self), ids);
        let mut over = false;
        while !stop.is_cancelled() {
            let left = match self.step(&mut slots, clock()) {
                Step::Fire(slot) => {
                    crew.fire(Firing::slot(slot), clock());
                    continue;
                }
                Step::Wait(left) => left,
                Step::Never => {
                    if !over {
                        tracing::warn!(event = "cron_never_again", trigger = self.name);
                    }
                    over = true;
                    LOOK
                }
            };
            tokio::select! {
                biased;
                () = stop.cancelled() => {}
                ended = crew.next() => crew.ended(ended, clock()),
                Some(reply) = asked.recv() => crew.fire(Firing::asked(reply), clock()),
                () = self.wake.notified() => crew.wake(clock()),
                () = tokio::time::sleep(left.min(LOOK)) => {}
            }
        }
        drop(asked);
        crew.close(clock).await;
    }

    fn step(&self, slots: &mut Slots, now: Timestamp) -> Step {
        let back = slots.set_back(now).filter(|by| *by > CORRECTION);
        let step = slots.at(now);
        if let Some(by) = back {
            tracing::warn!(
                event = "cron_clock_set_back",
                trigger = self.name,
                by_ms = by.as_millis(),
                next = slots.pending().map(|slot| slot.to_string()),
            );
        }
        self.book().next = slots.pending();
        step
    }

    /// Fires now, as far as the policy allows it, and waits for the run's end.
    pub async fn ask(&self) -> Result<Past, NotRun> {
        let (reply, outcome) = oneshot::channel();
        let sent = self.asks.send(reply).await;
        sent.map_err(|_| NotRun::Stopping)?;
        outcome.await.unwrap_or(Err(NotRun::Stopping))
    }

    /// What it has done, is doing and will do.
    pub fn told(&self, now: Timestamp) -> Trigger {
        let mut trigger = Trigger::new(
            self.name.clone(),
            self.component.clone(),
            self.expression.clone(),
            self.overlap,
        );
        let book = self.book();
        book.tell(&mut trigger);
        let from = book.next.unwrap_or(now);
        drop(book);
        trigger.next = upcoming(&self.schedule, from, AHEAD);
        trigger
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a trigger would do, where no runtime has it.
pub fn planned(
    (name, component): (String, String),
    expression: &str,
    overlap: Overlap,
    now: Timestamp,
) -> Result<Trigger, String> {
    let next = upcoming(&parse(expression)?, now, AHEAD);
    let trigger = Trigger::new(name, component, expression.to_owned(), overlap);
    Ok(Trigger { next, ..trigger })
}
