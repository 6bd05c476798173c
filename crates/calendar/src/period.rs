//! A half-open stretch of time.

use jiff::{Timestamp, civil::Date};

use crate::{Error, Zone};

/// The instants from `start` on and before `end`. A period may be empty, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    start: Timestamp,
    end: Timestamp,
}

impl Period {
    /// From `start` on, before `end`; `None` when `end` lies before `start`.
    pub fn new(start: Timestamp, end: Timestamp) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// All instants of calendar days, both days included.
    pub fn of_days(first: Date, last: Date, zone: &Zone) -> Result<Self, Error> {
        if first > last {
            return Err(Error::Swapped { first, last });
        }
        let after = last.tomorrow().map_err(|_| Error::OutOfRange)?;
        let (start, end) = (zone.start_of(first)?, zone.start_of(after)?);
        Self::new(start, end).ok_or(Error::OutOfRange)
    }

    /// The last `hours` before `now`, as long every time of the year.
    pub fn last_hours(hours: u32, now: Timestamp) -> Self {
        let start = now - jiff::SignedDuration::from_hours(i64::from(hours));
        Self { start, end: now }
    }

    /// The period of the same length that ends where this one starts; shorter where time itself begins.
    #[must_use]
    pub fn before(&self) -> Self {
        let length = self.end.duration_since(self.start);
        let start = self.start.checked_sub(length).unwrap_or(Timestamp::MIN);
        Self {
            start,
            end: self.start,
        }
    }

    /// The first instant.
    pub fn start(&self) -> Timestamp {
        self.start
    }

    /// The first instant after it.
    pub fn end(&self) -> Timestamp {
        self.end
    }

    /// Whether an instant lies in it.
    pub fn contains(&self, instant: Timestamp) -> bool {
        self.start <= instant && instant < self.end
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn hours(zone: &str, day: Date) -> i64 {
        let period = Period::of_days(day, day, &Zone::new(zone).unwrap()).unwrap();
        period.end().duration_since(period.start()).as_hours()
    }

    #[test]
    fn days_are_as_long_as_the_clock_makes_them() {
        assert_eq!(hours("Europe/Berlin", date(2026, 3, 28)), 24);
        assert_eq!(hours("Europe/Berlin", date(2026, 3, 29)), 23);
        assert_eq!(hours("Europe/Berlin", date(2026, 10, 25)), 25);
        assert_eq!(hours("Pacific/Apia", date(2011, 12, 30)), 0);
    }

    #[test]
    fn the_last_day_counts_whole_and_the_next_not_at_all() {
        let day = date(2026, 5, 4);
        let period = Period::of_days(day, day, &Zone::UTC).unwrap();
        let at = |text: &str| text.parse().unwrap();
        assert!(period.contains(at("2026-05-04T00:00:00Z")));
        assert!(period.contains(at("2026-05-04T23:59:59.999999999Z")));
        assert!(!period.contains(at("2026-05-05T00:00:00Z")));
        assert!(!period.contains(at("2026-05-03T23:59:59Z")));
    }

    #[test]
    fn swapped_days_and_days_past_the_end_of_time_are_refused() {
        let (first, last) = (date(2026, 5, 4), date(2026, 5, 3));
        assert_eq!(
            Period::of_days(first, last, &Zone::UTC),
            Err(Error::Swapped { first, last })
        );
        assert_eq!(
            Period::of_days(Date::MAX, Date::MAX, &Zone::UTC),
            Err(Error::OutOfRange)
        );
        assert_eq!(Period::new(Timestamp::MAX, Timestamp::MIN), None);
    }

    #[test]
    fn the_period_before_is_as_long_and_touches() {
        let week = Period::last_hours(7 * 24, "2026-05-08T12:00:00Z".parse().unwrap());
        assert_eq!(week.before().end(), week.start());
        assert_eq!(week.before().start().to_string(), "2026-04-24T12:00:00Z");
    }
}
