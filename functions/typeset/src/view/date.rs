//! Days and zones in words, beyond what a language says of them.

use brief::Period;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The day of an instant in `zone`.
pub fn day_of(instant: Timestamp, zone: &TimeZone) -> Date {
    instant.to_zoned(zone.clone()).date()
}

/// How many days the period covers, at least one.
pub fn days_in(from: Date, to: Date) -> u64 {
    let days = from.duration_until(to).as_hours() / 24;
    u64::try_from(days).unwrap_or(0) + 1
}

/// The zone with how far it is from UTC: `Europe/Berlin (UTC+2, UTC+1)` where the clock changes in between.
pub fn zone_of(period: &Period, zone: &TimeZone) -> String {
    let offset = |day: Date| {
        let midnight = day.to_zoned(zone.clone()).ok()?;
        Some(midnight.offset().seconds())
    };
    let last = period.to.tomorrow().unwrap_or(period.to);
    let offsets = [offset(period.from), offset(last)];
    match offsets {
        [Some(0), Some(0)] if period.timezone == "UTC" => "UTC".to_owned(),
        [Some(first), Some(last)] if first != last => {
            format!("{} ({}, {})", period.timezone, utc(first), utc(last))
        }
        [Some(first), _] => format!("{} ({})", period.timezone, utc(first)),
        _ => period.timezone.clone(),
    }
}

/// `UTC+1`, `UTC−3:30`, `UTC`.
fn utc(seconds: i32) -> String {
    let sign = match seconds {
        0 => return "UTC".to_owned(),
        1.. => '+',
        _ => '−',
    };
    let minutes = seconds.abs() / 60;
    match minutes % 60 {
        0 => format!("UTC{sign}{}", minutes / 60),
        part => format!("UTC{sign}{}:{part:02}", minutes / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn both_ends_count() {
        assert_eq!(days_in(date(2026, 10, 1), date(2026, 10, 1)), 1);
        assert_eq!(days_in(date(2024, 1, 1), date(2024, 12, 31)), 366);
    }

    #[test]
    fn instants_are_shown_in_the_zone() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let instant: Timestamp = "2026-10-31T23:30:00Z".parse().unwrap();
        assert_eq!(day_of(instant, &zone), date(2026, 11, 1));
    }

    #[test]
    fn a_zone_says_how_far_it_is_from_utc() {
        let of = |name: &str, from, to| {
            let period = Period {
                from,
                to,
                timezone: name.to_owned(),
            };
            zone_of(&period, &TimeZone::get(name).unwrap())
        };
        let (first, last) = (date(2026, 10, 1), date(2026, 10, 31));
        assert_eq!(
            of("Europe/Berlin", first, last),
            "Europe/Berlin (UTC+2, UTC+1)"
        );
        assert_eq!(of("Asia/Kolkata", first, last), "Asia/Kolkata (UTC+5:30)");
        assert_eq!(
            of("America/Phoenix", first, last),
            "America/Phoenix (UTC−7)"
        );
        assert_eq!(of("UTC", first, last), "UTC");
        assert_eq!(of("Europe/London", last, last), "Europe/London (UTC)");
    }
}
