//! How often a model is right, as a table for people.

use crate::{Outcome, Split};
use std::fmt::Write;

/// A Markdown table: per split the number of texts, accuracy, macro-F1, weighted F1 and the F1 of each mood.
pub fn table(splits: &[Split]) -> String {
    let mut table = String::from(
        "| corpus | split | texts | accuracy | macro-F1 | weighted F1 | negative | neutral | positive | read as general |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
    );
    for split in splits {
        let figures = Figures::of(&split.outcomes);
        let [negative, neutral, positive] = figures.f1;
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| {} | {} | {} | {:.3} | {:.3} | {:.3} | {negative:.3} | {neutral:.3} | {positive:.3} | {:.1} % |",
            split.name,
            split.how,
            split.outcomes.len(),
            figures.accuracy,
            figures.f1.iter().sum::<f64>() / 3.0,
            figures.weighted,
            100.0 * figures.general
        );
    }
    table
}

struct Figures {
    accuracy: f64,
    f1: [f64; 3],
    weighted: f64,
    general: f64,
}

impl Figures {
    fn of(outcomes: &[Outcome]) -> Self {
        let count = |is: &dyn Fn(&Outcome) -> bool| {
            number(outcomes.iter().filter(|outcome| is(outcome)).count())
        };
        let all = number(outcomes.len().max(1));
        let gold = [0, 1, 2].map(|class| count(&|outcome| outcome.gold == class));
        let f1 = [0, 1, 2].map(|class| {
            let hit = count(&|outcome| outcome.gold == class && outcome.found() == class);
            let found = count(&|outcome| outcome.found() == class);
            2.0 * hit / (gold[class] + found).max(1.0)
        });
        Self {
            accuracy: count(&|outcome| outcome.gold == outcome.found()) / all,
            f1,
            weighted: (0..3).map(|class| gold[class] * f1[class]).sum::<f64>() / all,
            general: count(&|outcome| outcome.as_general) / all,
        }
    }
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
            as_general: false,
        };
        let figures = Figures::of(&[outcome(0, 0), outcome(0, 1), outcome(1, 1), outcome(2, 2)]);
        assert!((figures.accuracy - 0.75).abs() < 1e-9);
        assert!((figures.f1[0] - 2.0 / 3.0).abs() < 1e-9 && (figures.f1[2] - 1.0).abs() < 1e-9);
    }
}
