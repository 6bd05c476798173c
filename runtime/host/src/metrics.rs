//! Counters that the host keeps; the binary prints them.

pub use crate::postgres::metrics::Seen as PostgresPool;
use std::{
    sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// Statements run on SQLite files.
#[derive(Default)]
pub struct Sqlite {
    statements: AtomicU64,
    errors: AtomicU64,
    micros: AtomicU64,
}

impl Sqlite {
    pub(crate) fn record(&self, took: Duration, ok: bool) {
        self.statements.fetch_add(1, Relaxed);
        self.errors.fetch_add(u64::from(!ok), Relaxed);
        self.micros
            .fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }

    /// Statements run so far.
    pub fn statements(&self) -> u64 {
        self.statements.load(Relaxed)
    }

    /// Statements that failed.
    pub fn errors(&self) -> u64 {
        self.errors.load(Relaxed)
    }

    /// Time spent in statements, without waiting for the reader of their rows.
    pub fn time(&self) -> Duration {
        Duration::from_micros(self.micros.load(Relaxed))
    }
}

/// Instances of one component.
#[derive(Default)]
pub struct Instances {
    live: AtomicI64,
    created: AtomicU64,
    trapped: AtomicU64,
    expired: AtomicU64,
    over_memory: AtomicU64,
    closing: AtomicBool,
}

impl Instances {
    pub(crate) fn created(&self) {
        self.created.fetch_add(1, Relaxed);
        self.live.fetch_add(1, Relaxed);
    }

    pub(crate) fn dropped(&self) {
        self.live.fetch_sub(1, Relaxed);
    }

    pub(crate) fn count(&self, ending: Ending) {
        match ending {
            Ending::Trapped => &self.trapped,
            Ending::Expired => &self.expired,
            Ending::OverMemory => &self.over_memory,
        }
        .fetch_add(1, Relaxed);
    }

    /// The host ends: instances that are cut off from now on did nothing wrong.
    pub fn close(&self) {
        self.closing.store(true, Relaxed);
    }

    /// Whether the host ends.
    pub fn is_closing(&self) -> bool {
        self.closing.load(Relaxed)
    }

    /// Instances alive now.
    pub fn live(&self) -> i64 {
        self.live.load(Relaxed)
    }

    /// Instances made since the start.
    pub fn total(&self) -> u64 {
        self.created.load(Relaxed)
    }

    /// How often an instance ended so.
    pub fn ended(&self, ending: Ending) -> u64 {
        match ending {
            Ending::Trapped => &self.trapped,
            Ending::Expired => &self.expired,
            Ending::OverMemory => &self.over_memory,
        }
        .load(Relaxed)
    }
}

/// How an instance ends before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The guest trapped: a panic, mostly.
    Trapped,
    /// Its deadline passed.
    Expired,
    /// It asked for more memory than it may have, and trapped.
    OverMemory,
}
