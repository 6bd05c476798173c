//! The days a request asks for, as its query spells them.

use jiff::{Timestamp, civil::Date};

use crate::{Days, Error, Zone};

/// What a query says about days: each part may be missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The first day, `YYYY-MM-DD`.
    pub start_date: Option<&'a str>,
    /// The last day, `YYYY-MM-DD`, itself included.
    pub end_date: Option<&'a str>,
    /// An IANA time zone; missing means UTC.
    pub timezone: Option<&'a str>,
}

/// The days meant when a query leaves a date out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unset {
    /// This many days, today included.
    UpToToday(u32),
    /// This many days that are over.
    BeforeToday(u32),
}

impl Asked<'_> {
    /// The zone asked for.
    pub fn zone(&self) -> Result<Zone, Error> {
        self.timezone.map_or(Ok(Zone::UTC), Zone::new)
    }

    /// The days asked for. A missing end is today (or yesterday), a missing start as far before the end as `unset` says.
    pub fn days(&self, unset: Unset, now: Timestamp) -> Result<Days, Error> {
        let zone = self.zone()?;
        let (start, end) = self.dates()?;
        let (default, count) = match unset {
            Unset::UpToToday(count) => (Days::up_to_today(1, now, zone.clone())?, count),
            Unset::BeforeToday(count) => (Days::before_today(1, now, zone.clone())?, count),
        };
        match (start, end) {
            (Some(first), Some(last)) => Days::new(first, last, zone),
            // A start after the default end is taken by its word: that one day.
            (Some(first), None) => Days::new(first, default.last().max(first), zone),
            (None, end) => Days::ending(end.unwrap_or(default.last()), count, zone),
        }
    }

    /// The bounds asked for, for a list that has none by itself: from the start of the first day, before the end of
    /// the last.
    pub fn bounds(&self) -> Result<(Option<Timestamp>, Option<Timestamp>), Error> {
        let zone = self.zone()?;
        let (start, end) = self.dates()?;
        if let (Some(first), Some(last)) = (start, end)
            && first > last
        {
            return Err(Error::Swapped { first, last });
        }
        let after = |day: Date| zone.start_of(day.tomorrow().map_err(|_| Error::OutOfRange)?);
        Ok((
            start.map(|day| zone.start_of(day)).transpose()?,
            end.map(after).transpose()?,
        ))
    }

    fn dates(&self) -> Result<(Option<Date>, Option<Date>), Error> {
        Ok((
            date("start_date", self.start_date)?,
            date("end_date", self.end_date)?,
        ))
    }
}

fn date(field: &'static str, text: Option<&str>) -> Result<Option<Date>, Error> {
    let parse = |text: &str| {
        let strict = text.len() == 10 && text.as_bytes()[4] == b'-';
        let day = text.parse::<Date>().ok().filter(|_| strict);
        let day = day.ok_or_else(|| Error::NoDate {
            field,
            text: text.chars().take(40).collect(),
        })?;
        // There was no year 0, and databases differ in what they make of it.
        if day.year() < 1 {
            return Err(Error::OutOfRange);
        }
        Ok(day)
    };
    text.map(parse).transpose()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    const NOW: &str = "2026-11-20T12:00:00Z";

    /// The days between two dates; `-` stands for one that is missing.
    fn days(start: &str, end: &str) -> Result<(Date, Date), Error> {
        let asked = Asked {
            start_date: Some(start).filter(|date| *date != "-"),
            end_date: Some(end).filter(|date| *date != "-"),
            timezone: None,
        };
        asked
            .days(Unset::UpToToday(30), NOW.parse().unwrap())
            .map(|days| (days.first(), days.last()))
    }

    #[test]
    fn what_is_missing_is_filled_in() {
        let (first, last) = (day(2026, 5, 1), day(2026, 5, 31));
        assert_eq!(days("2026-05-01", "2026-05-31"), Ok((first, last)));
        assert_eq!(days("-", "-"), Ok((day(2026, 10, 22), day(2026, 11, 20))));
        assert_eq!(days("-", "2026-05-31"), Ok((day(2026, 5, 2), last)));
        assert_eq!(days("2026-05-01", "-"), Ok((first, day(2026, 11, 20))));
        assert_eq!(
            days("2027-01-01", "-"),
            Ok((day(2027, 1, 1), day(2027, 1, 1)))
        );
        let full = Asked::default()
            .days(Unset::BeforeToday(7), NOW.parse().unwrap())
            .unwrap();
        assert_eq!(
            (full.first(), full.last()),
            (day(2026, 11, 13), day(2026, 11, 19))
        );
    }

    #[test]
    fn what_is_wrong_names_its_field() {
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-02-30",
            "20260501",
            "2026-05-01T00:00",
            "2026-5-1",
        ] {
            let error = days(text, "2026-05-31").unwrap_err();
            assert_eq!(
                (error.code(), error.field()),
                ("invalid_date", "start_date"),
                "{text}"
            );
        }
        assert_eq!(
            days("2026-05-01", "31.05.2026").unwrap_err().field(),
            "end_date"
        );
        assert_eq!(
            days("2026-05-02", "2026-05-01").unwrap_err().code(),
            "swapped_dates"
        );
        assert_eq!(
            days("0000-12-31", "0001-01-01").unwrap_err(),
            Error::OutOfRange
        );
        for timezone in ["Berlin", ""] {
            let asked = Asked {
                timezone: Some(timezone),
                ..Asked::default()
            };
            assert_eq!(asked.bounds().unwrap_err().field(), "timezone");
        }
    }

    #[test]
    fn bounds_are_open_where_nothing_is_asked() {
        assert_eq!(Asked::default().bounds(), Ok((None, None)));
        let asked = Asked {
            end_date: Some("2026-03-29"),
            timezone: Some("Europe/Berlin"),
            ..Asked::default()
        };
        assert_eq!(
            asked.bounds(),
            Ok((None, Some("2026-03-29T22:00:00Z".parse().unwrap())))
        );
    }
}
