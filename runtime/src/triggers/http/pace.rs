//! A body that has to keep coming in.

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};
use tokio::time::Sleep;
use undertone_host::HttpError;

/// The stretch of waiting over which the rate of a body is measured.
const WINDOW: Duration = Duration::from_secs(10);

/// A body that must bring so much in each window of time its reader waits for it. A reader that is busy costs the
/// client nothing.
pub struct Paced<B> {
    body: B,
    pace: Option<Pace>,
    slow: Arc<AtomicBool>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl<B> Paced<B> {
    /// A body with so many bytes a second; 0 asks for none. `slow` tells when it came too slowly.
    pub fn new(body: B, rate: usize, slow: Arc<AtomicBool>) -> Self {
        Self {
            body,
            pace: (rate > 0).then(|| Pace::new(rate)),
            slow,
            sleep: None,
        }
    }

    /// Nothing is there: whether enough came until now. Arranges to be asked again when the window is over.
    fn is_too_slow(&mut self, context: &mut Context<'_>) -> bool {
        let Some(pace) = &mut self.pace else {
            return false;
        };
        while let Some(end) = pace.waits(Instant::now()) {
            let sleep = self
                .sleep
                .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end.into())));
            if sleep.deadline() != end.into() {
                sleep.as_mut().reset(end.into());
            }
            if sleep.as_mut().poll(context).is_pending() {
                return false;
            }
        }
        true
    }
}

impl<B> Body for Paced<B>
where
    B: Body<Data = Bytes, Error = HttpError> + Unpin,
{
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
            if self.is_too_slow(context) {
                self.slow.store(true, Relaxed);
                return Poll::Ready(Some(Err(HttpError::ConnectionReadTimeout)));
            }
            return Poll::Pending;
        };
        if let (Some(pace), Some(Ok(frame))) = (&mut self.pace, &frame) {
            pace.came(frame.data_ref().map_or(0, Bytes::len), Instant::now());
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Measures how fast a body comes in.
struct Pace {
    least: usize,
    came: usize,
    waited: Duration,
    waits_since: Option<Instant>,
}

impl Pace {
    fn new(rate: usize) -> Self {
        let seconds = usize::try_from(WINDOW.as_secs()).unwrap_or(usize::MAX);
        Self {
            least: rate.saturating_mul(seconds),
            came: 0,
            waited: Duration::ZERO,
            waits_since: None,
        }
    }

    /// Something came, which its reader may have been too busy to take at once.
    fn came(&mut self, bytes: usize, now: Instant) {
        if let Some(since) = self.waits_since.take() {
            self.waited += now.duration_since(since);
        }
        self.came += bytes;
    }

    /// Nothing is there: until when to wait at most. Nothing if a window is over in which too little came.
    fn waits(&mut self, now: Instant) -> Option<Instant> {
        let since = *self.waits_since.get_or_insert(now);
        let waited = self.waited + now.duration_since(since);
        if waited < WINDOW {
            return Some(now + WINDOW.saturating_sub(waited));
        }
        let enough = self.came >= self.least;
        self.came = 0;
        self.waited = Duration::ZERO;
        self.waits_since = Some(now);
        enough.then(|| now + WINDOW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After how many seconds a body is too slow that brings pieces with a pause before each, if ever.
    fn too_slow(rate: usize, pieces: u64, size: usize, pause: u64) -> Option<u64> {
        let (begun, mut pace) = (Instant::now(), Pace::new(rate));
        let second = |second| begun + Duration::from_secs(second);
        for piece in 0..pieces {
            for now in piece * pause..(piece + 1) * pause {
                // Asked for at once, and whenever the window may be over.
                if pace.waits(second(now)).is_none() {
                    return Some(now);
                }
            }
            pace.came(size, second((piece + 1) * pause));
        }
        None
    }

    #[test]
    fn a_slow_line_is_served_and_a_slower_one_is_not() {
        assert_eq!(too_slow(1024, 600, 1100, 1), None);
        assert_eq!(too_slow(1024, 600, 1000, 1), Some(10));
        assert_eq!(too_slow(1024, 3, 1, 20), Some(10));
        assert_eq!(too_slow(1024, 40, 20_000, 9), None);
        assert_eq!(
            too_slow(1024, 5, 1, 1),
            None,
            "the end comes before the window's"
        );
    }

    #[test]
    fn a_busy_reader_costs_the_client_nothing() {
        let (begun, mut pace) = (Instant::now(), Pace::new(1024));
        for minute in 0..10 {
            let now = begun + Duration::from_secs(60 * minute);
            // What filled the buffers while the reader was busy.
            pace.came(64 << 10, now);
            assert!(pace.waits(now).is_some());
        }
        // Who does not ask does not wait.
        let mut pace = Pace::new(1024);
        pace.came(100, begun);
        pace.came(100, begun + Duration::from_mins(5));
        assert!(pace.waits(begun + Duration::from_mins(5)).is_some());
    }
}
