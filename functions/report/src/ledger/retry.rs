//! When a delivery that could not be made is tried again, and when it is given up.

use jiff::{SignedDuration, Timestamp};

/// The pauses between tries, in minutes; the last one repeats.
const PAUSES: [i64; 7] = [1, 2, 5, 15, 30, 60, 120];
/// After this long a delivery is given up: the day's report of yesterday is news no more.
pub(crate) const GIVEN_UP_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// When to try again after so many tries; none when it is given up.
pub(crate) fn next(attempts: u32, created: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let place = (attempts.max(1) as usize - 1).min(PAUSES.len() - 1);
    let next = now
        .checked_add(SignedDuration::from_mins(PAUSES[place]))
        .ok()?;
    (next.duration_since(created) <= GIVEN_UP_AFTER).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_after_a_day() {
        let created: Timestamp = "2026-05-04T06:00:00Z".parse().unwrap();
        let (mut now, mut tries) = (created, 0);
        while let Some(next) = super::next(tries + 1, created, now) {
            assert!(next > now);
            (now, tries) = (next, tries + 1);
        }
        assert_eq!(tries, 17);
        assert!(now.duration_since(created) > SignedDuration::from_hours(22));
    }

    #[test]
    fn a_clock_set_back_gives_nothing_up() {
        let created: Timestamp = "2026-05-04T06:00:00Z".parse().unwrap();
        let before = created - SignedDuration::from_hours(48);
        assert_eq!(
            next(1, created, before),
            Some(before + SignedDuration::from_mins(1))
        );
    }
}
