//! Calendar days, weeks and hours of moments, without calendar arithmetic per row.
//!
//! Between two changes of a zone's offset, local time is UTC plus a constant: a table of those spans is made once.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::Error;

const DAY: i64 = 86_400_000_000;
const HOUR: i64 = 3_600_000_000;

/// A timezone's offsets over a period.
#[derive(Clone, Debug)]
pub struct Zone {
    // When a span begins and its offset, both in µs; the first begins before everything asked.
    spans: Vec<(i64, i64)>,
}

impl Zone {
    /// The offsets of an IANA timezone between two moments, µs since the epoch.
    pub fn new(name: &str, first: i64, last: i64) -> Result<Self, Error> {
        let unknown = || Error::Invalid(format!("timezone {name:?} is not known"));
        let zone = TimeZone::get(name).map_err(|_| unknown())?;
        let start = Timestamp::from_microsecond(first).map_err(|_| unknown())?;
        let offset = |seconds: i32| i64::from(seconds) * 1_000_000;
        let mut spans = vec![(i64::MIN, offset(zone.to_offset(start).seconds()))];
        for change in zone
            .following(start)
            .take_while(|change| change.timestamp().as_microsecond() <= last)
        {
            spans.push((
                change.timestamp().as_microsecond(),
                offset(change.offset().seconds()),
            ));
        }
        Ok(Self { spans })
    }

    /// Local time in µs since 1970-01-01T00:00 local, and until when (exclusive) the same offset holds.
    fn local(&self, at: i64) -> (i64, i64) {
        let next = self.spans.partition_point(|(start, _)| *start <= at);
        (
            at + self.spans[next - 1].1,
            self.spans.get(next).map_or(i64::MAX, |(start, _)| *start),
        )
    }

    /// Days since 1970-01-01 in local time, and the moment (exclusive) until which it is that day.
    pub fn day(&self, at: i64) -> (i32, i64) {
        let (local, change) = self.local(at);
        let rest = DAY - local.rem_euclid(DAY);
        let day = i32::try_from(local.div_euclid(DAY)).unwrap_or(i32::MAX);
        (day, at.saturating_add(rest).min(change))
    }

    /// Hour of the local day, 0 to 23.
    pub fn hour(&self, at: i64) -> u8 {
        let (local, _) = self.local(at);
        u8::try_from(local.rem_euclid(DAY) / HOUR).unwrap_or_default()
    }
}

/// The date of a day counted from 1970-01-01, as `YYYY-MM-DD`.
pub fn day_label(day: i32) -> String {
    date(day).to_string()
}

/// Weeks since the one that holds 1970-01-01; weeks begin on Monday.
pub fn week_of_day(day: i32) -> i32 {
    (day + 3).div_euclid(7)
}

/// The ISO week, as `YYYY-Www`.
pub fn week_label(week: i32) -> String {
    let iso = date(week * 7 - 3).iso_week_date();
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

fn date(day: i32) -> Date {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.saturating_add(jiff::Span::new().try_days(day).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIRST: i64 = -3_000_000_000_000_000;
    const LAST: i64 = 3_000_000_000_000_000;

    proptest! {
        #[test]
        fn it_agrees_with_the_calendar(
            at in FIRST..LAST,
            name in prop::sample::select(vec![
                "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo",
                "Pacific/Apia", "America/St_Johns",
            ]),
        ) {
            let zone = Zone::new(name, FIRST, LAST).unwrap();
            let local = TimeZone::get(name).unwrap().to_datetime(Timestamp::from_microsecond(at).unwrap());
            let (day, until) = zone.day(at);
            prop_assert_eq!(day_label(day), local.date().to_string());
            let iso = local.date().iso_week_date();
            prop_assert_eq!(week_label(week_of_day(day)), format!("{:04}-W{:02}", iso.year(), iso.week()));
            prop_assert_eq!(i8::try_from(zone.hour(at)).unwrap(), local.hour());
            // Every moment before `until` is of the same day.
            prop_assert!(until > at);
            prop_assert_eq!(zone.day(until - 1).0, day);
        }
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        assert!(matches!(
            Zone::new("Mars/Olympus", 0, 1),
            Err(Error::Invalid(_))
        ));
    }
}
