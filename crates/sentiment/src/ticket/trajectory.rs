//! How the mood moved through a conversation.

use super::{halves, mean};
use crate::{Label, names::names, vader::round_to};
use serde::Serialize;

/// The shape of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TrajectoryKind {
    /// One change of mood, from negative to positive.
    DisgruntledToSatisfied,
    /// One change of mood, from positive to negative.
    SatisfiedToDisgruntled,
    /// No negative, and a mean above 0.2.
    ConsistentlyPositive,
    /// No positive, and a mean below −0.2.
    ConsistentlyNegative,
    /// Two or more changes between positive and negative, neutral ones between them aside.
    Volatile,
    /// Nothing of all that.
    NeutralStable,
}

names!(TrajectoryKind, "trajectory", {
    DisgruntledToSatisfied => "disgruntled_to_satisfied",
    SatisfiedToDisgruntled => "satisfied_to_disgruntled",
    ConsistentlyPositive => "consistently_positive",
    ConsistentlyNegative => "consistently_negative",
    Volatile => "volatile",
    NeutralStable => "neutral_stable",
});

/// A step in which the mood changed by 0.5 or more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TurningPoint {
    /// The field that changed it, by its place among those given.
    pub field: usize,
    /// By how much, −2 to 2, three decimals.
    pub change: f64,
}

/// The movement of signed scores (±confidence, neutral 0).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trajectory {
    /// The shape.
    #[serde(rename = "type")]
    pub kind: TrajectoryKind,
    /// Where it turned, oldest first.
    pub turning_points: Vec<TurningPoint>,
    /// Half the difference between the means of the later and the earlier half: −1 to 1, three decimals.
    pub improvement_score: f64,
    /// Half the mean size of a step: 0 (flat) to 1, three decimals.
    pub volatility_score: f64,
}

/// The smallest change that is a turning point.
const TURN: f64 = 0.5;
/// The mean beyond which a conversation without a change is more than neutral.
const CUT: f64 = 0.2;

/// The movement of signed scores, oldest first, with the field each belongs to.
pub(super) fn trajectory(signs: &[f64], fields: &[usize]) -> Trajectory {
    let steps: Vec<f64> = signs.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let turning_points = steps
        .iter()
        .zip(fields.iter().skip(1))
        .filter(|(change, _)| change.abs() >= TURN)
        .map(|(&change, &field)| TurningPoint {
            field,
            change: round_to(change, 1_000.0),
        })
        .collect();
    let improvement = halves(signs).map_or(0.0, |(earlier, later)| (later - earlier) / 2.0);
    let sizes: Vec<f64> = steps.iter().map(|step| step.abs() / 2.0).collect();
    let volatility = if sizes.is_empty() { 0.0 } else { mean(&sizes) };
    Trajectory {
        kind: kind(signs),
        turning_points,
        improvement_score: round_to(improvement, 1_000.0),
        volatility_score: round_to(volatility, 1_000.0),
    }
}

fn kind(signs: &[f64]) -> TrajectoryKind {
    let moods: Vec<bool> = signs
        .iter()
        .filter(|&&sign| sign != 0.0)
        .map(|&sign| sign > 0.0)
        .collect();
    let changes = moods.windows(2).filter(|pair| pair[0] != pair[1]).count();
    match (changes, moods.last()) {
        (0, Some(_)) => match Label::of_mean(mean(signs), CUT) {
            Label::Positive => TrajectoryKind::ConsistentlyPositive,
            Label::Negative => TrajectoryKind::ConsistentlyNegative,
            Label::Neutral => TrajectoryKind::NeutralStable,
        },
        (1, Some(true)) => TrajectoryKind::DisgruntledToSatisfied,
        (1, Some(false)) => TrajectoryKind::SatisfiedToDisgruntled,
        (_, Some(_)) => TrajectoryKind::Volatile,
        (_, None) => TrajectoryKind::NeutralStable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_changes_gives_the_shape() {
        use TrajectoryKind as Kind;
        let cases: [(&[f64], Kind); 8] = [
            (&[], Kind::NeutralStable),
            (&[0.0, 0.0], Kind::NeutralStable),
            (&[0.6, 0.0, 0.0, 0.0], Kind::NeutralStable),
            (&[0.6, 0.7], Kind::ConsistentlyPositive),
            (&[-0.6], Kind::ConsistentlyNegative),
            (&[-0.6, 0.0, 0.7], Kind::DisgruntledToSatisfied),
            (&[0.6, -0.7, -0.7], Kind::SatisfiedToDisgruntled),
            (&[0.6, -0.7, 0.0, 0.6], Kind::Volatile),
        ];
        for (signs, expected) in cases {
            assert_eq!(kind(signs), expected, "{signs:?}");
        }
    }

    #[test]
    fn movement_is_measured() {
        let found = trajectory(&[-0.8, -0.6, 0.0, 0.9], &[2, 3, 5, 4]);
        assert_eq!(
            found.turning_points,
            [
                TurningPoint {
                    field: 5,
                    change: 0.6
                },
                TurningPoint {
                    field: 4,
                    change: 0.9
                }
            ]
        );
        // ((0 + 0.9) / 2 − (−0.8 − 0.6) / 2) / 2 and (0.2 + 0.6 + 0.9) / 3 / 2
        assert!((found.improvement_score - 0.575).abs() < 1e-9);
        assert!((found.volatility_score - 0.283).abs() < 1e-9);
    }

    #[test]
    fn one_voice_does_not_move() {
        let found = trajectory(&[0.9], &[0]);
        assert!(found.turning_points.is_empty());
        assert!(found.improvement_score.abs() + found.volatility_score.abs() < 1e-9);
    }
}
