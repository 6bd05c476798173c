//! Calendar days, both ends included, in one zone.

use jiff::{Timestamp, ToSpan as _, civil::Date};

use crate::{Error, Period, Zone};

/// Calendar days from the first to the last, both included, in one zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    first: Date,
    last: Date,
    zone: Zone,
    period: Period,
}

impl Days {
    /// From `first` to `last`, both included.
    pub fn new(first: Date, last: Date, zone: Zone) -> Result<Self, Error> {
        let period = Period::of_days(first, last, &zone)?;
        Ok(Self {
            first,
            last,
            zone,
            period,
        })
    }

    /// The `count` days that end with `last`, at least one.
    pub fn ending(last: Date, count: u32, zone: Zone) -> Result<Self, Error> {
        let back = i64::from(count.max(1)) - 1;
        let first = last
            .checked_sub(back.days())
            .map_err(|_| Error::OutOfRange)?;
        Self::new(first, last, zone)
    }

    /// The last `count` days, today included.
    pub fn up_to_today(count: u32, now: Timestamp, zone: Zone) -> Result<Self, Error> {
        Self::ending(zone.day_of(now), count, zone)
    }

    /// The last `count` days that are over: they end with yesterday.
    pub fn before_today(count: u32, now: Timestamp, zone: Zone) -> Result<Self, Error> {
        let yesterday = zone
            .day_of(now)
            .yesterday()
            .map_err(|_| Error::OutOfRange)?;
        Self::ending(yesterday, count, zone)
    }

    /// The ISO week, Monday to Sunday, that holds a day.
    pub fn week_of(day: Date, zone: Zone) -> Result<Self, Error> {
        let since_monday = day.weekday().to_monday_zero_offset();
        let monday = day
            .checked_sub(since_monday.days())
            .map_err(|_| Error::OutOfRange)?;
        let sunday = monday
            .checked_add(6.days())
            .map_err(|_| Error::OutOfRange)?;
        Self::new(monday, sunday, zone)
    }

    /// As many days that end the day before these begin.
    pub fn before(&self) -> Result<Self, Error> {
        let last = self.first.yesterday().map_err(|_| Error::OutOfRange)?;
        Self::ending(last, self.count(), self.zone.clone())
    }

    /// Refuses more than `limit` days.
    pub fn at_most(self, limit: u32) -> Result<Self, Error> {
        let days = self.count();
        if days > limit {
            Err(Error::TooLong { days, limit })
        } else {
            Ok(self)
        }
    }

    /// The first day.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day, itself included.
    pub fn last(&self) -> Date {
        self.last
    }

    /// The zone whose midnights bound the days.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// How many days.
    pub fn count(&self) -> u32 {
        let days = self.last.duration_since(self.first).as_hours() / 24 + 1;
        u32::try_from(days).unwrap_or(u32::MAX)
    }

    /// Their instants.
    pub fn period(&self) -> Period {
        self.period
    }

    /// Every day, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = Date> + use<> {
        let last = self.last;
        self.first
            .series(1.day())
            .take_while(move |day| *day <= last)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};
    use proptest::prelude::*;

    use super::*;

    fn berlin() -> Zone {
        Zone::new("Europe/Berlin").unwrap()
    }

    #[test]
    fn today_depends_on_the_zone() {
        let now = "2026-11-20T23:30:00Z".parse().unwrap();
        let utc = Days::up_to_today(7, now, Zone::UTC).unwrap();
        assert_eq!(
            (utc.first(), utc.last()),
            (date(2026, 11, 14), date(2026, 11, 20))
        );
        let here = Days::up_to_today(7, now, berlin()).unwrap();
        assert_eq!(
            (here.first(), here.last()),
            (date(2026, 11, 15), date(2026, 11, 21))
        );
        assert_eq!(
            Days::before_today(7, now, berlin()).unwrap().last(),
            date(2026, 11, 20)
        );
    }

    #[test]
    fn too_many_days_are_refused() {
        let year = Days::new(date(2024, 1, 1), date(2024, 12, 31), Zone::UTC).unwrap();
        assert_eq!(year.count(), 366);
        assert!(year.clone().at_most(366).is_ok());
        assert_eq!(
            year.at_most(365),
            Err(Error::TooLong {
                days: 366,
                limit: 365
            })
        );
    }

    proptest! {
        #[test]
        fn days_tile_time_without_gap_or_overlap(
            zone in prop::sample::select(&["Europe/Berlin", "America/Sao_Paulo", "Africa/Cairo", "UTC"][..]),
            from in 0i64..30_000,
            count in 1u32..500,
        ) {
            let zone = Zone::new(zone).unwrap();
            let days = Days::ending(date(1971, 6, 1) + from.days(), count, zone.clone()).unwrap();
            prop_assert_eq!(days.count(), count);
            prop_assert_eq!(days.iter().count(), count as usize);
            let mut edge = days.period().start();
            for day in days.iter() {
                let one = Period::of_days(day, day, &zone).unwrap();
                prop_assert_eq!(one.start(), edge);
                prop_assert!(one.end() > one.start());
                edge = one.end();
            }
            prop_assert_eq!(edge, days.period().end());
            let before = days.before().unwrap();
            prop_assert_eq!(before.count(), count);
            prop_assert_eq!(before.period().end(), days.period().start());
        }

        #[test]
        fn a_week_runs_from_monday_to_sunday_and_holds_its_day(from in 0i64..30_000) {
            let day = date(1971, 6, 1) + from.days();
            let week = Days::week_of(day, berlin()).unwrap();
            prop_assert_eq!(week.first().weekday(), Weekday::Monday);
            prop_assert_eq!(week.last().weekday(), Weekday::Sunday);
            prop_assert_eq!(week.count(), 7);
            prop_assert!(week.iter().any(|each| each == day));
            prop_assert_eq!(week.first().iso_week_date().week(), day.iso_week_date().week());
        }
    }
}
