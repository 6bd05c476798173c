//! What is counted, and how Prometheus reads it.

mod postgres;
mod text;

pub use text::render;

use std::{
    sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// Upper bounds of the latency histogram, in milliseconds.
pub const BOUNDS_MS: [u64; 15] = [
    1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000,
];

/// A histogram of durations.
#[derive(Default)]
pub struct Histogram {
    buckets: [AtomicU64; BOUNDS_MS.len()],
    count: AtomicU64,
    micros: AtomicU64,
}

impl Histogram {
    /// Adds a duration.
    pub fn record(&self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.count.fetch_add(1, Relaxed);
        self.micros.fetch_add(micros, Relaxed);
        if let Some(index) = BOUNDS_MS.iter().position(|bound| micros <= bound * 1000) {
            self.buckets[index].fetch_add(1, Relaxed);
        }
    }
}

/// Requests of one component.
pub struct Requests {
    /// By status, from 100.
    statuses: [AtomicU64; 500],
    /// Time to the head of the answer.
    pub latency: Histogram,
    /// Requests whose answer is not through.
    pub in_flight: AtomicI64,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            statuses: [const { AtomicU64::new(0) }; 500],
            latency: Histogram::default(),
            in_flight: AtomicI64::new(0),
        }
    }
}

impl Requests {
    /// Counts an answer.
    pub fn answered(&self, status: http::StatusCode, took: Duration) {
        if let Some(counter) = self
            .statuses
            .get(usize::from(status.as_u16()).saturating_sub(100))
        {
            counter.fetch_add(1, Relaxed);
        }
        self.latency.record(took);
    }
}

/// Connections of the public server.
#[derive(Default)]
pub struct Connections {
    /// Open now.
    pub open: AtomicI64,
    /// Closed at once because their client had too many.
    pub refused: AtomicU64,
    /// Ended by a request that is none.
    pub malformed: AtomicU64,
}

/// Runs of one cron trigger.
#[derive(Default)]
pub struct Runs {
    /// Runs that ended well.
    pub done: AtomicU64,
    /// Runs that failed.
    pub failed: AtomicU64,
    /// Firings skipped because earlier runs were still going.
    pub skipped: AtomicU64,
    /// Runs going on.
    pub running: AtomicI64,
    /// How long runs took.
    pub duration: Histogram,
}
