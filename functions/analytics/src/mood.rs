//! Tickets by sentiment, as answers show them.

use calendar::Days;
use endpoint::{Error, Result};
use figures::Mood;
use jiff::civil::Date;
use sentiment::Label;
use serde::Serialize;
use utoipa::{ToSchema, openapi::Object};

/// Tickets (or texts, where said so) by sentiment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Distribution {
    /// Positive ones.
    pub(crate) positive: u64,
    /// Negative ones.
    pub(crate) negative: u64,
    /// Neutral ones.
    pub(crate) neutral: u64,
}

impl From<Mood> for Distribution {
    fn from(mood: Mood) -> Self {
        Self {
            positive: mood.positive,
            negative: mood.negative,
            neutral: mood.neutral,
        }
    }
}

/// Whether something with this confidence was read: what was read has a third at least, what was not has none.
pub(crate) fn is_read(confidence: f64) -> bool {
    confidence > 0.0
}

/// The tickets created on one day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrendDay {
    #[schema(value_type = String, format = Date)]
    date: Date,
    positive: u64,
    negative: u64,
    neutral: u64,
    /// Mean compound score, −1 to 1; null on a day without tickets.
    compound: Option<f64>,
}

impl From<figures::Day> for TrendDay {
    fn from(day: figures::Day) -> Self {
        let figures::Day { date, mood } = day;
        let Mood {
            positive,
            negative,
            neutral,
            ..
        } = mood;
        Self {
            date,
            positive,
            negative,
            neutral,
            compound: mood.compound(),
        }
    }
}

/// The days an answer is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    start_date: Date,
    /// The last day, itself included.
    #[schema(value_type = String, format = Date)]
    end_date: Date,
    /// The time zone whose midnights bound the days.
    timezone: String,
}

impl From<&Days> for Shown {
    fn from(days: &Days) -> Self {
        Self {
            start_date: days.first(),
            end_date: days.last(),
            timezone: days.zone().name().to_owned(),
        }
    }
}

/// A query's sentiment.
pub(crate) fn sentiment(field: &'static str, text: Option<&str>) -> Result<Option<Label>> {
    text.map(|text| required_sentiment(field, text)).transpose()
}

/// The sentiments, for the document.
pub(crate) fn documented() -> Object {
    endpoint::one_of("A sentiment", Label::ALL.map(Label::as_str))
}

/// A sentiment that has to be there.
pub(crate) fn required_sentiment(field: &'static str, text: &str) -> Result<Label> {
    text.parse().map_err(|_| {
        Error::invalid("invalid_sentiment", "there is no such sentiment")
            .field(field)
            .remedy("use positive, neutral or negative")
    })
}

/// The most days an answer has a row for each.
pub(crate) const MOST_DAYS: u32 = 3_660;
