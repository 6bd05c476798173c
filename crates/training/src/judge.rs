//! Judges a model by texts it was not trained on.

use crate::{
    Corpora, Corpus, Model, Settings,
    model::{class, samples},
    train,
};
use sentiment::training::softmax;

/// What a model said of a text it had not seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// The class people gave it: 0 negative, 1 neutral, 2 positive.
    pub gold: usize,
    /// The probabilities of the three.
    pub probabilities: [f64; 3],
    /// Whether it was taken for general language.
    pub as_general: bool,
}

impl Outcome {
    /// The likeliest class; in doubt neutral.
    pub fn found(&self) -> usize {
        let [negative, neutral, positive] = self.probabilities;
        if negative > neutral && negative > positive {
            0
        } else if positive > neutral && positive >= negative {
            2
        } else {
            1
        }
    }
}

/// How a corpus was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The corpus.
    pub name: &'static str,
    /// How it was kept apart from training.
    pub how: &'static str,
    /// One per text.
    pub outcomes: Vec<Outcome>,
}

/// A trained model and everything it was judged by.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// Trained on all training texts, calibrated.
    pub model: Model,
    /// In the order of the table.
    pub splits: Vec<Split>,
    /// The probabilities of development and support talk in cross-validation: what the reliability diagram shows.
    pub reliability: Vec<Outcome>,
}

const FOLDS: usize = 5;

/// Trains and judges. `say` is told what is being done.
pub fn judge(corpora: &Corpora, settings: &Settings, mut say: impl FnMut(&str)) -> Judgement {
    let training = &corpora.training;
    say("training on everything");
    let mut model = train(training, settings);
    let mut sums: [Vec<([f64; 3], usize)>; 2] = [Vec::new(), Vec::new()];
    let mut crossed: Vec<Vec<([f64; 3], usize, bool)>> = vec![Vec::new(); training.len()];
    for fold in 0..FOLDS {
        say(&format!("cross-validation, part {} of {FOLDS}", fold + 1));
        let part = |kept: bool| -> Vec<Corpus> {
            training
                .iter()
                .map(|corpus| part(corpus, fold, kept))
                .collect()
        };
        let trained = train(&part(false), settings);
        for (corpus, found) in part(true).iter().zip(&mut crossed) {
            for (three, gold, as_general) in answers(&trained, corpus) {
                sums[usize::from(as_general)].push((three, gold));
                found.push((three, gold, as_general));
            }
        }
    }
    model.calibrate([&sums[0], &sums[1]]);
    let mut splits = Vec::new();
    let mut reliability = Vec::new();
    for (corpus, found) in training.iter().zip(crossed) {
        let outcomes = outcomes(&model, found);
        if !corpus.is_general {
            reliability.extend(&outcomes);
        }
        splits.push(Split {
            name: corpus.name,
            how: "cross-validation",
            outcomes,
        });
    }
    for left_out in 0..2 {
        say(&format!("without {}", training[left_out].name));
        let others: Vec<Corpus> = (0..training.len())
            .filter(|at| *at != left_out)
            .map(|at| training[at].clone())
            .collect();
        let trained = train(&others, settings);
        splits.push(Split {
            name: training[left_out].name,
            how: "source left out",
            outcomes: outcomes(&model, answers(&trained, &training[left_out])),
        });
    }
    for corpus in &corpora.held_out {
        splits.push(Split {
            name: corpus.name,
            how: "held out",
            outcomes: outcomes(&model, answers(&model, corpus)),
        });
    }
    for corpus in training.iter().filter(|corpus| corpus.is_general) {
        splits.push(Split {
            name: corpus.name,
            how: "trained on",
            outcomes: outcomes(&model, answers(&model, corpus)),
        });
    }
    Judgement {
        model,
        splits,
        reliability,
    }
}

/// The texts of a fold, or all others.
fn part(corpus: &Corpus, fold: usize, kept: bool) -> Corpus {
    let texts = corpus.texts.iter().enumerate();
    Corpus {
        texts: texts
            .filter(|(at, _)| (at % FOLDS == fold) == kept)
            .map(|(_, text)| text.clone())
            .collect(),
        ..corpus.clone()
    }
}

/// The sums that decide, the class people gave, and whether the text was taken for general language. A text that
/// cannot be read is neutral.
fn answers(model: &Model, corpus: &Corpus) -> Vec<([f64; 3], usize, bool)> {
    let mut found: Vec<_> = samples(std::slice::from_ref(corpus))
        .iter()
        .map(|sample| {
            let (sums, as_general) = model.sums(&sample.example);
            let from = if as_general { 3 } else { 0 };
            (
                [sums[from], sums[from + 1], sums[from + 2]],
                sample.class,
                as_general,
            )
        })
        .collect();
    let unread = corpus
        .texts
        .iter()
        .filter(|text| sentiment::training::example(&text.text).is_none());
    found.extend(unread.map(|text| ([0.0, 9.0, 0.0], class(text.label), false)));
    found
}

fn outcomes(model: &Model, found: Vec<([f64; 3], usize, bool)>) -> Vec<Outcome> {
    found
        .into_iter()
        .map(|(sums, gold, as_general)| {
            let temperature = model.temperature(as_general);
            Outcome {
                gold,
                probabilities: softmax(sums.map(|sum| sum / temperature)),
                as_general,
            }
        })
        .collect()
}
