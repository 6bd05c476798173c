//! Waiting without holding the processor.

use std::time::Duration;

/// Lets `duration` pass; other requests of this instance go on meanwhile.
#[cfg(target_arch = "wasm32")]
pub async fn pause(duration: Duration) {
    let nanoseconds = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    spin_sdk::wasip3::clocks::monotonic_clock::wait_for(nanoseconds).await;
}

/// Natively nothing else runs beside a test: no time needs to pass.
#[cfg(not(target_arch = "wasm32"))]
pub async fn pause(_duration: Duration) {
    std::future::ready(()).await;
}
