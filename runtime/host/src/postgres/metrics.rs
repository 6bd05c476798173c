//! Counters of all pools; the binary prints them.

use std::{
    sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// What happened in one pool.
#[derive(Default)]
pub struct Postgres {
    pub(super) used: AtomicI64,
    pub(super) idle: AtomicI64,
    pub(super) waiting: AtomicI64,
    pub(super) opened: AtomicU64,
    pub(super) failed: AtomicU64,
    pub(super) exhausted: AtomicU64,
    pub(super) rolled_back: AtomicU64,
    pub(super) cancelled: AtomicU64,
    pub(super) prepared: AtomicU64,
    statements: AtomicU64,
    errors: AtomicU64,
    micros: AtomicU64,
    wait_micros: AtomicU64,
}

/// One look at the counters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Connections that have an owner.
    pub used: i64,
    /// Connections kept without one.
    pub idle: i64,
    /// Guests that wait for one.
    pub waiting: i64,
    /// Connections opened.
    pub opened: u64,
    /// Connections that could not be opened.
    pub failed: u64,
    /// Waits that ended without a connection.
    pub exhausted: u64,
    /// Transactions that their owner left open.
    pub rolled_back: u64,
    /// Statements that their owner left running.
    pub cancelled: u64,
    /// Statements prepared: those not found in the cache of their connection.
    pub prepared: u64,
    /// Statements run.
    pub statements: u64,
    /// Statements that failed.
    pub errors: u64,
    /// Time spent in statements, without waiting for the reader of their rows.
    pub time: Duration,
    /// Time spent waiting for connections, opening them included.
    pub wait: Duration,
}

impl Postgres {
    pub(super) fn record(&self, took: Duration, ok: bool) {
        self.statements.fetch_add(1, Relaxed);
        self.errors.fetch_add(u64::from(!ok), Relaxed);
        self.micros.fetch_add(micros(took), Relaxed);
    }

    pub(super) fn waited(&self, took: Duration) {
        self.wait_micros.fetch_add(micros(took), Relaxed);
    }

    /// All counters now.
    pub(super) fn see(&self) -> Seen {
        Seen {
            used: self.used.load(Relaxed),
            idle: self.idle.load(Relaxed),
            waiting: self.waiting.load(Relaxed),
            opened: self.opened.load(Relaxed),
            failed: self.failed.load(Relaxed),
            exhausted: self.exhausted.load(Relaxed),
            rolled_back: self.rolled_back.load(Relaxed),
            cancelled: self.cancelled.load(Relaxed),
            prepared: self.prepared.load(Relaxed),
            statements: self.statements.load(Relaxed),
            errors: self.errors.load(Relaxed),
            time: Duration::from_micros(self.micros.load(Relaxed)),
            wait: Duration::from_micros(self.wait_micros.load(Relaxed)),
        }
    }
}

fn micros(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}
