//! Tries again, some time later, what may succeed then.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use crate::backoff;
use crate::component::records_interface::Error;

/// After this long nothing is tried again: somebody waits for the answer.
const LONG_ENOUGH: Duration = Duration::from_secs(5);

/// What an attempt came to.
pub(crate) enum Outcome<T> {
    /// It succeeded.
    Done(T),
    /// It failed and has changed nothing: it may be tried again.
    Again(Error),
    /// It failed.
    Failed(Error),
}

/// Attempts it until it succeeds, fails for good, or has taken too long.
pub(crate) async fn patiently<T>(attempt: impl AsyncFn() -> Outcome<T>) -> Result<T, Error> {
    // No result depends on it, only how long one is waited for.
    let begun = Instant::now();
    let mut tried = 0;
    loop {
        match attempt().await {
            Outcome::Done(answer) => return Ok(answer),
            Outcome::Again(_) if begun.elapsed() < LONG_ENOUGH => {}
            Outcome::Again(error) | Outcome::Failed(error) => return Err(error),
        }
        let random = RandomState::new().hash_one(tried);
        spin_sdk::time::sleep(backoff::wait(tried, random)).await;
        tried += 1;
    }
}
