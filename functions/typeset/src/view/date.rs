//! Days and periods in words.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The period, both ends included: `1–31 October 2026`.
pub fn period(from: Date, to: Date) -> String {
    let end = to.strftime("%-d %B %Y");
    if from == to {
        end.to_string()
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{}–{end}", from.day())
    } else if from.year() == to.year() {
        format!("{} – {end}", from.strftime("%-d %B"))
    } else {
        format!("{} – {end}", from.strftime("%-d %B %Y"))
    }
}

/// A day on an axis: `3 Oct`.
pub fn short(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

/// A month on an axis: `Oct 2026`.
pub fn month(day: Date) -> String {
    day.strftime("%b %Y").to_string()
}

/// A month among the weeks of an axis: `Oct`.
pub fn month_name(day: Date) -> String {
    day.strftime("%b").to_string()
}

/// The day of an instant in `zone`: `3 Oct 2026`.
pub fn day_of(instant: Timestamp, zone: &TimeZone) -> String {
    let local = instant.to_zoned(zone.clone());
    local.strftime("%-d %b %Y").to_string()
}

/// An instant in `zone` to the minute: `1 November 2026, 08:00 CET`.
pub fn moment(instant: Timestamp, zone: &TimeZone) -> String {
    let local = instant.to_zoned(zone.clone());
    local.strftime("%-d %B %Y, %H:%M %Z").to_string()
}

/// How many days the period covers, at least one.
pub fn days_in(from: Date, to: Date) -> u64 {
    let days = from.duration_until(to).as_hours() / 24;
    u64::try_from(days).unwrap_or(0) + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_period_repeats_nothing() {
        assert_eq!(
            period(date(2026, 10, 1), date(2026, 10, 1)),
            "1 October 2026"
        );
        assert_eq!(
            period(date(2026, 10, 1), date(2026, 10, 31)),
            "1–31 October 2026"
        );
        assert_eq!(
            period(date(2026, 9, 28), date(2026, 10, 4)),
            "28 September – 4 October 2026"
        );
        assert_eq!(
            period(date(2025, 12, 29), date(2026, 1, 4)),
            "29 December 2025 – 4 January 2026"
        );
    }

    #[test]
    fn both_ends_count() {
        assert_eq!(days_in(date(2026, 10, 1), date(2026, 10, 1)), 1);
        assert_eq!(days_in(date(2024, 1, 1), date(2024, 12, 31)), 366);
    }

    #[test]
    fn instants_are_shown_in_the_zone() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let instant: Timestamp = "2026-10-31T23:30:00Z".parse().unwrap();
        assert_eq!(day_of(instant, &zone), "1 Nov 2026");
        assert_eq!(moment(instant, &zone), "1 November 2026, 00:30 CET");
    }
}
