//! The door: one text in, one score out. What stands behind it is named by [`SCORING_VERSION`].

use crate::{Label, names::names, vader};
use serde::{Deserialize, Serialize};

/// Names the rules and data behind [`Scorer`]; stored with every score, changed whenever a score could change.
pub const SCORING_VERSION: &str = "vader-1";

/// Only this many characters of a text are read, so that a hostile cell costs a few milliseconds at most. It is one
/// more than the 32,767 characters Jira allows in a field by default, and six times what the reference reads.
pub const MAX_CHARACTERS: usize = 32_768;

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The mood: [`Label::of`] the compound.
    pub label: Label,
    /// −1 (most negative) to 1 (most positive), four decimals.
    pub compound: f64,
    /// How far the compound is from where the label would change, 0.5 to 1, four decimals. For a mood
    /// `0.5 + 0.5·(|c| − 0.05) / 0.95`, for neutral `1 − 0.5·|c| / 0.05`; 0.5 for a text without words. It is a
    /// margin, not a calibrated probability.
    pub confidence: f64,
    /// Share of positive words, 0 to 1, three decimals.
    pub positive: f64,
    /// Share of neutral words, 0 to 1, three decimals.
    pub neutral: f64,
    /// Share of negative words, 0 to 1, three decimals.
    pub negative: f64,
}

impl Score {
    /// The score of a text in which nothing can be read: neutral, at the lowest confidence.
    pub const UNREADABLE: Self = Self {
        label: Label::Neutral,
        compound: 0.0,
        confidence: 0.5,
        positive: 0.0,
        neutral: 0.0,
        negative: 0.0,
    };

    /// A score as the records keep it, without the shares.
    pub const fn stored(label: Label, compound: f64, confidence: f64) -> Self {
        Self {
            label,
            compound,
            confidence,
            ..Self::UNREADABLE
        }
    }

    /// Whether the text held no word at all, so that the score says nothing about a mood. Known by the confidence: a
    /// compound of 0 over words has a confidence of 1. Holds for a stored score too.
    pub fn is_unreadable(&self) -> bool {
        self.label == Label::Neutral
            && self.compound.abs() < 1e-9
            && self.confidence <= Self::UNREADABLE.confidence
    }

    /// The score as one signed number, −1 to 1: the label's sign times the confidence; a neutral is 0.
    pub fn signed(&self) -> f64 {
        self.label.sign() * self.confidence
    }
}

/// Scores texts. Costs nothing to make; holds no state, so one can serve all threads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scorer;

impl Scorer {
    /// A scorer of the current [`SCORING_VERSION`].
    pub const fn new() -> Self {
        Self
    }

    /// Scores a text: the same text always gets the same score. Reads at most [`MAX_CHARACTERS`].
    pub fn score(&self, text: &str) -> Score {
        let Some(polarity) = vader::polarity(readable(text)) else {
            return Score::UNREADABLE;
        };
        let label = Label::of(polarity.compound);
        Score {
            label,
            compound: polarity.compound,
            confidence: confidence(label, polarity.compound),
            positive: polarity.positive,
            neutral: polarity.neutral,
            negative: polarity.negative,
        }
    }
}

/// The part of a text that is read.
pub(crate) fn readable(text: &str) -> &str {
    if text.len() <= MAX_CHARACTERS {
        return text;
    }
    text.char_indices()
        .nth(MAX_CHARACTERS)
        .map_or(text, |(end, _)| &text[..end])
}

fn confidence(label: Label, compound: f64) -> f64 {
    let size = compound.abs();
    let cut = crate::label::CUT_OFF;
    let margin = match label {
        Label::Neutral => 1.0 - size / cut,
        _ => (size - cut) / (1.0 - cut),
    };
    vader::round_to(0.5 + 0.5 * margin.clamp(0.0, 1.0), 10_000.0)
}

/// How sure a score is, in three steps for charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConfidenceBand {
    /// Confidence below 0.6.
    Low,
    /// Confidence from 0.6 to below 0.8.
    Medium,
    /// Confidence of 0.8 and above.
    High,
}

names!(ConfidenceBand, "confidence band", { Low => "low", Medium => "medium", High => "high" });

impl ConfidenceBand {
    /// The lowest confidence of [`Self::Medium`].
    pub const MEDIUM: f64 = 0.6;
    /// The lowest confidence of [`Self::High`].
    pub const HIGH: f64 = 0.8;

    /// The band of a confidence.
    pub fn of(confidence: f64) -> Self {
        if confidence >= Self::HIGH {
            Self::High
        } else if confidence >= Self::MEDIUM {
            Self::Medium
        } else {
            Self::Low
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_says_everything() {
        let json =
            serde_json::to_string(&Scorer::new().score("VADER is smart, handsome, and funny!"))
                .unwrap();
        assert_eq!(
            json,
            r#"{"label":"positive","compound":0.8439,"confidence":0.9178,"positive":0.752,"neutral":0.248,"negative":0.0}"#
        );
    }

    #[test]
    fn nothing_readable_is_an_unsure_neutral() {
        assert_eq!(Scorer.score(" \u{2003} "), Score::UNREADABLE);
        assert!(Score::UNREADABLE.is_unreadable());
        let plain = Scorer.score("The keyboard stands on the table.");
        assert!(!Score::stored(plain.label, plain.compound, plain.confidence).is_unreadable());
        assert!(
            (Scorer.score("The keyboard stands on the table.").confidence - 1.0).abs()
                < f64::EPSILON
        );
    }

    #[test]
    fn confidence_is_lowest_at_the_cut_off() {
        assert!((confidence(Label::Positive, 0.05) - 0.5).abs() < 1e-9);
        assert!((confidence(Label::Negative, -1.0) - 1.0).abs() < 1e-9);
        assert!((confidence(Label::Neutral, 0.025) - 0.75).abs() < 1e-9);
        assert_eq!(
            [0.59, 0.6, 0.8].map(ConfidenceBand::of),
            [
                ConfidenceBand::Low,
                ConfidenceBand::Medium,
                ConfidenceBand::High
            ]
        );
    }

    #[test]
    fn only_the_stated_length_is_read() {
        let text = "é".repeat(MAX_CHARACTERS) + " terrible";
        assert_eq!(readable(&text).chars().count(), MAX_CHARACTERS);
        assert_eq!(Scorer.score(&text).label, Label::Neutral);
    }
}
