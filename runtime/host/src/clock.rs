//! The one place that reads the system clock.

use jiff::Timestamp;

/// The current time, UTC.
pub fn now() -> Timestamp {
    #[expect(
        clippy::disallowed_methods,
        reason = "the runtime is where the clock enters the program"
    )]
    Timestamp::now()
}
