//! How long to wait before a database that could not answer is asked again.

use std::time::Duration;

/// The wait before try `tried` + 1: doubling from 10 ms, and by up to as much again as `random` says, so that those who
/// collided do not meet again.
pub fn wait(tried: u32, random: u64) -> Duration {
    let base = 10 << tried.min(6);
    Duration::from_millis(base + random % base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_differ() {
        assert_eq!(wait(0, 0), Duration::from_millis(10));
        assert_eq!(wait(2, 0), Duration::from_millis(40));
        assert_eq!(wait(2, 39), Duration::from_millis(79));
        assert!(wait(99, u64::MAX) < Duration::from_millis(1281));
    }
}
