//! What a worker without a step does for the lake: it reads files that nobody has proven yet, or that were found damaged
//! and may have been put back.

use super::within_shift;
use endpoint::{Context, log};
use jiff::Timestamp;
use serde_json::json;

/// How often it looks for such files, by the tick's own clock.
const EVERY_SECONDS: i64 = 10;

/// Reads one after the other until there is none or the tick that began at `start` has lasted long enough.
pub async fn run(cx: &Context, start: Timestamp) {
    if start.as_second() % EVERY_SECONDS != 0 {
        return;
    }
    while within_shift(start, cx.clock.now()) {
        match cx.lake.tend().await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                log::error("tend_failed", json!({"cause": error.to_string()}));
                return;
            }
        }
    }
}
