//! Back-pressure: so many requests at a time, so many waiting, so long; the rest come again later.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The component has no place for the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Busy {
    /// As many wait as may.
    #[error("too many requests are waiting for the component")]
    QueueFull,
    /// It waited as long as it may.
    #[error("the component had no place in time")]
    WaitedTooLong,
}

/// The entrance of one component.
pub struct Gate {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    queue: usize,
    wait: Duration,
}

impl Gate {
    /// A gate with `places` at a time and `queue` waiting for at most `wait`.
    pub fn new(places: usize, queue: usize, wait: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            waiting: AtomicUsize::new(0),
            queue,
            wait,
        }
    }

    /// Takes a place, which is free again when the permit is dropped.
    pub async fn enter(&self) -> Result<OwnedSemaphorePermit, Busy> {
        if let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(permit);
        }
        let _waiting = Waiting::new(&self.waiting, self.queue)?;
        let places = Arc::clone(&self.places);
        match tokio::time::timeout(self.wait, places.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Busy::WaitedTooLong),
        }
    }

    /// Requests that wait now.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}

/// A place in the queue; also given back when the client leaves.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicUsize, queue: usize) -> Result<Self, Busy> {
        let before = count.fetch_add(1, Ordering::Relaxed);
        let place = Self(count);
        if before >= queue {
            Err(Busy::QueueFull)
        } else {
            Ok(place)
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_queue_is_short_and_the_wait_ends() {
        let gate = Gate::new(1, 1, Duration::from_millis(20));
        let first = gate.enter().await.unwrap();
        let (second, third) = tokio::join!(gate.enter(), gate.enter());
        assert_eq!(second.unwrap_err(), Busy::WaitedTooLong);
        assert_eq!(third.unwrap_err(), Busy::QueueFull);
        assert_eq!(gate.waiting(), 0);
        drop(first);
        assert!(gate.enter().await.is_ok());
    }
}
