//! The runs of one trigger: begun, ended, refused and waiting ones, each counted and booked.

use super::{
    Job, NotRun, Reply,
    book::{Past, Running, Why},
    overlap::{Offer, Places},
};
use crate::request_id::RequestIds;
use jiff::Timestamp;
use std::{
    collections::HashMap,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Instant,
};
use tokio::task::{Id, JoinError, JoinSet};
use undertone_host::CronFailure;

/// A firing.
pub(super) struct Firing {
    why: Why,
    slot: Option<Timestamp>,
    reply: Option<Reply>,
}

impl Firing {
    /// Of a slot.
    pub(super) fn slot(slot: Timestamp) -> Self {
        Self {
            why: Why::Slot,
            slot: Some(slot),
            reply: None,
        }
    }

    /// Of somebody who waits for its outcome.
    pub(super) fn asked(reply: Reply) -> Self {
        Self {
            why: Why::Asked,
            slot: None,
            reply: Some(reply),
        }
    }

    fn woken() -> Self {
        Self {
            why: Why::Woken,
            slot: None,
            reply: None,
        }
    }
}

/// What a run's task ends with.
pub(super) type Ended = Result<(Id, Result<(), CronFailure>), JoinError>;

struct Going {
    run: Running,
    since: Instant,
    reply: Option<Reply>,
}

/// The runs of one trigger.
pub(super) struct Crew {
    job: Arc<Job>,
    ids: Arc<RequestIds>,
    places: Places<Firing>,
    tasks: JoinSet<Result<(), CronFailure>>,
    going: HashMap<Id, Going>,
}

impl Crew {
    pub(super) fn new(job: Arc<Job>, ids: Arc<RequestIds>) -> Self {
        let places = Places::new(job.overlap);
        Self {
            job,
            ids,
            places,
            tasks: JoinSet::new(),
            going: HashMap::new(),
        }
    }

    /// Begins a run, or does what the trigger's policy says while others are going on.
    pub(super) fn fire(&mut self, firing: Firing, now: Timestamp) {
        match self.places.offer(firing) {
            Offer::Begin(firing) => self.begin(firing, now),
            Offer::Waits => self.job.book().waiting = true,
            Offer::Refused(firing) => self.refuse(firing, now),
        }
    }

    /// Work has come in. Nobody knows how much there is to do: all who can may look.
    pub(super) fn wake(&mut self, now: Timestamp) {
        for _ in 0..self.places.free().max(1) {
            self.fire(Firing::woken(), now);
        }
    }

    fn begin(&mut self, firing: Firing, now: Timestamp) {
        let id = self.ids.fresh();
        let told = firing.slot.unwrap_or(now).as_second();
        let run = Running {
            id: id.to_string(),
            why: firing.why,
            slot: firing.slot,
            begun: now,
        };
        if firing.why == Why::Asked {
            tracing::info!(
                event = "cron_run_asked",
                component = self.job.component,
                request.id = &*id,
                trigger = self.job.name
            );
        }
        self.job.runs.running.fetch_add(1, Relaxed);
        self.job.book().begun(run.clone());
        let work = (self.job.work)(id, u64::try_from(told).unwrap_or(0));
        let task = self.tasks.spawn(work).id();
        let going = Going {
            run,
            since: Instant::now(),
            reply: firing.reply,
        };
        self.going.insert(task, going);
    }

    fn refuse(&self, firing: Firing, now: Timestamp) {
        if let Some(slot) = firing.slot {
            self.job.runs.skipped.fetch_add(1, Relaxed);
            self.job.book().skipped(slot, now);
        }
        if let Some(reply) = firing.reply {
            // Who asked may have left.
            let _left = reply.send(Err(NotRun::GoingOn));
        }
    }

    /// Waits for the end of a run; forever while there is none.
    pub(super) async fn next(&mut self) -> Ended {
        match self.tasks.join_next_with_id().await {
            Some(ended) => ended,
            None => std::future::pending().await,
        }
    }

    /// Whether no run is going on.
    pub(super) fn is_idle(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Books a run that has ended; whichever waited for that begins.
    pub(super) fn ended(&mut self, ended: Ended, now: Timestamp) {
        let (task, result) = match ended {
            Ok(ended) => ended,
            // The panic has been logged.
            Err(error) => {
                let panicked = CronFailure::Trapped("the runtime panicked".to_owned());
                (error.id(), Err(panicked))
            }
        };
        if let Some(going) = self.going.remove(&task) {
            let past = self.book(&going, &result);
            if let Some(reply) = going.reply {
                let _left = reply.send(Ok(past));
            }
        }
        if let Some(firing) = self.places.ended() {
            self.job.book().waiting = false;
            self.begin(firing, now);
        }
    }

    fn book(&self, going: &Going, result: &Result<(), CronFailure>) -> Past {
        let (runs, took) = (&self.job.runs, going.since.elapsed());
        runs.running.fetch_sub(1, Relaxed);
        runs.duration.record(took);
        match result {
            Ok(()) => {
                runs.done.fetch_add(1, Relaxed);
            }
            Err(failure) => {
                runs.failed.fetch_add(1, Relaxed);
                tracing::error!(
                    event = "cron_run_failed",
                    component = self.job.component,
                    request.id = going.run.id,
                    trigger = self.job.name,
                    cause = %failure,
                );
            }
        }
        let result = result.as_ref().copied();
        self.job.book().ended(&going.run, took, result)
    }

    /// Nothing begins any more; waits for the runs that are going on.
    pub(super) async fn close(mut self, clock: impl Fn() -> Timestamp) {
        // Who waits for one that never begins is told that the runtime ends.
        drop(self.places.close());
        self.job.book().waiting = false;
        while !self.is_idle() {
            let ended = self.next().await;
            self.ended(ended, clock());
        }
    }
}

#[cfg(test)]
mod tests;
