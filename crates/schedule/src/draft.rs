//! What a person writes of a schedule, and what is stored of it: nothing here is checked yet.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A schedule as written: a zone's name, and when to repeat. [`Rule`](crate::Rule) is one that was found to be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// An IANA time zone such as `Europe/Berlin`, never an offset: an offset knows no summer time.
    pub zone: String,
    /// When, by that zone's clock.
    pub repeat: Repeat,
}

/// How often, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Repeat {
    /// Every day.
    Daily {
        /// The time of day, `HH:MM`.
        time: String,
    },
    /// Every week, on some days.
    Weekly {
        /// At least one.
        days: Vec<Weekday>,
        /// The time of day, `HH:MM`.
        time: String,
    },
    /// Every month, on one day.
    Monthly {
        /// Which one.
        on: On,
        /// The time of day, `HH:MM`.
        time: String,
    },
    /// By a cron expression.
    Cron {
        /// Minute, hour, day of the month, month, day of the week. Where neither of the two days is `*`, it is enough
        /// that one of them is met (`*/2` is not `*`). Beside numbers: names (`MON`, `jan`), the last day (`L`) or
        /// working day (`LW`), the working day nearest to the 15th (`15W`), the second (`FRI#2`) or last Friday (`FRIL`).
        expression: String,
    },
}

/// One day of each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum On {
    /// The day of this number. A month that is shorter takes its last day, so that none goes without a report.
    Day {
        /// From 1 to 31.
        #[schema(minimum = 1, maximum = 31)]
        #[serde(deserialize_with = "whole")]
        day: u8,
    },
    /// The last day.
    LastDay,
    /// The last day from Monday to Friday; holidays are not known.
    LastWorkingDay,
    /// A weekday of a week, such as the second Tuesday.
    Weekday {
        /// Which of the month's. There is no fifth: not every month has one.
        week: Week,
        /// Which day.
        weekday: Weekday,
    },
}

/// A whole number as JSON may write it: `3.0` is 3.
fn whole<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let number = f64::deserialize(deserializer)?;
    (0..=u8::MAX)
        .find(|whole| f64::from(*whole).total_cmp(&number).is_eq())
        .ok_or_else(|| serde::de::Error::custom(format!("no month has a day {number}")))
}

/// Which of a month's Mondays, Tuesdays, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Week {
    First,
    Second,
    Third,
    Fourth,
    /// The fourth or the fifth.
    Last,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl From<Weekday> for jiff::civil::Weekday {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}
