//! Waiting without holding the processor.

use std::time::Duration;

/// Lets `duration` pass; other requests of this instance go on meanwhile.
#[cfg(target_arch = "wasm32")]
pub async fn pause(duration: Duration) {
    let nanoseconds = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    spin_sdk::wasip3::clocks::monotonic_clock::wait_for(nanoseconds).await;
}

/// Natively no time needs to pass: what else the same test runs goes on once.
#[cfg(not(target_arch = "wasm32"))]
pub async fn pause(_duration: Duration) {
    let mut gone = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut gone, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}
