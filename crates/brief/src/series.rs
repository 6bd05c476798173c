//! Tickets by sentiment, in total and per day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Scored tickets by sentiment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Positive tickets.
    pub positive: u64,
    /// Neutral tickets.
    pub neutral: u64,
    /// Negative tickets.
    pub negative: u64,
}

impl Counts {
    /// All scored tickets.
    pub fn total(self) -> u64 {
        self.positive
            .saturating_add(self.neutral)
            .saturating_add(self.negative)
    }

    /// Both counts together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            positive: self.positive.saturating_add(other.positive),
            neutral: self.neutral.saturating_add(other.neutral),
            negative: self.negative.saturating_add(other.negative),
        }
    }
}

/// One day of the period, in the period's timezone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// Which day.
    pub date: Date,
    /// Mean compound score of the day's scored tickets, −1 to 1; `None` when there are none.
    pub compound: Option<f64>,
    /// The day's scored tickets by sentiment.
    pub counts: Counts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_add_up_and_do_not_overflow() {
        let counts = Counts {
            positive: 3,
            neutral: 2,
            negative: 1,
        };
        assert_eq!(counts.total(), 6);
        assert_eq!(counts.plus(counts).total(), 12);
        let huge = Counts {
            positive: u64::MAX,
            ..counts
        };
        assert_eq!(huge.plus(counts).total(), u64::MAX);
    }
}
