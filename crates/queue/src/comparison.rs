//! What a rescoring changed: labels before and after, in numbers that add up.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Texts by the scorer that scored them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VersionTexts {
    /// The scorer.
    pub scoring_version: String,
    /// How many texts.
    pub texts: i64,
}

/// The labels, as the tables order them.
const LABELS: [&str; 3] = ["negative", "neutral", "positive"];

/// What a rescoring changed. It stands as it was when the new scores took the place of the old ones.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RescoringComparison {
    /// The scorer that scored anew.
    pub scoring_version: String,
    /// Texts by the scorer that had scored them before.
    pub before: Vec<VersionTexts>,
    /// Of texts.
    pub texts: LabelComparison,
    /// Of tickets, by the mood of all their texts.
    pub tickets: LabelComparison,
}

/// Labels before and after.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LabelComparison {
    /// How many there are: the sum of all moves.
    pub total: i64,
    /// How many have another label now.
    pub changed: i64,
    /// From each label to each, nine in all: negative, neutral, positive.
    pub moves: Vec<LabelMove>,
    /// By label, before.
    pub before: LabelCounts,
    /// By label, now.
    pub after: LabelCounts,
    /// Mean change of the compound, −2 to 2; 0 where there is nothing.
    pub mean_change: f64,
}

/// How many went from one label to another, or stayed.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LabelMove {
    /// The label before.
    pub from: String,
    /// The label now.
    pub to: String,
    /// How many.
    pub count: i64,
}

/// How many have each label.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LabelCounts {
    /// Negative ones.
    pub negative: i64,
    /// Neutral ones.
    pub neutral: i64,
    /// Positive ones.
    pub positive: i64,
}

impl LabelComparison {
    /// From counted (before, now, how many), and the sum of all changes of the compound.
    pub fn of(counted: &[(String, String, i64)], change: f64) -> Self {
        let count = |is: &dyn Fn(&str, &str) -> bool| -> i64 {
            let counted = counted.iter().filter(|(from, to, _)| is(from, to));
            counted.map(|(.., count)| count).sum()
        };
        let counts = |of: &dyn Fn(&str) -> i64| LabelCounts {
            negative: of(LABELS[0]),
            neutral: of(LABELS[1]),
            positive: of(LABELS[2]),
        };
        let total = count(&|_, _| true);
        let cells = LABELS
            .iter()
            .flat_map(|from| LABELS.iter().map(move |to| (*from, *to)));
        #[expect(clippy::cast_precision_loss, reason = "a mean over a count of texts")]
        let mean_change = change / total.max(1) as f64;
        Self {
            total,
            changed: count(&|from, to| from != to),
            moves: cells
                .map(|(from, to)| LabelMove {
                    from: from.to_owned(),
                    to: to.to_owned(),
                    count: count(&|a, b| a == from && b == to),
                })
                .collect(),
            before: counts(&|label| count(&|from, _| from == label)),
            after: counts(&|label| count(&|_, to| to == label)),
            mean_change,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_add_up() {
        let counted = [
            ("negative", "neutral", 3),
            ("negative", "negative", 4),
            ("positive", "negative", 5),
        ];
        let counted = counted.map(|(from, to, count)| (from.to_owned(), to.to_owned(), count));
        let compared = LabelComparison::of(&counted, 6.0);
        assert_eq!(
            (compared.total, compared.changed, compared.moves.len()),
            (12, 8, 9)
        );
        assert_eq!(compared.moves.iter().map(|one| one.count).sum::<i64>(), 12);
        assert_eq!((compared.before.negative, compared.before.positive), (7, 5));
        assert_eq!((compared.after.negative, compared.after.neutral), (9, 3));
        assert!((compared.mean_change - 0.5).abs() < 1e-12);
        assert_eq!(LabelComparison::of(&[], 0.0).mean_change.to_bits(), 0);
    }
}
