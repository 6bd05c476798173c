//! Dates that are plain numbers: only where a column is known to hold dates, as any number could be one.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{Day, Reading};

/// The day that spreadsheets count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Serials {
    /// 30 December 1899.
    #[default]
    Since1900,
    /// 1 January 1904, as old workbooks of the Mac do.
    Since1904,
}

impl Serials {
    fn first(self) -> Date {
        match self {
            Self::Since1900 => Date::constant(1899, 12, 30),
            Self::Since1904 => Date::constant(1904, 1, 1),
        }
    }
}

/// Numbers that stand for moments between 1990 and 2100: seconds since 1970, and parts of them.
const SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// The date that a number stands for. Its size tells which kind of number it is: days of a spreadsheet, seconds,
/// milliseconds, microseconds or nanoseconds since 1970, or digits such as `20240301` and `20240301100500`.
pub(super) fn read(text: &str, serials: Serials) -> Option<Reading> {
    let text = text.trim();
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !(5..=19).contains(&whole.len()) || !digits(whole) || !digits(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let rest = format!("0.{fraction}0").parse::<f64>().ok()?;
    if whole.len() == 5 {
        return serial(number, rest, serials);
    }
    let scale = [1, 1_000, 1_000_000, 1_000_000_000]
        .into_iter()
        .find(|scale| SECONDS.contains(&(number / scale)));
    if let Some(scale) = scale {
        let nanos = i128::from(number) * i128::from(1_000_000_000 / scale);
        let nanos = if scale == 1 {
            nanos + part(rest, 1_000_000_000.0)
        } else {
            nanos
        };
        let at = Timestamp::from_nanosecond(nanos).ok()?;
        return Some(of(at.to_zoned(TimeZone::UTC).datetime(), Some(0)));
    }
    compact(whole).filter(|_| fraction.is_empty())
}

/// A part of a day or second in whole units.
fn part(rest: f64, units: f64) -> i128 {
    #[expect(clippy::cast_possible_truncation, reason = "it is below the units")]
    let whole = (rest * units).round() as i128;
    whole
}

/// Days of a spreadsheet, rounded to the second.
fn serial(days: i64, rest: f64, serials: Serials) -> Option<Reading> {
    let seconds = days.checked_mul(86_400)? + i64::try_from(part(rest, 86_400.0)).ok()?;
    let first = serials.first().to_datetime(jiff::civil::Time::midnight());
    let at = first.checked_add(SignedDuration::from_secs(seconds)).ok()?;
    (1990..2100).contains(&at.year()).then(|| of(at, None))
}

/// `20240301`, `202403011005` or `20240301100500`.
fn compact(digits: &str) -> Option<Reading> {
    if !matches!(digits.len(), 8 | 12 | 14) {
        return None;
    }
    let two = |at: usize| {
        digits
            .get(at..at + 2)
            .map_or(Some(0), |two| two.parse::<i8>().ok())
    };
    let year: i16 = digits[..4].parse().ok()?;
    let at = DateTime::new(year, two(4)?, two(6)?, two(8)?, two(10)?, two(12)?, 0).ok()?;
    (1990..2100).contains(&year).then(|| of(at, None))
}

fn of(at: DateTime, offset: Option<i32>) -> Reading {
    Reading {
        day: Day::Known(at.date()),
        time: at.time(),
        offset,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Zone;

    fn utc(text: &str, serials: Serials) -> Option<String> {
        let at = read(text, serials)?.instant(None, &Zone::UTC).ok()?;
        Some(at.to_string())
    }

    #[test]
    fn the_size_tells_what_is_counted() {
        for (text, expected) in [
            ("1640995200", "2022-01-01T00:00:00Z"),
            ("1640995200.25", "2022-01-01T00:00:00.25Z"),
            ("1640995200000", "2022-01-01T00:00:00Z"),
            ("1640995200000000", "2022-01-01T00:00:00Z"),
            ("1640995200000000000", "2022-01-01T00:00:00Z"),
            ("41181", "2012-09-29T00:00:00Z"),
            ("41181.75", "2012-09-29T18:00:00Z"),
            ("45352,4201388889", "2024-03-01T10:05:00Z"),
            ("20240301", "2024-03-01T00:00:00Z"),
            ("20240301100500", "2024-03-01T10:05:00Z"),
        ] {
            assert_eq!(
                utc(text, Serials::Since1900).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        assert_eq!(
            utc("41181", Serials::Since1904).as_deref(),
            Some("2016-09-30T00:00:00Z")
        );
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in [
            "",
            "10042",
            "99999",
            "2026",
            "-41181",
            "5000000000",
            "20241301",
            "4e4",
            "1.5.2",
            "123456789",
        ] {
            assert_eq!(utc(text, Serials::Since1900), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9.,]{0,24}") {
            let _ = utc(&text, Serials::Since1904);
        }
    }
}
