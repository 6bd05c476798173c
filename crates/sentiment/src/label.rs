//! The three moods a text or a ticket can have.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A mood. Text form and JSON form are `negative`, `neutral`, `positive`; the order is the natural one.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Compound of −0.05 or below.
    Negative,
    /// Everything between.
    #[default]
    Neutral,
    /// Compound of 0.05 or above.
    Positive,
}

/// The compound from which a text is positive and, negated, negative: the value VADER's authors give.
pub const CUT_OFF: f64 = 0.05;

impl Label {
    /// All labels, negative first.
    pub const ALL: [Self; 3] = [Self::Negative, Self::Neutral, Self::Positive];

    /// The label of a compound score, cut at ±[`CUT_OFF`], the cut-offs included.
    pub fn of(compound: f64) -> Self {
        if compound >= CUT_OFF {
            Self::Positive
        } else if compound <= -CUT_OFF {
            Self::Negative
        } else {
            Self::Neutral
        }
    }

    /// The text form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Neutral => "neutral",
            Self::Positive => "positive",
        }
    }

    /// −1, 0 or 1.
    pub const fn sign(self) -> f64 {
        match self {
            Self::Negative => -1.0,
            Self::Neutral => 0.0,
            Self::Positive => 1.0,
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text that names no value of the type; holds the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} {found:?}")]
pub struct UnknownName {
    /// What was looked for, e.g. `sentiment`.
    pub what: &'static str,
    /// The text that was given.
    pub found: String,
}

impl FromStr for Label {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::ALL
            .into_iter()
            .find(|label| label.as_str() == text)
            .ok_or_else(|| UnknownName {
                what: "sentiment",
                found: text.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_offs_belong_to_the_moods() {
        assert_eq!(
            [0.05, 0.0499, -0.0499, -0.05].map(Label::of),
            [
                Label::Positive,
                Label::Neutral,
                Label::Neutral,
                Label::Negative
            ]
        );
    }

    #[test]
    fn text_and_json_forms_read_back() {
        for label in Label::ALL {
            assert_eq!(label.to_string().parse(), Ok(label));
            assert_eq!(
                serde_json::to_string(&label).unwrap(),
                format!("\"{label}\"")
            );
        }
        assert_eq!(
            "Positive".parse::<Label>().unwrap_err().to_string(),
            "unknown sentiment \"Positive\""
        );
    }
}
