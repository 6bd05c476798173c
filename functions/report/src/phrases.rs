//! Scores, shares and days in plain English.

use brief::number::signed;
use calendar::Days;
use jiff::civil::Date;

/// A score with its sign and two decimals: `+0.27`, `−0.05`, `0.00`.
pub(crate) fn score(value: f64) -> String {
    signed(value, 2)
}

/// A share between 0 and 1 in percent with one decimal: `18.3%`.
pub(crate) fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    match text.as_str() {
        "0.0" if share > 0.0 => "less than 0.1%".to_owned(),
        "100.0" if share < 1.0 => "more than 99.9%".to_owned(),
        _ => format!("{}%", text.strip_suffix(".0").unwrap_or(&text)),
    }
}

/// When: `on 9 November 2026`, `between 9 and 15 November 2026`.
pub(crate) fn when(days: &Days) -> String {
    let (first, last) = (days.first(), days.last());
    let end = last.strftime("%-d %B %Y");
    if first == last {
        return format!("on {end}");
    }
    let start = if first.year() != last.year() {
        first.strftime("%-d %B %Y").to_string()
    } else if first.month() != last.month() {
        first.strftime("%-d %B").to_string()
    } else {
        first.day().to_string()
    };
    format!("between {start} and {end}")
}

/// As many days before: `the 7 days before`, `the day before`.
pub(crate) fn days_before(days: &Days) -> String {
    match days.count() {
        1 => "the day before".to_owned(),
        count => format!("the {count} days before"),
    }
}

/// A day of the week and of the month: `Tuesday 10 November`.
pub(crate) fn weekday(day: Date) -> String {
    day.strftime("%A %-d %B").to_string()
}

#[cfg(test)]
mod tests {
    use calendar::Zone;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn shares() {
        assert_eq!(
            [0.0, 0.1834, 0.0001, 0.9999, 1.0].map(percent),
            ["0%", "18.3%", "less than 0.1%", "more than 99.9%", "100%"]
        );
    }

    #[test]
    fn days() {
        let when = |first, last| when(&Days::new(first, last, Zone::UTC).unwrap());
        assert_eq!(
            when(date(2026, 11, 9), date(2026, 11, 9)),
            "on 9 November 2026"
        );
        assert_eq!(
            when(date(2026, 11, 9), date(2026, 11, 15)),
            "between 9 and 15 November 2026"
        );
        assert_eq!(
            when(date(2026, 10, 30), date(2026, 11, 5)),
            "between 30 October and 5 November 2026"
        );
        assert_eq!(
            when(date(2025, 12, 30), date(2026, 1, 5)),
            "between 30 December 2025 and 5 January 2026"
        );
        assert_eq!(weekday(date(2026, 11, 10)), "Tuesday 10 November");
    }
}
