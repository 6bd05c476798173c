//! Cron expressions of five fields. croner reads them and walks the calendar; it never sees a zone, so what a change of
//! the clock does is ours to say.

use croner::{
    Cron,
    errors::CronError,
    parser::{CronParser, Seconds, Year},
};
use jiff::civil::{DateTime, date};

use crate::{Error, Rule, error::cut};

/// Fields in their order.
const FIELDS: [&str; 5] = [
    "minute",
    "hour",
    "day of the month",
    "month",
    "day of the week",
];
const MONTHS: &[&str] = &[
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const DAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// A cron expression that fires some day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    text: String,
    cron: Cron,
}

impl Expression {
    /// Reads an expression.
    pub fn new(text: &str) -> Result<Self, Error> {
        if text.len() > Rule::MAX_EXPRESSION {
            return Err(Error::LongExpression);
        }
        let fields: Vec<&str> = text.split_whitespace().collect();
        if fields.len() != FIELDS.len() {
            return Err(Error::Fields(fields.len()));
        }
        for (position, field) in fields.iter().enumerate() {
            check(position, field).map_err(|reason| Error::Field {
                field: FIELDS[position],
                text: cut(field),
                reason,
            })?;
        }
        let text = fields.join(" ");
        let cron = parse(&text).map_err(|_| Error::Fields(fields.len()))?;
        let expression = Self { text, cron };
        // The calendar repeats itself after 400 years. A search that finds nothing goes on to croner's last year.
        if expression
            .after(date(1999, 12, 31).at(23, 59, 0, 0))
            .is_none()
        {
            return Err(Error::Never(expression.text));
        }
        Ok(expression)
    }

    /// As it was written, with one blank between the fields.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first civil time strictly after another; `None` beyond the year 4999, where croner ends.
    pub fn after(&self, civil: DateTime) -> Option<DateTime> {
        // Nor does croner know years before the first.
        let from = civil.max(date(1, 1, 1).at(0, 0, 0, 0));
        self.cron.find_next_occurrence(&from, false).ok()
    }
}

fn parse(text: &str) -> Result<Cron, CronError> {
    let parser = CronParser::builder()
        .seconds(Seconds::Disallowed)
        .year(Year::Disallowed)
        .build();
    parser.parse(text)
}

/// What is wrong with a field. croner replaces names wherever they stand (`MON2` would be the 12th, and a minute may be
/// `FRI`) and passes over empty parts, so both are looked at before it; what else is wrong it says itself.
fn check(position: usize, field: &str) -> Result<(), String> {
    let upper = field.to_uppercase();
    for part in upper.split([',', '-', '/', '#']) {
        if part.is_empty() {
            return Err("a part of it is empty".to_owned());
        }
        if !part.contains(|c: char| c.is_alphabetic()) {
            continue;
        }
        let known = match position {
            2 => {
                let day = part.strip_suffix('W').unwrap_or(part);
                day == "L" || day.bytes().all(|byte| byte.is_ascii_digit())
            }
            3 => MONTHS.contains(&part),
            4 => {
                let day = part.strip_suffix('L').unwrap_or(part);
                day.bytes().all(|byte| byte.is_ascii_digit()) || DAYS.contains(&day)
            }
            _ => false,
        };
        if !known {
            return Err(format!("`{part}` has no meaning here"));
        }
    }
    if upper.contains(['+', '@']) || (upper.contains('?') && upper != "?") {
        return Err("it has a sign without a meaning here".to_owned());
    }
    // Alone among stars, so that croner's reason is this field's.
    let mut alone = ["*"; FIELDS.len()];
    alone[position] = &upper;
    parse(&alone.join(" "))
        .map(drop)
        .map_err(|error| match error {
            CronError::ComponentError(reason)
            | CronError::IllegalCharacters(reason)
            | CronError::InvalidPattern(reason) => reason.trim_end_matches('.').to_owned(),
            other => other.to_string(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first three times of 2026.
    fn runs(text: &str) -> Vec<String> {
        let expression = Expression::new(text).unwrap();
        let start = date(2025, 12, 31).at(23, 59, 0, 0);
        std::iter::successors(expression.after(start), |last| expression.after(*last))
            .take(3)
            .map(|run| run.strftime("%m-%d %H:%M").to_string())
            .collect()
    }

    #[test]
    fn five_fields_run_as_written() {
        let ten = ["01-01 00:00", "01-01 00:10", "01-01 00:20"];
        assert_eq!(runs("*/10 * * * *"), ten);
        let minutes = ["01-01 00:00", "01-01 00:01", "01-01 00:02"];
        assert_eq!(runs("* * * * *"), minutes);
        let days = ["01-01 08:30", "01-02 08:30", "01-05 08:30"];
        for text in ["30 8 * * MON-FRI", "30 8 * * mon-fri", " 30  8 ? * 1-5 "] {
            assert_eq!(runs(text), days, "{text}");
        }
        assert_eq!(
            runs("0 0 L * *"),
            ["01-31 00:00", "02-28 00:00", "03-31 00:00"]
        );
        assert_eq!(
            runs("0 9 LW * *"),
            ["01-30 09:00", "02-27 09:00", "03-31 09:00"]
        );
        assert_eq!(
            runs("0 9 * * FRI#2"),
            ["01-09 09:00", "02-13 09:00", "03-13 09:00"]
        );
        assert_eq!(
            runs("0 9 * * friL"),
            ["01-30 09:00", "02-27 09:00", "03-27 09:00"]
        );
        assert_eq!(runs("0 0 29 FEB *"), ["02-29 00:00"; 3]);
        assert_eq!(runs("0 9 * * SUN"), runs("0 9 * * 7"));
        assert_eq!(
            runs("0 9 * * FRI-SUN"),
            ["01-02 09:00", "01-03 09:00", "01-04 09:00"]
        );
        // Either day is enough.
        assert_eq!(
            runs("0 9 3 * MON"),
            ["01-03 09:00", "01-05 09:00", "01-12 09:00"]
        );
    }

    #[test]
    fn what_can_never_be_is_refused() {
        for text in [
            "0 0 31 2 *",
            "0 0 30 2 *",
            "0 0 31 4,6,9,11 *",
            "0 0 30 FEB ?",
        ] {
            let error = Expression::new(text).unwrap_err();
            assert_eq!(error, Error::Never(text.into()));
        }
        assert_eq!(
            Expression::new("0 0 31 2 *").unwrap_err().code(),
            "never_fires"
        );
    }

    #[test]
    fn another_number_of_fields_is_refused() {
        for (text, fields) in [
            ("", 0),
            ("L", 1),
            ("@daily", 1),
            ("0 0 * *", 4),
            ("0 */10 * * * *", 6),
            ("0 0 9 * * MON 2026", 7),
        ] {
            assert_eq!(Expression::new(text), Err(Error::Fields(fields)), "{text}");
        }
        let long = "1,".repeat(200);
        assert_eq!(Expression::new(&long), Err(Error::LongExpression));
    }

    #[test]
    fn nonsense_names_the_field_and_the_reason() {
        for (text, at) in [
            ("60 * * * *", "minute"),
            ("MON * * * *", "minute"),
            ("-1 * * * *", "minute"),
            ("*/0 * * * *", "minute"),
            ("1,,2 * * * *", "minute"),
            ("? * * * *", "minute"),
            ("0 24 * * *", "hour"),
            ("0 9-5 * * *", "hour"),
            ("0 ٣ * * *", "hour"),
            ("0 9 0 * *", "day of the month"),
            ("0 9 32 * *", "day of the month"),
            ("0 9 MON * *", "day of the month"),
            ("0 9 * 13 *", "month"),
            ("0 9 * JANFEB *", "month"),
            ("0 9 * L *", "month"),
            ("0 9 * * 8", "day of the week"),
            ("0 9 * * MON2", "day of the week"),
            ("0 9 * * FRIDAY", "day of the week"),
            ("0 9 1 * +MON", "day of the week"),
            ("0 9 * * MON#6", "day of the week"),
            ("@daily @daily * * *", "minute"),
            ("a b c d e", "minute"),
        ] {
            match Expression::new(text) {
                Err(Error::Field { field, reason, .. }) => {
                    assert_eq!(field, at, "{text}");
                    assert!(!reason.is_empty(), "{text}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
        assert_eq!(
            Expression::new("0 9 * JANFEB *").unwrap_err().to_string(),
            "the month `JANFEB` cannot be read: `JANFEB` has no meaning here"
        );
    }

    #[test]
    fn the_ends_of_time_are_no_surprise() {
        let daily = Expression::new("0 9 * * *").unwrap();
        assert_eq!(
            daily.after(DateTime::MIN),
            Some(date(1, 1, 1).at(9, 0, 0, 0))
        );
        assert_eq!(daily.after(DateTime::MAX), None);
    }
}
