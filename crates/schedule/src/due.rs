//! The slots between two moments.

use jiff::Timestamp;

use crate::{Rule, Slot};

/// The slots of a stretch of time, the earliest first, and whether there are more than were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The earliest of them.
    pub slots: Vec<Slot>,
    /// Whether the stretch holds more: ask again from the last of these.
    pub more: bool,
}

impl Rule {
    /// The slots after `since` up to and including `until`, at most `most` of them.
    ///
    /// The start is excluded and the end included, as a claim wants it: `since` is the moment of the last slot that
    /// was booked (or, before the first, when the schedule was made or switched on), `until` is now. What was booked
    /// never comes again, a slot that is due this very moment comes at once, and calls one after the other leave no
    /// gap. When the clock was set back behind `since`, nothing is due until it has caught up.
    ///
    /// Newer zone data may move slots. So book the [key](Slot::key) and take the moment from it ([`Slot::from_key`]): it
    /// moves with them, and what comes after that slot is still what comes after it.
    pub fn due(&self, since: Timestamp, until: Timestamp, most: usize) -> Due {
        let mut ahead = self.after(since).take_while(|slot| slot.at() <= until);
        let slots = ahead.by_ref().take(most).collect();
        let more = ahead.next().is_some();
        Due { slots, more }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hourly() -> Rule {
        let json = r#"{"zone":"Europe/Berlin","repeat":{"kind":"cron","expression":"0 * * * *"}}"#;
        serde_json::from_str(json).unwrap()
    }

    fn due(since: &str, until: &str, most: usize) -> (Vec<String>, bool) {
        let due = hourly().due(since.parse().unwrap(), until.parse().unwrap(), most);
        let times = due.slots.iter().map(|slot| slot.at().to_string());
        (times.collect(), due.more)
    }

    #[test]
    fn the_start_is_excluded_and_the_end_included() {
        let (times, more) = due("2026-05-04T10:00:00Z", "2026-05-04T12:00:00Z", 10);
        assert_eq!(times, ["2026-05-04T11:00:00Z", "2026-05-04T12:00:00Z"]);
        assert!(!more);
    }

    #[test]
    fn no_more_than_asked_for_and_it_says_so() {
        let (times, more) = due("2026-05-04T10:00:00Z", "2026-05-04T13:00:00Z", 2);
        assert_eq!(times, ["2026-05-04T11:00:00Z", "2026-05-04T12:00:00Z"]);
        assert!(more);
        let (times, more) = due("2026-05-04T12:00:00Z", "2026-05-04T13:00:00Z", 1);
        assert_eq!(times, ["2026-05-04T13:00:00Z"]);
        assert!(!more);
        let none = due("2026-05-04T12:00:00Z", "2026-05-04T13:00:00Z", 0);
        assert_eq!(none, (vec![], true));
    }

    #[test]
    fn nothing_is_due_when_the_clock_was_set_back() {
        let none = due("2026-05-04T10:00:00Z", "2026-05-04T10:00:00Z", 10);
        assert_eq!(none, (vec![], false));
        let none = due("2026-05-04T10:00:00Z", "2026-05-02T10:00:00Z", 10);
        assert_eq!(none, (vec![], false));
    }
}
