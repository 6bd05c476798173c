//! When a trigger fires: the slots of its schedule, whatever the clock does. The clock is an argument.

use croner::{
    Cron,
    parser::{CronParser, Seconds},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::time::Duration;

/// How far ahead of a clock that was set back a slot may lie that has fired already, so that it does not fire again when
/// its time comes again. Beyond that the clock was plainly wrong before: what fired then counts for nothing.
pub const REPEATED: SignedDuration = SignedDuration::from_hours(1);

/// The slots of one trigger.
pub struct Slots {
    schedule: Cron,
    /// The slot that fired last.
    last: Option<Timestamp>,
    /// What the clock said last.
    seen: Timestamp,
    pending: Option<Timestamp>,
}

/// What to do now.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// This slot has come.
    Fire(Timestamp),
    /// The next one is so far away, as the clock says now.
    Wait(Duration),
    /// There is none any more.
    Never,
}

impl Slots {
    /// Slots from now on.
    pub fn new(schedule: Cron, now: Timestamp) -> Self {
        let pending = next(&schedule, now);
        Self {
            schedule,
            last: None,
            seen: now,
            pending,
        }
    }

    /// What to do at that moment. A slot is never computed from when a run began or ended; of all that have passed since
    /// the last call one fires, the first.
    pub fn at(&mut self, now: Timestamp) -> Step {
        if now < self.seen {
            self.last = self
                .last
                .filter(|last| last.duration_since(now) <= REPEATED);
            self.pending = self.following(now);
        }
        self.seen = now;
        match self.pending {
            Some(slot) if slot <= now => {
                self.last = Some(slot);
                self.pending = self.following(now);
                Step::Fire(slot)
            }
            Some(slot) => {
                Step::Wait(Duration::try_from(slot.duration_since(now)).unwrap_or_default())
            }
            None => Step::Never,
        }
    }

    /// How far the clock would have been set back since the last call.
    pub fn set_back(&self, now: Timestamp) -> Option<SignedDuration> {
        let by = self.seen.duration_since(now);
        by.is_positive().then_some(by)
    }

    /// The slot that is waited for.
    pub fn pending(&self) -> Option<Timestamp> {
        self.pending
    }

    fn following(&self, now: Timestamp) -> Option<Timestamp> {
        next(&self.schedule, self.last.map_or(now, |last| last.max(now)))
    }
}

/// Reads an expression of six or seven fields.
pub fn parse(expression: &str) -> Result<Cron, String> {
    CronParser::builder()
        .seconds(Seconds::Required)
        .build()
        .parse(expression)
        .map_err(|error| error.to_string())
}

/// The slots that follow, `from` included where it is one.
pub fn upcoming(schedule: &Cron, from: Timestamp, count: usize) -> Vec<Timestamp> {
    let first = from
        .checked_sub(SignedDuration::from_millis(1))
        .ok()
        .and_then(|before| next(schedule, before));
    std::iter::successors(first, |slot| next(schedule, *slot))
        .take(count)
        .collect()
}

/// The first slot after an instant.
fn next(schedule: &Cron, after: Timestamp) -> Option<Timestamp> {
    let after = after.to_zoned(TimeZone::UTC);
    schedule
        .find_next_occurrence(&after, false)
        .ok()
        .map(|slot| slot.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn slots(expression: &str, now: &str) -> Slots {
        Slots::new(parse(expression).unwrap(), at(now))
    }

    /// What fires while the clock goes from `from` for so many seconds, asked every second.
    fn fired(slots: &mut Slots, from: &str, seconds: i64) -> Vec<Timestamp> {
        let moments = (0..seconds).map(|second| at(from) + SignedDuration::from_secs(second));
        let mut fired = Vec::new();
        for now in moments {
            if let Step::Fire(slot) = slots.at(now) {
                assert!(
                    matches!(slots.at(now), Step::Wait(_)),
                    "one firing at a time"
                );
                fired.push(slot);
            }
        }
        fired
    }

    fn told(expression: &str, from: &str, count: usize) -> Vec<String> {
        let slots = upcoming(&parse(expression).unwrap(), at(from), count);
        slots.iter().map(Timestamp::to_string).collect()
    }

    #[test]
    fn six_fields_fire_by_the_second_in_utc() {
        assert_eq!(
            told("* * * * * *", "2026-01-31T23:59:58.5Z", 2),
            ["2026-01-31T23:59:59Z", "2026-02-01T00:00:00Z"]
        );
        assert_eq!(
            told("0 */15 8 * * MON", "2026-03-30T08:00:00Z", 2),
            ["2026-03-30T08:00:00Z", "2026-03-30T08:15:00Z"]
        );
    }

    #[test]
    fn a_seventh_field_is_the_year_and_five_are_too_few() {
        assert_eq!(
            told("0 0 0 1 1 * 2027", "2026-01-01T00:00:00Z", 3),
            ["2027-01-01T00:00:00Z"]
        );
        assert!(parse("* * * * *").is_err());
        assert!(parse("nonsense").is_err());
        let mut over = slots("0 0 0 1 1 * 2027", "2026-12-31T23:59:59Z");
        assert_eq!(
            over.at(at("2027-01-01T00:00:01Z")),
            Step::Fire(at("2027-01-01T00:00:00Z"))
        );
        assert_eq!(over.at(at("2027-01-01T00:00:02Z")), Step::Never);
    }

    #[test]
    fn being_asked_late_moves_no_slot() {
        let mut minutes = slots("0 * * * * *", "2026-03-01T10:00:30Z");
        assert_eq!(
            minutes.at(at("2026-03-01T10:00:30Z")),
            Step::Wait(Duration::from_secs(30))
        );
        for minute in 1..=50 {
            // Each time later than the last.
            let late = at("2026-03-01T10:00:00Z") + SignedDuration::from_millis(minute * 61_000);
            let slot = at("2026-03-01T10:00:00Z") + SignedDuration::from_mins(minute);
            assert_eq!(minutes.at(late), Step::Fire(slot));
        }
    }

    #[test]
    fn a_clock_set_forward_fires_once_and_goes_on() {
        for ahead in ["2026-03-01T12:00:00.2Z", "2026-03-03T10:00:00.2Z"] {
            let mut every_second = slots("* * * * * *", "2026-03-01T10:00:00Z");
            assert_eq!(
                every_second.at(at(ahead)),
                Step::Fire(at("2026-03-01T10:00:01Z"))
            );
            assert_eq!(
                every_second.at(at(ahead)),
                Step::Wait(Duration::from_millis(800))
            );
            assert_eq!(fired(&mut every_second, ahead, 10).len(), 9);
        }
    }

    #[test]
    fn a_clock_that_was_wrongly_set_forward_and_is_put_right_goes_on_at_once() {
        let mut every_second = slots("* * * * * *", "2026-03-01T10:00:00Z");
        fired(&mut every_second, "2026-03-03T10:00:00.2Z", 1);
        assert_eq!(
            fired(&mut every_second, "2026-03-01T10:00:02Z", 10).len(),
            9
        );
    }

    #[test]
    fn a_slot_does_not_fire_again_when_its_time_comes_again() {
        let mut quarters = slots("0 */15 * * * *", "2026-03-01T09:59:00Z");
        let mut all = fired(&mut quarters, "2026-03-01T09:59:00Z", 2_000);
        // 10:30 has fired; it is 10:32, and becomes 9:40, then, in small steps, earlier still.
        for back in [
            "2026-03-01T09:40:00Z",
            "2026-03-01T09:39:00Z",
            "2026-03-01T09:35:00Z",
        ] {
            assert!(quarters.set_back(at(back)).is_some());
            all.extend(fired(&mut quarters, back, 30));
        }
        all.extend(fired(&mut quarters, "2026-03-01T09:36:00Z", 4_200));
        let wanted =
            ["10:00", "10:15", "10:30", "10:45"].map(|time| at(&format!("2026-03-01T{time}:00Z")));
        assert_eq!(all, wanted);
    }

    #[test]
    fn beyond_an_hour_it_fires_by_the_new_time() {
        let mut every_second = slots("* * * * * *", "2026-03-03T10:00:00Z");
        assert_eq!(
            fired(&mut every_second, "2026-03-03T10:00:01Z", 10).len(),
            10
        );
        assert_eq!(
            fired(&mut every_second, "2026-03-01T10:00:01Z", 10).len(),
            9
        );
        // A slot that was waited for, days ahead, is not waited for any longer.
        let mut daily = slots("0 0 2 * * *", "2026-03-03T01:59:59Z");
        fired(&mut daily, "2026-03-03T02:00:00Z", 1);
        assert_eq!(daily.pending(), Some(at("2026-03-04T02:00:00Z")));
        assert_eq!(
            daily.at(at("2026-03-01T01:00:00Z")),
            Step::Wait(Duration::from_hours(1))
        );
        assert_eq!(
            daily.at(at("2026-03-01T02:00:00Z")),
            Step::Fire(at("2026-03-01T02:00:00Z"))
        );
    }
}
