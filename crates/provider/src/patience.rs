//! How long what may succeed later is tried again.

use std::hash::{BuildHasher, RandomState};
use std::time::Instant;

use crate::Driver;
use crate::backoff;

/// Between the tries of one thing.
pub(crate) struct Patience<'d, D> {
    driver: &'d D,
    // No result depends on it, only how long one is waited for.
    begun: Instant,
    tried: u32,
}

impl<'d, D: Driver> Patience<'d, D> {
    /// Begins with the first try.
    pub(crate) fn new(driver: &'d D) -> Self {
        Self {
            driver,
            begun: Instant::now(),
            tried: 0,
        }
    }

    /// Waits some time for the next try; false where it has taken too long already.
    pub(crate) async fn lasts(&mut self) -> bool {
        if self.begun.elapsed() >= self.driver.patience() {
            return false;
        }
        let random = RandomState::new().hash_one(self.tried);
        self.driver.sleep(backoff::wait(self.tried, random)).await;
        self.tried += 1;
        true
    }
}
