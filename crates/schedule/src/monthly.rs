//! Which day of a month a monthly schedule takes.

use jiff::civil::{Date, Weekday as Day};

use crate::{Error, On, Week};

/// Refuses a day that no month has.
pub fn checked(on: On) -> Result<On, Error> {
    match on {
        On::Day { day } if !(1..=31).contains(&day) => Err(Error::NoSuchDay(day)),
        on => Ok(on),
    }
}

/// The day of the month that `within` lies in. Every month has one. `None` beyond the end of time.
pub fn day_of(on: On, within: Date) -> Option<Date> {
    let last = within.last_of_month();
    match on {
        On::Day { day } => {
            let day = i8::try_from(day).ok()?.min(last.day());
            within.with().day(day).build().ok()
        }
        On::LastDay => Some(last),
        On::LastWorkingDay => match last.weekday() {
            Day::Saturday => last.yesterday().ok(),
            Day::Sunday => last.yesterday().and_then(Date::yesterday).ok(),
            _ => Some(last),
        },
        On::Weekday { week, weekday } => {
            let nth = match week {
                Week::First => 1,
                Week::Second => 2,
                Week::Third => 3,
                Week::Fourth => 4,
                Week::Last => -1,
            };
            within.nth_weekday_of_month(nth, weekday.into()).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Weekday;

    #[test]
    fn a_month_that_is_shorter_takes_its_last_day() {
        let on = |day, month| day_of(On::Day { day }, date(2026, month, 15)).unwrap();
        assert_eq!(on(31, 1), date(2026, 1, 31));
        assert_eq!(on(31, 2), date(2026, 2, 28));
        assert_eq!(on(30, 4), date(2026, 4, 30));
        let leap = day_of(On::Day { day: 30 }, date(2028, 2, 1));
        assert_eq!(leap, Some(date(2028, 2, 29)));
        for day in [0, 32, 255] {
            assert_eq!(checked(On::Day { day }), Err(Error::NoSuchDay(day)));
        }
    }

    #[test]
    fn the_last_working_day_is_no_weekend() {
        let last = |month| day_of(On::LastWorkingDay, date(2026, month, 1)).unwrap();
        assert_eq!(last(1), date(2026, 1, 30)); // the 31st is a Saturday
        assert_eq!(last(5), date(2026, 5, 29)); // the 31st is a Sunday
        assert_eq!(last(6), date(2026, 6, 30));
        assert_eq!(
            day_of(On::LastDay, date(2026, 5, 3)),
            Some(date(2026, 5, 31))
        );
    }

    #[test]
    fn weekdays_are_counted_from_the_first_or_the_last() {
        let on = |week, weekday| day_of(On::Weekday { week, weekday }, date(2026, 5, 20)).unwrap();
        assert_eq!(on(Week::First, Weekday::Friday), date(2026, 5, 1));
        assert_eq!(on(Week::Second, Weekday::Tuesday), date(2026, 5, 12));
        assert_eq!(on(Week::Fourth, Weekday::Sunday), date(2026, 5, 24));
        assert_eq!(on(Week::Last, Weekday::Sunday), date(2026, 5, 31));
    }
}
