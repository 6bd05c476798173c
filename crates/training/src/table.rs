//! How often a model is right, as a table for people.

use crate::{Outcome, Split};
use std::fmt::Write;

/// A Markdown table: per split the number of texts, accuracy, macro-F1, the F1 of each mood, the share of the negative
/// texts that were called positive, and the expected calibration error.
pub fn table(splits: &[Split]) -> String {
    let mut table = String::from(
        "| corpus | split | texts | accuracy | macro-F1 | negative | neutral | positive | negative called positive | calibration error |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
    );
    for split in splits {
        let figures = Figures::of(&split.outcomes);
        let [negative, neutral, positive] = figures.f1;
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| {} | {} | {} | {:.3} | {:.3} | {negative:.3} | {neutral:.3} | {positive:.3} | {:.1} % | {:.3} |",
            split.name,
            split.how,
            split.outcomes.len(),
            figures.accuracy,
            figures.f1.iter().sum::<f64>() / 3.0,
            100.0 * figures.turned,
            calibration_error(&split.outcomes)
        );
    }
    table
}

struct Figures {
    accuracy: f64,
    f1: [f64; 3],
    turned: f64,
}

impl Figures {
    fn of(outcomes: &[Outcome]) -> Self {
        let count = |is: &dyn Fn(&Outcome) -> bool| {
            number(outcomes.iter().filter(|outcome| is(outcome)).count())
        };
        let gold = [0, 1, 2].map(|class| count(&|outcome| outcome.gold == class));
        let f1 = [0, 1, 2].map(|class| {
            let hit = count(&|outcome| outcome.gold == class && outcome.found() == class);
            let found = count(&|outcome| outcome.found() == class);
            2.0 * hit / (gold[class] + found).max(1.0)
        });
        Self {
            accuracy: count(&|outcome| outcome.gold == outcome.found())
                / number(outcomes.len().max(1)),
            f1,
            turned: count(&|outcome| outcome.gold == 0 && outcome.found() == 2) / gold[0].max(1.0),
        }
    }
}

/// How many bins of confidence there are.
pub(crate) const BINS: usize = 10;

/// Texts by their confidence: how many, how many of them right, and the sum of their confidences.
pub(crate) fn bins(outcomes: &[Outcome]) -> [(usize, usize, f64); BINS] {
    let mut bins = [(0_usize, 0_usize, 0.0_f64); BINS];
    for outcome in outcomes {
        let confidence = outcome.probabilities[outcome.found()];
        let bin = (0..BINS)
            .rev()
            .find(|bin| confidence >= number(*bin) / number(BINS));
        let (count, right, sum) = &mut bins[bin.unwrap_or(0)];
        *count += 1;
        *right += usize::from(outcome.found() == outcome.gold);
        *sum += confidence;
    }
    bins
}

/// The expected calibration error: how far confidence is from the share of right labels, over the bins, weighted by
/// their texts (Guo et al. 2017, ten bins).
pub(crate) fn calibration_error(outcomes: &[Outcome]) -> f64 {
    let all = number(outcomes.len().max(1));
    bins(outcomes)
        .iter()
        .map(|&(_, right, sum)| (number(right) - sum).abs() / all)
        .sum()
}

pub(crate) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_the_usual_ones() {
        let outcome = |gold, found: usize| Outcome {
            gold,
            probabilities: std::array::from_fn(|class| if class == found { 0.8 } else { 0.1 }),
        };
        let figures = Figures::of(&[outcome(0, 0), outcome(0, 1), outcome(1, 1), outcome(2, 2)]);
        assert!((figures.accuracy - 0.75).abs() < 1e-9);
        assert!((figures.f1[0] - 2.0 / 3.0).abs() < 1e-9 && (figures.f1[2] - 1.0).abs() < 1e-9);
        assert!(figures.turned.abs() < 1e-9);
        let honest = [
            outcome(0, 0),
            outcome(0, 0),
            outcome(1, 1),
            outcome(2, 2),
            outcome(2, 1),
        ];
        assert!(calibration_error(&honest) < 1e-9);
    }
}
