//! The one mood a ticket is counted under.

use super::{halves, mean};
use crate::{Label, Score, names::names, vader::round_to};
use serde::Serialize;

/// How a ticket's mood is drawn from its conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Strategy {
    /// The mean of the last five signed scores (±confidence, neutral 0), weighted 1 to 5, newest heaviest: above 0.2
    /// positive, below −0.2 negative.
    #[default]
    WeightedRecent,
    /// The label of the last one.
    Latest,
    /// Where the means of the earlier and the later half differ by more than 0.2, the direction; otherwise the label
    /// of the whole mean, cut at ±0.2.
    Trajectory,
}

names!(Strategy, "strategy", {
    WeightedRecent => "weighted_recent",
    Latest => "latest",
    Trajectory => "trajectory",
});

/// The mood of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ultimate {
    /// The mood.
    pub label: Label,
    /// The mean of the compounds the strategy looked at, by its weights; −1 to 1, four decimals.
    pub compound: f64,
    /// The mean of their confidences, by its weights; 0 to 1, three decimals. 0 where there was nothing to read.
    pub confidence: f64,
}

/// How many scores [`Strategy::WeightedRecent`] looks at.
const RECENT: usize = 5;
/// The mean beyond which a mood is more than neutral.
const CUT: f64 = 0.2;

impl Ultimate {
    /// The mood of scores by the default strategy, oldest first; none where none was read.
    pub fn of(scores: &[Score]) -> Option<Self> {
        let read: Vec<Score> = scores
            .iter()
            .copied()
            .filter(|score| !score.is_unreadable())
            .collect();
        (!read.is_empty()).then(|| ultimate(&read, Strategy::default()))
    }
}

/// Draws the mood from scores, oldest first.
pub(super) fn ultimate(scores: &[Score], strategy: Strategy) -> Ultimate {
    let Some(last) = scores.last() else {
        return Ultimate {
            label: Label::Neutral,
            compound: 0.0,
            confidence: 0.0,
        };
    };
    let (label, weighed): (Label, Vec<(f64, Score)>) = match strategy {
        Strategy::Latest => (last.label, vec![(1.0, *last)]),
        Strategy::WeightedRecent => {
            let recent = &scores[scores.len().saturating_sub(RECENT)..];
            let weighed: Vec<_> = (1_u8..)
                .map(f64::from)
                .zip(recent.iter().copied())
                .collect();
            (
                Label::of_mean(weighted(&weighed, Score::signed), CUT),
                weighed,
            )
        }
        Strategy::Trajectory => {
            let signs: Vec<f64> = scores.iter().map(Score::signed).collect();
            let moved = halves(&signs).map_or(0.0, |(earlier, later)| later - earlier);
            let label = match Label::of_mean(moved, CUT) {
                Label::Neutral => Label::of_mean(mean(&signs), CUT),
                direction => direction,
            };
            (label, scores.iter().map(|score| (1.0, *score)).collect())
        }
    };
    Ultimate {
        label,
        compound: round_to(weighted(&weighed, |score| score.compound), 10_000.0),
        confidence: round_to(weighted(&weighed, |score| score.confidence), 1_000.0),
    }
}

fn weighted(weighed: &[(f64, Score)], value: impl Fn(&Score) -> f64) -> f64 {
    let total: f64 = weighed.iter().map(|(weight, _)| weight).sum();
    weighed
        .iter()
        .map(|(weight, score)| weight * value(score))
        .sum::<f64>()
        / total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(signed: &[f64]) -> Vec<Score> {
        let score = |&signed: &f64| Score {
            label: Label::of(signed),
            compound: signed,
            confidence: if signed == 0.0 { 0.9 } else { signed.abs() },
            ..Score::UNREADABLE
        };
        signed.iter().map(score).collect()
    }

    fn label(signed: &[f64], strategy: Strategy) -> Label {
        ultimate(&scores(signed), strategy).label
    }

    #[test]
    fn recent_words_weigh_most() {
        use Strategy::WeightedRecent;
        // (1·−0.8 + 2·−0.8 + 3·0 + 4·0.8 + 5·0.8) / 15 = 0.32
        let found = ultimate(&scores(&[-0.8, -0.8, 0.0, 0.8, 0.8]), WeightedRecent);
        assert_eq!(
            found,
            Ultimate {
                label: Label::Positive,
                compound: 0.32,
                confidence: 0.82
            }
        );
        // A sixth, older one is not looked at.
        assert_eq!(
            ultimate(&scores(&[-1.0, -0.8, -0.8, 0.0, 0.8, 0.8]), WeightedRecent),
            found
        );
        // Fewer than five: weights 1 and 2.
        assert_eq!(label(&[0.9, -0.6], WeightedRecent), Label::Neutral);
        assert_eq!(label(&[0.6, -0.9], WeightedRecent), Label::Negative);
    }

    #[test]
    fn a_sure_neutral_is_no_mood() {
        assert_eq!(
            label(&[0.0, 0.0, 0.0], Strategy::WeightedRecent),
            Label::Neutral
        );
        assert_eq!(
            label(&[0.6, 0.0, 0.0, 0.0, 0.0], Strategy::WeightedRecent),
            Label::Neutral
        );
    }

    #[test]
    fn latest_and_trajectory_answer_differently() {
        let story = [-0.9, -0.9, -0.2, -0.3];
        assert_eq!(label(&story, Strategy::Latest), Label::Negative);
        assert_eq!(label(&story, Strategy::Trajectory), Label::Positive);
        assert_eq!(label(&[-0.9, -0.9], Strategy::Trajectory), Label::Negative);
        assert_eq!(label(&[0.5], Strategy::Trajectory), Label::Positive);
    }

    #[test]
    fn nothing_said_is_neutral_without_confidence() {
        for strategy in Strategy::ALL {
            let found = ultimate(&[], strategy);
            assert_eq!(
                found,
                Ultimate {
                    label: Label::Neutral,
                    compound: 0.0,
                    confidence: 0.0
                }
            );
        }
    }
}
