//! The three moods a text or a ticket can have.

use crate::names::names;

/// A mood. Text form and JSON form are `negative`, `neutral`, `positive`; the order is the natural one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Label {
    /// Compound of −0.05 or below.
    Negative,
    /// Everything between.
    #[default]
    Neutral,
    /// Compound of 0.05 or above.
    Positive,
}

names!(Label, "sentiment", { Negative => "negative", Neutral => "neutral", Positive => "positive" });

/// The compound from which a text is positive and, negated, negative: the value VADER's authors give.
pub const CUT_OFF: f64 = 0.05;

impl Label {
    /// The label of a compound score, cut at ±[`CUT_OFF`], the cut-offs included.
    pub fn of(compound: f64) -> Self {
        Self::beyond(compound, CUT_OFF, |value, cut| value >= cut)
    }

    /// The label of a mean of signed scores: a mood only beyond ±`cut`.
    pub(crate) fn of_mean(mean: f64, cut: f64) -> Self {
        Self::beyond(mean, cut, |value, cut| value > cut)
    }

    fn beyond(value: f64, cut: f64, is_beyond: impl Fn(f64, f64) -> bool) -> Self {
        if is_beyond(value, cut) {
            Self::Positive
        } else if is_beyond(-value, cut) {
            Self::Negative
        } else {
            Self::Neutral
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_offs_belong_to_the_moods() {
        let labels = [0.05, 0.0499, -0.0499, -0.05].map(Label::of);
        assert_eq!(
            labels,
            [
                Label::Positive,
                Label::Neutral,
                Label::Neutral,
                Label::Negative
            ]
        );
        let labels = [0.2001, 0.2, -0.2, -0.2001].map(|mean| Label::of_mean(mean, 0.2));
        assert_eq!(
            labels,
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
            let json = serde_json::to_string(&label).unwrap();
            assert_eq!(json, format!("\"{label}\""));
            assert_eq!(serde_json::from_str::<Label>(&json).unwrap(), label);
        }
        assert_eq!(
            "Positive".parse::<Label>().unwrap_err().to_string(),
            "unknown sentiment \"Positive\""
        );
    }
}
