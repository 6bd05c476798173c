//! How numbers and dates are written in a language.

use jiff::{Zoned, civil::Date};

/// How numbers and dates are written.
pub struct Style {
    /// Between whole and parts.
    pub decimal: &'static str,
    /// Between groups of three digits.
    pub group: &'static str,
    /// The smallest number whose digits are grouped.
    pub grouped_from: u64,
    /// Behind a percentage, with its blank if there is one.
    pub percent: &'static str,
    /// The months in full.
    pub months: [&'static str; 12],
    /// The months on axes.
    pub short_months: [&'static str; 12],
    /// The days of the week, Monday first.
    pub weekdays: [&'static str; 7],
    /// A day of the month before the name of the month.
    pub ordinal: fn(i8) -> String,
    /// Between a day and its month.
    pub of_month: &'static str,
    /// Between a month and its year.
    pub of_year: &'static str,
}

impl Style {
    /// Digits in groups of three: `12,480`.
    pub fn grouped(&self, value: u64) -> String {
        let digits = value.to_string();
        if value < self.grouped_from {
            return digits;
        }
        let mut text = String::with_capacity(digits.len() * 2);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(self.group);
            }
            text.push(digit);
        }
        text
    }

    /// With so many decimals and no sign: `0.27`.
    pub fn decimals(&self, value: f64, digits: usize) -> String {
        format!("{:.digits$}", value.abs()).replace('.', self.decimal)
    }

    /// With a sign, a real minus, and so many decimals: `+0.27`, `−0.05`, and `0.00` for what rounds to nothing.
    pub fn signed(&self, value: f64, digits: usize) -> String {
        let size = self.decimals(value, digits);
        if is_zero(&size) {
            size
        } else if value < 0.0 {
            format!("−{size}")
        } else {
            format!("+{size}")
        }
    }

    /// A score as it stands in texts and tables: two decimals.
    pub fn score(&self, value: f64) -> String {
        self.signed(value, 2)
    }

    /// A share between 0 and 1 in percent with one decimal: `18.3%`. What is not quite nothing or not quite everything
    /// never shows as `0%` or `100%`.
    pub fn percent(&self, share: f64) -> String {
        let percent = self.percent;
        let text = self.decimals(share * 100.0, 1);
        let (none, all) = (is_zero(&text), share * 100.0 >= 99.95);
        match share {
            _ if none && share > 0.0 => format!("<{}{percent}", self.decimals(0.1, 1)),
            _ if none => format!("0{percent}"),
            _ if all && share < 1.0 => format!(">{}{percent}", self.decimals(99.9, 1)),
            1.0 => format!("100{percent}"),
            _ => format!("{text}{percent}"),
        }
    }

    /// A day: `9 November 2026`.
    pub fn day(&self, day: Date) -> String {
        format!("{}{}{}", self.day_month(day), self.of_year, day.year())
    }

    /// A day of a year that is known: `9 November`.
    pub fn day_month(&self, day: Date) -> String {
        let month = name(&self.months, day.month());
        format!("{}{}{month}", (self.ordinal)(day.day()), self.of_month)
    }

    /// A day on an axis: `9 Nov`.
    pub fn short(&self, day: Date) -> String {
        let month = self.month_name(day);
        format!("{}\u{a0}{month}", (self.ordinal)(day.day()))
    }

    /// A day in a table: `9 Nov 2026`.
    pub fn short_day(&self, day: Date) -> String {
        format!("{} {}", self.short(day), day.year())
    }

    /// A month on an axis: `Nov 2026`.
    pub fn month(&self, day: Date) -> String {
        format!("{} {}", self.month_name(day), day.year())
    }

    /// A month among the weeks of an axis: `Nov`.
    pub fn month_name(&self, day: Date) -> &'static str {
        name(&self.short_months, day.month())
    }

    /// A day of the week: `Tuesday`.
    pub fn weekday(&self, day: Date) -> &'static str {
        name(&self.weekdays, day.weekday().to_monday_one_offset())
    }

    /// A period, both ends included: `1–31 October 2026`.
    pub fn period(&self, from: Date, to: Date) -> String {
        let end = self.day(to);
        if from == to {
            end
        } else if (from.year(), from.month()) == (to.year(), to.month()) {
            format!("{}–{end}", (self.ordinal)(from.day()))
        } else if from.year() == to.year() {
            format!("{} – {end}", self.day_month(from))
        } else {
            format!("{} – {end}", self.day(from))
        }
    }

    /// The first day of a period, without what its last day repeats.
    pub fn start(&self, from: Date, to: Date) -> String {
        if from.year() != to.year() {
            self.day(from)
        } else if from.month() != to.month() {
            self.day_month(from)
        } else {
            (self.ordinal)(from.day())
        }
    }

    /// An instant to the minute with its zone: `1 November 2026, 08:00 CET`.
    pub fn moment(&self, instant: &Zoned) -> String {
        format!(
            "{}, {}",
            self.day(instant.date()),
            instant.strftime("%H:%M %Z")
        )
    }
}

/// Whether a formatted number shows zero.
pub fn is_zero(text: &str) -> bool {
    !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// A name counted from one.
fn name(names: &[&'static str], number: i8) -> &'static str {
    usize::try_from(number - 1)
        .ok()
        .and_then(|index| names.get(index).copied())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date, tz::TimeZone};

    use crate::Language::{De, En, Es, Fr, Pt};

    #[test]
    fn numbers_are_written_as_the_language_does() {
        let grouped =
            |value| [En, De, Fr, Es, Pt].map(|language| language.words().style.grouped(value));
        assert_eq!(grouped(0), ["0"; 5]);
        assert_eq!(
            grouped(1_234),
            ["1,234", "1.234", "1\u{202f}234", "1234", "1.234"]
        );
        assert_eq!(
            grouped(1_234_567),
            [
                "1,234,567",
                "1.234.567",
                "1\u{202f}234\u{202f}567",
                "1.234.567",
                "1.234.567"
            ]
        );
        let percents = [En, De, Fr, Es, Pt].map(|language| language.words().style.percent(0.183));
        assert_eq!(
            percents,
            [
                "18.3%",
                "18,3\u{a0}%",
                "18,3\u{202f}%",
                "18,3\u{a0}%",
                "18,3%"
            ]
        );
    }

    #[test]
    fn signs_are_shown_except_on_zero_and_shares_are_not_rounded_to_none_or_all() {
        let style = En.words().style;
        let signed = [0.274, -0.05, -0.004].map(|value| style.score(value));
        assert_eq!(signed, ["+0.27", "−0.05", "0.00"]);
        assert_eq!(De.words().style.score(-0.05), "−0,05");
        let percents = [0.0, 0.1834, 0.0001, 0.9999, 1.0].map(|share| style.percent(share));
        assert_eq!(percents, ["0%", "18.3%", "<0.1%", ">99.9%", "100%"]);
    }

    #[test]
    fn a_period_repeats_nothing() {
        let of =
            |from, to| [En, De, Fr, Es, Pt].map(|language| language.words().style.period(from, to));
        assert_eq!(
            of(date(2026, 11, 9), date(2026, 11, 15)),
            [
                "9–15 November 2026",
                "9.–15. November 2026",
                "9–15 novembre 2026",
                "9–15 de noviembre de 2026",
                "9–15 de novembro de 2026"
            ]
        );
        assert_eq!(
            of(date(2026, 10, 1), date(2026, 10, 31))[2..],
            [
                "1er–31 octobre 2026",
                "1–31 de octubre de 2026",
                "1º–31 de outubro de 2026"
            ]
        );
        let style = De.words().style;
        assert_eq!(
            style.period(date(2026, 10, 1), date(2026, 10, 1)),
            "1. Oktober 2026"
        );
        assert_eq!(
            style.period(date(2026, 9, 28), date(2026, 10, 4)),
            "28. September – 4. Oktober 2026"
        );
        assert_eq!(
            style.period(date(2025, 12, 29), date(2026, 1, 4)),
            "29. Dezember 2025 – 4. Januar 2026"
        );
    }

    #[test]
    fn days_and_instants() {
        let day = date(2026, 11, 10);
        let short = [En, De, Fr, Es, Pt].map(|language| language.words().style.short(day));
        let expected = ["10 Nov", "10. Nov.", "10 nov.", "10 nov", "10 nov."];
        assert_eq!(short.map(|text| text.replace('\u{a0}', " ")), expected);
        assert_eq!(En.words().style.weekday(day), "Tuesday");
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let instant: Timestamp = "2026-10-31T23:30:00Z".parse().unwrap();
        let moment = En.words().style.moment(&instant.to_zoned(zone));
        assert_eq!(moment, "1 November 2026, 00:30 CET");
    }
}
