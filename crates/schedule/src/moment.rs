//! From a planned civil time to the moment it fires.

use calendar::Zone;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::AmbiguousOffset,
};

/// When a planned time fires: at the first moment at which the zone's clock shows it or a later time. So a time that
/// exists twice fires the first time, and one that does not exist at the first that does. `None` beyond the end of time.
///
/// Later planned times never fire earlier, which all else here rests on.
pub fn first(zone: &Zone, planned: DateTime) -> Option<Timestamp> {
    let ambiguous = zone.time_zone().to_ambiguous_timestamp(planned);
    let AmbiguousOffset::Gap { after, .. } = ambiguous.offset() else {
        return ambiguous.compatible().ok();
    };
    // jiff's own answer lies as far behind the change as the time lies in the gap: ask for the change itself.
    let behind = ambiguous.compatible().ok()?;
    let until = behind.checked_add(SignedDuration::from_nanos(1)).ok()?;
    let mut changes = zone.time_zone().preceding(until);
    let change = changes.find(|change| change.offset() == after)?;
    Some(change.timestamp())
}

/// Whether the calendar of a zone has a day: Apia went from 29 to 31 December 2011.
pub fn has_day(zone: &Zone, day: Date) -> bool {
    let Ok(next) = day.tomorrow() else {
        return true;
    };
    zone.start_of(day) != zone.start_of(next)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn fires(zone: &str, planned: &str) -> String {
        let zone = Zone::new(zone).unwrap();
        first(&zone, planned.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn what_does_not_exist_fires_at_the_first_moment_that_does() {
        for time in ["02:00", "02:30", "02:59", "03:00"] {
            let planned = format!("2026-03-29T{time}");
            assert_eq!(fires("Europe/Berlin", &planned), "2026-03-29T01:00:00Z");
        }
        // Midnight itself does not exist.
        assert_eq!(
            fires("America/Santiago", "2026-09-06T00:00"),
            "2026-09-06T04:00:00Z"
        );
        assert_eq!(
            fires("Africa/Cairo", "2026-04-24T00:30"),
            "2026-04-23T22:00:00Z"
        );
        // Half an hour is skipped, from 02:00 to 02:30.
        assert_eq!(
            fires("Australia/Lord_Howe", "2026-10-04T02:15"),
            "2026-10-03T15:30:00Z"
        );
        // The gap begins on one day and ends with it.
        assert_eq!(
            fires("America/Nuuk", "2026-03-28T23:30"),
            "2026-03-29T01:00:00Z"
        );
        // A whole day.
        assert_eq!(
            fires("Pacific/Apia", "2011-12-30T10:00"),
            "2011-12-30T10:00:00Z"
        );
    }

    #[test]
    fn what_exists_twice_fires_the_first_time() {
        assert_eq!(
            fires("Europe/Berlin", "2026-10-25T02:30"),
            "2026-10-25T00:30:00Z"
        );
        assert_eq!(
            fires("Europe/Berlin", "2026-10-25T03:00"),
            "2026-10-25T02:00:00Z"
        );
        assert_eq!(
            fires("Australia/Lord_Howe", "2026-04-05T01:45"),
            "2026-04-04T14:45:00Z"
        );
        assert_eq!(
            fires("America/Santiago", "2026-04-04T23:30"),
            "2026-04-05T02:30:00Z"
        );
    }

    #[test]
    fn a_day_may_be_missing() {
        let apia = Zone::new("Pacific/Apia").unwrap();
        assert!(has_day(&apia, date(2011, 12, 29)));
        assert!(!has_day(&apia, date(2011, 12, 30)));
        assert!(has_day(&apia, date(2011, 12, 31)));
        // A day that lost its last hour, and one that lost its first.
        let nuuk = Zone::new("America/Nuuk").unwrap();
        assert!(has_day(&nuuk, date(2026, 3, 28)) && has_day(&nuuk, date(2026, 3, 29)));
        assert!(has_day(&nuuk, Date::MAX));
    }
}
