//! Dates as exports write them: read in one pass, placed in time once order and zone are known.

mod evidence;
mod months;
mod number;
mod read;
mod words;

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Time},
};
use serde::{Deserialize, Serialize};

use crate::Zone;
pub use evidence::DateOrderFinding;
pub(crate) use evidence::Evidence;
pub use number::Serials;

/// Years that are believed.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2100;

/// Which number comes first in dates such as `3/4/26`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// In none of the known layouts.
    #[error("not a date in a known layout")]
    Unreadable,
    /// Such as 31 February, or 25 o'clock.
    #[error("there is no such day or time")]
    NoSuchDay,
    /// Before 1970 or after 2100.
    #[error("the year is not between 1970 and 2100")]
    OutOfRange,
    /// Day and month cannot be told apart and no order was decided.
    #[error("day and month cannot be told apart")]
    Ambiguous,
    /// Only readable in the order the rest of the file does not have.
    #[error("day and month are the other way round than in the rest of the file")]
    OtherOrder,
}

/// A date that was read but not yet placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    day: Day,
    time: Time,
    /// Seconds east of UTC, if the text says.
    offset: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Known(Date),
    /// Two numbers, one of them the day, the other the month.
    Pair {
        first: i8,
        second: i8,
        year: i16,
    },
}

impl Reading {
    /// Reads a date with or without a time: `2/Jan/06 3:04 PM` and the like with short or full month names, `Jan 2, 2006`,
    /// `2006-01-02 15:04:05`, ISO 8601 with fractions and offset, mail's and `ctime`'s, `2006年1月2日 午後3:04`, and numeric
    /// days and months in either order. Words are those of the languages in `months` and `words`.
    pub fn new(text: &str) -> Result<Self, DateError> {
        read::read(text)
    }

    /// The time of a text that is a clock's and nothing else.
    pub(crate) fn clock(text: &str) -> Option<Time> {
        read::clock(text)
    }

    /// The same for a text of a column that holds dates, where also a number is one.
    pub fn in_column(text: &str, serials: Serials) -> Result<Self, DateError> {
        Self::new(text).or_else(|reason| number::read(text, serials).ok_or(reason))
    }

    /// The local date and time, the order given.
    fn local(self, order: Option<DateOrder>) -> Result<DateTime, DateError> {
        let date = match self.day {
            Day::Known(date) => date,
            Day::Pair {
                first,
                second,
                year,
            } => {
                let (day, month) = match order {
                    Some(DateOrder::DayFirst) => (first, second),
                    Some(DateOrder::MonthFirst) => (second, first),
                    None if first > 12 || first == second => (first, second),
                    None if second > 12 => (second, first),
                    None => return Err(DateError::Ambiguous),
                };
                if month > 12 {
                    return Err(DateError::OtherOrder);
                }
                Date::new(year, month, day).map_err(|_| DateError::NoSuchDay)?
            }
        };
        if YEARS.contains(&date.year()) {
            Ok(date.to_datetime(self.time))
        } else {
            Err(DateError::OutOfRange)
        }
    }

    /// The instant, given the file's order and the upload's zone; a zone in the text wins over the upload's.
    pub fn instant(self, order: Option<DateOrder>, zone: &Zone) -> Result<Timestamp, DateError> {
        let local = self.local(order)?;
        match self.offset {
            None => zone.instant(local).ok_or(DateError::OutOfRange),
            Some(seconds) => local
                .checked_sub(SignedDuration::from_secs(i64::from(seconds)))
                .ok()
                .and_then(|utc| Zone::UTC.instant(utc))
                .ok_or(DateError::OutOfRange),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, order: Option<DateOrder>) -> Result<String, DateError> {
        Reading::new(text)?
            .instant(order, &Zone::UTC)
            .map(|at| at.to_string())
    }

    #[test]
    fn an_order_decides_and_contradicting_it_is_told() {
        assert_eq!(at("3/4/26", None), Err(DateError::Ambiguous));
        assert_eq!(
            at("3/4/26", Some(DateOrder::DayFirst)).unwrap(),
            "2026-04-03T00:00:00Z"
        );
        assert_eq!(
            at("3/4/26", Some(DateOrder::MonthFirst)).unwrap(),
            "2026-03-04T00:00:00Z"
        );
        assert_eq!(
            at("13/4/26", Some(DateOrder::MonthFirst)),
            Err(DateError::OtherOrder)
        );
        assert_eq!(at("5/5/26", None).unwrap(), "2026-05-05T00:00:00Z");
        assert_eq!(
            at("31/2/26", Some(DateOrder::DayFirst)),
            Err(DateError::NoSuchDay)
        );
        assert_eq!(
            at("1/1/1969", Some(DateOrder::DayFirst)),
            Err(DateError::OutOfRange)
        );
    }

    #[test]
    fn an_offset_wins_over_the_zone() {
        let berlin = Zone::new("Europe/Berlin").unwrap();
        let read = |text: &str| {
            Reading::new(text)
                .unwrap()
                .instant(None, &berlin)
                .unwrap()
                .to_string()
        };
        assert_eq!(
            read("2025-11-15T04:00:00.250+0200"),
            "2025-11-15T02:00:00.25Z"
        );
        assert_eq!(read("2025-11-15T04:00:00"), "2025-11-15T03:00:00Z");
    }
}
