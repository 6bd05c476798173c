//! A time zone that exists: what its clocks say, and when its days begin.

use std::fmt;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use crate::Error;

/// An IANA time zone that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(TimeZone);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// Looks a zone up by its IANA name.
    pub fn new(name: &str) -> Result<Self, Error> {
        let unknown = || Error::UnknownZone(name.to_owned());
        let zone = TimeZone::get(name).map_err(|_| unknown())?;
        zone.iana_name().ok_or_else(unknown)?;
        Ok(Self(zone))
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The same zone for jiff.
    pub fn time_zone(&self) -> &TimeZone {
        &self.0
    }

    /// The instant of a local time. A time that a change of the clock skips is taken as much later as the gap is
    /// long, one that occurs twice is the earlier of both (jiff's "compatible", what RFC 5545 asks for).
    pub fn instant(&self, local: DateTime) -> Option<Timestamp> {
        self.0.to_ambiguous_timestamp(local).compatible().ok()
    }

    /// The calendar day an instant falls on here.
    pub fn day_of(&self, instant: Timestamp) -> Date {
        self.0.to_datetime(instant).date()
    }

    /// The first instant of a calendar day: midnight, or, where the clock skips midnight, the moment of the change.
    pub fn start_of(&self, day: Date) -> Result<Timestamp, Error> {
        let midnight = self.0.to_ambiguous_timestamp(day.at(0, 0, 0, 0));
        let skipped = midnight.is_ambiguous() && {
            let earlier = midnight.earlier().map_err(|_| Error::OutOfRange)?;
            let later = midnight.later().map_err(|_| Error::OutOfRange)?;
            self.day_of(earlier) < day && self.day_of(later) >= day
        };
        let midnight = midnight.compatible().map_err(|_| Error::OutOfRange)?;
        if !skipped {
            return Ok(midnight);
        }
        // A gap around midnight (Toronto 1919: 23:30 became 00:30) puts `compatible` behind the change: ask for the change.
        let just_after = midnight + jiff::SignedDuration::from_nanos(1);
        Ok(self
            .0
            .preceding(just_after)
            .next()
            .map_or(midnight, |change| change.timestamp()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl TryFrom<String> for Zone {
    type Error = Error;
    fn try_from(name: String) -> Result<Self, Error> {
        Self::new(&name)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};
    use proptest::prelude::*;

    use super::*;

    fn start(zone: &str, day: Date) -> String {
        Zone::new(zone).unwrap().start_of(day).unwrap().to_string()
    }

    #[test]
    fn a_day_begins_at_midnight_or_where_the_clock_lands_past_it() {
        assert_eq!(start("UTC", date(2026, 3, 29)), "2026-03-29T00:00:00Z");
        assert_eq!(
            start("Europe/Berlin", date(2026, 3, 30)),
            "2026-03-29T22:00:00Z"
        );
        // 00:00 was skipped: the day began at 01:00.
        assert_eq!(
            start("America/Sao_Paulo", date(2018, 11, 4)),
            "2018-11-04T03:00:00Z"
        );
        // 23:30 became 00:30: the day began at 00:30, not at 01:00.
        assert_eq!(
            start("America/Toronto", date(1919, 3, 31)),
            "1919-03-31T04:30:00Z"
        );
        // A day the island never had: it is as long as nothing, and begins where the next one does.
        assert_eq!(
            start("Pacific/Apia", date(2011, 12, 30)),
            start("Pacific/Apia", date(2011, 12, 31))
        );
    }

    #[test]
    fn gaps_move_on_and_folds_take_the_first() {
        let berlin = Zone::new("Europe/Berlin").unwrap();
        let at = |hour, month, day| {
            berlin
                .instant(datetime(2026, month, day, hour, 30, 0, 0))
                .unwrap()
                .to_string()
        };
        assert_eq!(at(12, 1, 5), "2026-01-05T11:30:00Z");
        assert_eq!(at(2, 3, 29), "2026-03-29T01:30:00Z"); // 02:30 does not exist: read as 03:30 summer time
        assert_eq!(at(2, 10, 25), "2026-10-25T00:30:00Z"); // 02:30 occurs twice: the first, summer time
    }

    #[test]
    fn names() {
        assert_eq!(
            Zone::new("Mars/Olympus"),
            Err(Error::UnknownZone("Mars/Olympus".into()))
        );
        assert!(Zone::new("").is_err() && Zone::new("+02:00").is_err());
        assert_eq!(serde_json::to_string(&Zone::UTC).unwrap(), "\"UTC\"");
        assert_eq!(
            serde_json::from_str::<Zone>("\"Asia/Kolkata\"")
                .unwrap()
                .name(),
            "Asia/Kolkata"
        );
    }

    proptest! {
        #[test]
        fn the_first_instant_is_in_the_day_and_the_one_before_is_not(
            zone in prop::sample::select(&["Europe/Berlin", "America/Sao_Paulo", "America/Havana", "Asia/Beirut",
                "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu", "UTC", "America/New_York"][..]),
            days in 0i64..36_525,
        ) {
            let zone = Zone::new(zone).unwrap();
            let day = date(1970, 1, 1) + jiff::Span::new().days(days);
            let start = zone.start_of(day).unwrap();
            prop_assert_eq!(zone.day_of(start), day);
            prop_assert_eq!(zone.day_of(start - jiff::SignedDuration::from_nanos(1)), day.yesterday().unwrap());
        }
    }
}
