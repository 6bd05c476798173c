//! When an instance or a request last made progress.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// Shared between a request, the body that feeds it, and the instance that works on it.
pub(super) struct Pulse {
    origin: Instant,
    last_micros: AtomicU64,
    expired: AtomicBool,
    refused_memory: Arc<AtomicBool>,
}

impl Pulse {
    pub(super) fn new(refused_memory: Arc<AtomicBool>) -> Self {
        Self {
            origin: Instant::now(),
            last_micros: AtomicU64::new(0),
            expired: AtomicBool::new(false),
            refused_memory,
        }
    }

    /// Something arrived: deadlines count from now.
    pub(super) fn touch(&self) {
        let micros = u64::try_from(self.origin.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.last_micros.fetch_max(micros, Ordering::Relaxed);
    }

    pub(super) fn last(&self) -> Instant {
        self.origin + Duration::from_micros(self.last_micros.load(Ordering::Relaxed))
    }

    /// A deadline has passed.
    pub(super) fn expire(&self) {
        self.expired.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_expired(&self) -> bool {
        self.expired.load(Ordering::Relaxed)
    }

    /// Whether the instance was refused memory.
    pub(super) fn is_over_memory(&self) -> bool {
        self.refused_memory.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_moves_the_deadline_forward_only() {
        let pulse = Pulse::new(Arc::default());
        let first = pulse.last();
        std::thread::sleep(Duration::from_millis(2));
        pulse.touch();
        assert!(pulse.last() > first);
        assert!(pulse.last() <= Instant::now());
    }
}
