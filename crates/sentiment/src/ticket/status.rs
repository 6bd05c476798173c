//! The conversation in one word: where it stands and where it goes.

use super::{halves, timeline::Conversation};
use crate::{Label, names::names};

/// Whether things get better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Trend {
    /// The later half is better by more than 0.3.
    Improving,
    /// The later half is worse by more than 0.3.
    Declining,
    /// Neither, or too little to tell.
    #[default]
    Stable,
}

names!(Trend, "trend", { Improving => "improving", Declining => "declining", Stable => "stable" });

/// How far the halves must differ for a trend.
const DIFFERENCE: f64 = 0.3;

/// The trend of signed scores, oldest first.
pub(super) fn trend(signs: &[f64]) -> Trend {
    let moved = halves(signs).map_or(0.0, |(earlier, later)| later - earlier);
    match Label::of_mean(moved, DIFFERENCE) {
        Label::Positive => Trend::Improving,
        Label::Negative => Trend::Declining,
        Label::Neutral => Trend::Stable,
    }
}

/// The mood of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// It began negative and ended positive.
    Improving,
    /// It began positive and ended negative.
    Declining,
    /// All of two or more comments are positive.
    StablePositive,
    /// All of two or more comments are neutral.
    StableNeutral,
    /// All of two or more comments are negative.
    StableNegative,
    /// Two or more comments that differ otherwise.
    Mixed,
    /// The only voice is positive.
    SinglePositive,
    /// The only voice is neutral.
    SingleNeutral,
    /// The only voice is negative.
    SingleNegative,
    /// There is nothing to read.
    #[default]
    Unknown,
}

names!(Status, "ticket status", {
    Improving => "improving",
    Declining => "declining",
    StablePositive => "stable_positive",
    StableNeutral => "stable_neutral",
    StableNegative => "stable_negative",
    Mixed => "mixed",
    SinglePositive => "single_positive",
    SingleNeutral => "single_neutral",
    SingleNegative => "single_negative",
    Unknown => "unknown",
});

/// The status of a conversation; `ultimate` is the label of an opening, which counts as one voice.
pub(super) fn status(conversation: &Conversation, ultimate: Label) -> Status {
    let labels: Vec<Label> = conversation
        .scores
        .iter()
        .map(|score| score.label)
        .collect();
    match labels[..] {
        [] => Status::Unknown,
        _ if !conversation.is_comments => single(ultimate),
        [only] => single(only),
        [first, .., last] => match (first, last) {
            (Label::Negative, Label::Positive) => Status::Improving,
            (Label::Positive, Label::Negative) => Status::Declining,
            _ if labels.iter().any(|&label| label != first) => Status::Mixed,
            (Label::Positive, _) => Status::StablePositive,
            (Label::Neutral, _) => Status::StableNeutral,
            (Label::Negative, _) => Status::StableNegative,
        },
    }
}

fn single(label: Label) -> Status {
    match label {
        Label::Positive => Status::SinglePositive,
        Label::Neutral => Status::SingleNeutral,
        Label::Negative => Status::SingleNegative,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Score;

    fn of(labels: &str) -> String {
        let label = |sign| match sign {
            '+' => Label::Positive,
            '-' => Label::Negative,
            _ => Label::Neutral,
        };
        let scores: Vec<Score> = labels
            .chars()
            .map(|sign| Score {
                label: label(sign),
                ..Score::UNREADABLE
            })
            .collect();
        status(
            &Conversation {
                fields: (0..scores.len()).collect(),
                scores,
                is_comments: true,
            },
            Label::Neutral,
        )
        .to_string()
    }

    #[test]
    fn first_last_and_all_decide() {
        let cases = [
            ("", "unknown"),
            ("+", "single_positive"),
            ("0", "single_neutral"),
            ("-", "single_negative"),
            ("++", "stable_positive"),
            ("000", "stable_neutral"),
            ("--", "stable_negative"),
            ("-0+", "improving"),
            ("-+", "improving"),
            ("+-+-", "declining"),
            ("0+", "mixed"),
            ("+-+", "mixed"),
        ];
        for (labels, expected) in cases {
            assert_eq!(of(labels), expected, "{labels}");
        }
    }

    #[test]
    fn a_trend_needs_two_and_a_clear_difference() {
        assert_eq!(trend(&[]), Trend::Stable);
        assert_eq!(trend(&[-1.0]), Trend::Stable);
        assert_eq!(trend(&[0.0, 0.3]), Trend::Stable);
        assert_eq!(trend(&[0.0, 0.31]), Trend::Improving);
        assert_eq!(trend(&[0.8, 0.0, -0.5]), Trend::Declining);
    }
}
