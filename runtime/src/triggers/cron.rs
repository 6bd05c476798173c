//! Cron: fires in UTC, lets few runs of a trigger overlap, skips and counts the firings beyond. Work that has come in
//! is not left waiting for the next slot: it fires the trigger at once.

use crate::{metrics::Runs, request_id::RequestIds};
use croner::{
    Cron,
    parser::{CronParser, Seconds},
};
use jiff::{Timestamp, tz::TimeZone};
use std::{
    sync::{Arc, atomic::Ordering::Relaxed},
    time::{Duration, Instant},
};
use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;
use undertone_host::{CronHandler, clock};

/// One trigger.
pub struct Job {
    /// The component and the trigger's position, for logs and metrics.
    pub name: String,
    /// Its runs, counted.
    pub runs: Arc<Runs>,
    schedule: Cron,
    handler: CronHandler,
    places: Arc<Semaphore>,
    wake: Arc<Notify>,
}

impl Job {
    /// A job for a cron expression of six or seven fields; told by `wake`, it fires between its slots, too.
    pub fn new(
        name: String,
        expression: &str,
        overlap: usize,
        handler: CronHandler,
        wake: Arc<Notify>,
    ) -> Result<Self, String> {
        let schedule = parse(expression)?;
        let places = Arc::new(Semaphore::new(overlap));
        Ok(Self {
            name,
            runs: Arc::default(),
            schedule,
            handler,
            places,
            wake,
        })
    }

    /// Fires until told to stop, then waits for the runs that are going on.
    pub async fn run(self: Arc<Self>, ids: Arc<RequestIds>, stop: CancellationToken) {
        let mut runs = JoinSet::new();
        let mut last = clock::now();
        loop {
            // A slot is never fired twice, even if the clock is set back a little.
            let Some(slot) = next(&self.schedule, last.max(clock::now())) else {
                tracing::warn!(event = "cron_never_again", trigger = self.name);
                break;
            };
            let woken = match wait_until(slot, &self.wake, &stop).await {
                Waited::Slot => false,
                Waited::Woken => true,
                Waited::Stopped => break,
            };
            while runs.try_join_next().is_some() {}
            if woken {
                // Nobody knows how much there is to do: all who can may look.
                while let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
                    let run = Arc::clone(&self).fire(ids.fresh(), clock::now(), place);
                    runs.spawn(run);
                }
                continue;
            }
            last = slot;
            match Arc::clone(&self.places).try_acquire_owned() {
                Ok(place) => {
                    runs.spawn(Arc::clone(&self).fire(ids.fresh(), slot, place));
                }
                Err(_) => {
                    self.runs.skipped.fetch_add(1, Relaxed);
                }
            }
        }
        while runs.join_next().await.is_some() {}
    }

    async fn fire(self: Arc<Self>, id: Arc<str>, slot: Timestamp, place: OwnedSemaphorePermit) {
        let begun = Instant::now();
        self.runs.running.fetch_add(1, Relaxed);
        let seconds = u64::try_from(slot.as_second()).unwrap_or(0);
        let result = self.handler.run(Arc::clone(&id), seconds).await;
        self.runs.running.fetch_sub(1, Relaxed);
        self.runs.duration.record(begun.elapsed());
        match result {
            Ok(()) => {
                self.runs.done.fetch_add(1, Relaxed);
            }
            Err(failure) => {
                self.runs.failed.fetch_add(1, Relaxed);
                tracing::error!(
                    event = "cron_run_failed",
                    component = &*self.handler.component().id,
                    request.id = &*id,
                    trigger = self.name,
                    cause = %failure,
                );
            }
        }
        drop(place);
    }
}

fn parse(expression: &str) -> Result<Cron, String> {
    CronParser::builder()
        .seconds(Seconds::Required)
        .build()
        .parse(expression)
        .map_err(|error| error.to_string())
}

/// The first slot after an instant.
fn next(schedule: &Cron, after: Timestamp) -> Option<Timestamp> {
    let after = after.to_zoned(TimeZone::UTC);
    schedule
        .find_next_occurrence(&after, false)
        .ok()
        .map(|slot| slot.timestamp())
}

/// Why a wait ended.
#[derive(Debug, PartialEq, Eq)]
enum Waited {
    /// The slot has come.
    Slot,
    /// There is something to do before it.
    Woken,
    /// The runtime ends.
    Stopped,
}

/// Waits in steps, so that a clock that is set is noticed.
async fn wait_until(slot: Timestamp, wake: &Notify, stop: &CancellationToken) -> Waited {
    loop {
        let left = Duration::try_from(slot.duration_since(clock::now())).unwrap_or_default();
        if stop.is_cancelled() {
            return Waited::Stopped;
        }
        if left.is_zero() {
            return Waited::Slot;
        }
        tokio::select! {
            () = tokio::time::sleep(left.min(Duration::from_secs(10))) => {}
            () = wake.notified() => return Waited::Woken,
            () = stop.cancelled() => return Waited::Stopped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(expression: &str, after: &str, count: usize) -> Vec<String> {
        let schedule = parse(expression).unwrap();
        let mut at: Timestamp = after.parse().unwrap();
        (0..count)
            .map(|_| {
                at = next(&schedule, at).unwrap();
                at.to_string()
            })
            .collect()
    }

    #[test]
    fn six_fields_fire_by_the_second_in_utc() {
        assert_eq!(
            slots("* * * * * *", "2026-01-31T23:59:58.5Z", 2),
            ["2026-01-31T23:59:59Z", "2026-02-01T00:00:00Z"]
        );
        assert_eq!(
            slots("0 */15 8 * * MON", "2026-03-29T00:00:00Z", 2),
            ["2026-03-30T08:00:00Z", "2026-03-30T08:15:00Z"]
        );
    }

    #[test]
    fn a_seventh_field_is_the_year_and_five_are_too_few() {
        assert_eq!(
            slots("0 0 0 1 1 * 2027", "2026-01-01T00:00:00Z", 1),
            ["2027-01-01T00:00:00Z"]
        );
        assert!(parse("* * * * *").is_err());
        assert!(parse("nonsense").is_err());
    }

    #[tokio::test]
    async fn work_that_came_in_ends_the_wait() {
        let (wake, stop) = (Notify::new(), CancellationToken::new());
        let later = clock::now()
            .checked_add(jiff::SignedDuration::from_hours(1))
            .unwrap();
        // Told before anybody waited: it counts all the same.
        wake.notify_one();
        assert_eq!(wait_until(later, &wake, &stop).await, Waited::Woken);
        assert_eq!(wait_until(clock::now(), &wake, &stop).await, Waited::Slot);
        stop.cancel();
        assert_eq!(wait_until(later, &wake, &stop).await, Waited::Stopped);
    }
}
