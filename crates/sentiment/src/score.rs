//! The door: one text in, one score out. What stands behind it is named by [`SCORING_VERSION`].

use crate::{Label, Language, language, lexer, model, names::names, prose, vader};
use serde::{Deserialize, Serialize};

/// Names the rules and data behind [`Scorer::new`]; stored with every score, changed whenever a score could change.
pub const SCORING_VERSION: &str = "undertone-3";

/// Only this many characters of a text are read, so that a hostile cell costs a few milliseconds at most. It is one
/// more than the 32,767 characters Jira allows in a field by default, and six times what VADER's reference reads.
pub const MAX_CHARACTERS: usize = 32_768;

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The mood: [`Label::of`] the compound.
    pub label: Label,
    /// −1 (most negative) to 1 (most positive), four decimals.
    pub compound: f64,
    /// How likely the label is right, 0 to 1, four decimals: the calibrated probability of the model; at least a third.
    /// 0 for a text that was not read. In VADER mode it is a margin instead: how far the compound is from where the
    /// label would change, 0.5 to 1.
    pub confidence: f64,
    /// Share of positive words, 0 to 1, three decimals.
    pub positive: f64,
    /// Share of neutral words, 0 to 1, three decimals.
    pub neutral: f64,
    /// Share of negative words, 0 to 1, three decimals.
    pub negative: f64,
}

impl Score {
    /// The score of a text that says nothing about a mood: neutral, at no confidence at all. Nothing but code or
    /// quotes, no word, or a language that is not spoken here.
    pub const UNREADABLE: Self = Self {
        label: Label::Neutral,
        compound: 0.0,
        confidence: 0.0,
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

    /// Whether the text was not read, so that the score says nothing about a mood. Known by a neutral compound of
    /// exactly 0 at a confidence that no read text has with it: 0, in VADER mode 0.5. Holds for a stored score too.
    pub fn is_unreadable(&self) -> bool {
        self.label == Label::Neutral && self.compound.abs() < 1e-9 && self.confidence <= 0.5
    }

    /// The score as one signed number, −1 to 1: the label's sign times the confidence; a neutral is 0.
    pub fn signed(&self) -> f64 {
        self.label.sign() * self.confidence
    }
}

/// Why a text was or was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// It was read.
    Read,
    /// There is nothing to read: no words, or only code, logs, quotes and addresses.
    Nothing,
    /// It is in a language the scorer does not speak.
    UnknownLanguage,
}

names!(Reading, "reading", { Read => "read", Nothing => "nothing", UnknownLanguage => "unknown_language" });

/// Scores texts. Costs nothing to make; holds no state, so one can serve all threads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scorer {
    pub(crate) is_vader: bool,
}

impl Scorer {
    /// A scorer of the current [`SCORING_VERSION`].
    pub const fn new() -> Self {
        Self { is_vader: false }
    }

    /// A scorer by the published VADER rules alone, equal to the Python package `vaderSentiment` 3.3.2: it reads every
    /// language as if it were English, and code as if it were prose.
    pub const fn vader() -> Self {
        Self { is_vader: true }
    }

    /// Scores a text: the same text always gets the same score. Reads at most [`MAX_CHARACTERS`].
    pub fn score(&self, text: &str) -> Score {
        self.read(text).0
    }

    /// Scores a text, and says whether it was read at all.
    pub fn read(&self, text: &str) -> (Score, Reading) {
        let read = self.read_beside(text, None);
        (read.score, read.reading)
    }

    /// Scores a text that stands beside others in a language: theirs is taken where its own words do not tell.
    pub fn read_beside(&self, text: &str, beside: Option<Language>) -> Read {
        let text = readable(text);
        if self.is_vader {
            return match vader::polarity(text) {
                Some(found) => Read::of(of_polarity(found), Reading::Read, "en"),
                None => Read::of(of_nothing_by_vader(), Reading::Nothing, ""),
            };
        }
        let plain = prose::plain(text);
        let text = &*plain.text;
        let read = lexer::read_beside(text, beside);
        let is_empty = read.speaking() == 0;
        if is_empty && !language::is_mostly_wide(text, &read.list) {
            return Read::of(Score::UNREADABLE, Reading::Nothing, "");
        }
        match read.language.filter(|_| !is_empty) {
            Some(language) => Read::of(of_tokens(&read, text), Reading::Read, language.as_str()),
            None => Read::of(
                Score::UNREADABLE,
                Reading::UnknownLanguage,
                language::name_of_foreign(text),
            ),
        }
    }
}

/// What was found of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Read {
    /// Its score.
    pub score: Score,
    /// Whether it was read.
    pub reading: Reading,
    /// Its language by its two letters (ISO 639-1), read or not; empty where nobody can tell.
    pub language: &'static str,
}

impl Read {
    const fn of(score: Score, reading: Reading, language: &'static str) -> Self {
        Self {
            score,
            reading,
            language,
        }
    }
}

/// The score of a text that was read into tokens.
pub(crate) fn of_tokens(read: &lexer::Tokens, text: &str) -> Score {
    let (probabilities, mood) = model::probabilities(read, text);
    let (label, confidence) = most_likely(probabilities);
    let confidence = vader::round_to(confidence, 10_000.0);
    let strength = f64::from(mood.compound()).abs();
    let mut compound = vader::round_to(compound(label, probabilities, strength), 10_000.0);
    if label == Label::Neutral && compound == 0.0 && confidence <= 0.5 {
        // Keeps an unsure neutral apart from a text that was not read.
        compound = 0.0001;
    }
    let [positive, negative] = read.shares();
    let [positive, negative] = [positive, negative].map(|share| vader::round_to(share, 1_000.0));
    Score {
        label,
        compound,
        confidence,
        positive,
        neutral: vader::round_to(1.0 - positive - negative, 1_000.0),
        negative,
    }
}

fn most_likely([negative, neutral, positive]: [f64; 3]) -> (Label, f64) {
    if negative > neutral && negative > positive {
        (Label::Negative, negative)
    } else if positive > neutral && positive >= negative {
        (Label::Positive, positive)
    } else {
        (Label::Neutral, neutral)
    }
}

/// The compound lies where its label's compounds lie. For a mood it grows with the lead over the next likely label and
/// with the strength of the words, 0 to 1; for neutral with the lean to one side.
fn compound(label: Label, [negative, neutral, positive]: [f64; 3], strength: f64) -> f64 {
    let cut = crate::label::CUT_OFF;
    let (own, other) = match label {
        Label::Neutral => return 0.99 * cut * (positive - negative).clamp(-1.0, 1.0),
        Label::Positive => (positive, neutral.max(negative)),
        Label::Negative => (negative, neutral.max(positive)),
    };
    let size = cut + (1.0 - cut) * (own - other) * (0.4 + 0.6 * strength);
    label.sign() * size.clamp(cut, 1.0)
}

fn of_nothing_by_vader() -> Score {
    Score {
        confidence: 0.5,
        ..Score::UNREADABLE
    }
}

fn of_polarity(polarity: vader::Polarity) -> Score {
    let label = Label::of(polarity.compound);
    Score {
        label,
        compound: polarity.compound,
        confidence: margin(label, polarity.compound),
        positive: polarity.positive,
        neutral: polarity.neutral,
        negative: polarity.negative,
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

fn margin(label: Label, compound: f64) -> f64 {
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
    fn languages_are_named_where_they_can_be_told() {
        for (text, language) in [
            ("The export has been broken since yesterday", "en"),
            (
                "Die Anwendung stürzt nach dem letzten Update leider ständig ab.",
                "de",
            ),
            ("Приложение не работает со вчерашнего дня", "ru"),
            ("1234 --- 99", ""),
        ] {
            let read = Scorer::new().read_beside(text, None);
            assert_eq!(read.language, language, "{text}");
        }
    }

    #[test]
    fn a_score_says_everything() {
        let score = Scorer::vader().score("VADER is smart, handsome, and funny!");
        assert_eq!(
            serde_json::to_string(&score).unwrap(),
            r#"{"label":"positive","compound":0.8439,"confidence":0.9178,"positive":0.752,"neutral":0.248,"negative":0.0}"#
        );
        let score = Scorer::new().score("Thanks, this works perfectly!");
        assert_eq!(score.label, Label::Positive);
        assert!(score.confidence > 0.8 && score.compound > 0.5, "{score:?}");
    }

    #[test]
    fn what_is_not_read_has_no_confidence() {
        for (text, reading) in [
            (" \u{2003} ", Reading::Nothing),
            ("{code}int awful;{code}", Reading::Nothing),
            ("> I hate it", Reading::Nothing),
            (
                "Il servizio è terribile e nessuno risponde.",
                Reading::UnknownLanguage,
            ),
        ] {
            let (score, found) = Scorer::new().read(text);
            assert_eq!((score, found), (Score::UNREADABLE, reading), "{text}");
            assert!(score.is_unreadable());
        }
        let plain = Scorer::new().score("The keyboard stands on the table.");
        assert_eq!(plain.label, Label::Neutral);
        assert!(!Score::stored(plain.label, plain.compound, plain.confidence).is_unreadable());
        assert!(Scorer::vader().score(" ").is_unreadable());
    }

    #[test]
    fn the_margin_is_lowest_at_the_cut_off() {
        assert!((margin(Label::Positive, 0.05) - 0.5).abs() < 1e-9);
        assert!((margin(Label::Negative, -1.0) - 1.0).abs() < 1e-9);
        assert!((margin(Label::Neutral, 0.025) - 0.75).abs() < 1e-9);
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
        assert_eq!(Scorer::vader().score(&text).label, Label::Neutral);
    }
}
