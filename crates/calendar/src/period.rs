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

    /// From `start` on, before `end`, where a missing one leaves that side open; `None` when both are missing, which is
    /// all of time, or `end` lies before `start`.
    pub fn between(start: Option<Timestamp>, end: Option<Timestamp>) -> Option<Self> {
        if start.is_none() && end.is_none() {
            return None;
        }
        Self::new(start.unwrap_or(Timestamp::MIN), end.unwrap_or(latest()))
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

/// The last whole second of time. Not its very last instant: stores count microseconds, and an instant behind this one
/// cannot be made from a number of them.
fn latest() -> Timestamp {
    Timestamp::from_second(Timestamp::MAX.as_second()).unwrap_or(Timestamp::MAX)
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
    fn an_open_end_is_counted_in_microseconds_and_back() {
        let day = "2026-05-04T00:00:00Z".parse().unwrap();
        for (start, end) in [(Some(day), None), (None, Some(day)), (Some(day), Some(day))] {
            let period = Period::between(start, end).unwrap();
            for bound in [period.start(), period.end()] {
                let back = Timestamp::from_microsecond(bound.as_microsecond());
                assert_eq!(back.unwrap(), bound);
            }
            assert!(start.is_none_or(|start| start == period.start()));
            assert!(end.is_none_or(|end| end == period.end()));
        }
        assert_eq!(Period::between(None, None), None);
        assert_eq!(Period::between(Some(Timestamp::MAX), Some(day)), None);
    }

    #[test]
    fn the_period_before_is_as_long_and_touches() {
        let week = Period::last_hours(7 * 24, "2026-05-08T12:00:00Z".parse().unwrap());
        assert_eq!(week.before().end(), week.start());
        assert_eq!(week.before().start().to_string(), "2026-04-24T12:00:00Z");
    }
}
