//! Judges a model by texts it was not trained on.

use crate::{
    Corpora, Model, Settings,
    corpus::{Kind, PARTS},
    model::{Sample, Samples, samples, train},
};
use sentiment::{Language, training::OUTPUTS};

/// What a model said of a text it had not seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// The class people gave it: 0 negative, 1 neutral, 2 positive.
    pub gold: usize,
    /// The probabilities of the three.
    pub probabilities: [f64; 3],
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
}

/// What a model that had not seen a text says of it.
enum Answer {
    /// Its sums, its class, and the language it was read in.
    Read([f64; OUTPUTS], usize, Language),
    /// It cannot be read; its class.
    Unread(usize),
}

/// Trains and judges. `say` is told what is being done.
pub fn judge(corpora: &Corpora, settings: &Settings, mut say: impl FnMut(&str)) -> Judgement {
    let read: Vec<Samples> = corpora.training.iter().map(samples).collect();
    let all: Vec<&Sample> = read.iter().flat_map(|samples| &samples.read).collect();
    say("training on everything");
    let mut model = train(&all, settings);
    let mut crossed: Vec<Vec<Answer>> = read.iter().map(unread).collect();
    for part in 0..PARTS {
        say(&format!("cross-validation, part {} of {PARTS}", part + 1));
        let others: Vec<&Sample> = all
            .iter()
            .copied()
            .filter(|sample| sample.part != part || !sample.is_judged)
            .collect();
        let trained = train(&others, settings);
        for (samples, found) in read.iter().zip(&mut crossed) {
            let kept = samples
                .read
                .iter()
                .filter(|sample| sample.part == part && sample.is_judged);
            found.extend(kept.map(|sample| answer(&trained, sample)));
        }
    }
    let mut sums: [Vec<([f64; OUTPUTS], usize)>; 4] = Default::default();
    for (corpus, found) in corpora.training.iter().zip(&crossed) {
        for answer in found {
            let Answer::Read(of_text, class, language) = answer else {
                continue;
            };
            let head = match (corpus.kind, language) {
                (Kind::Development, _) => 0,
                (_, Language::English) => 1,
                (Kind::Posts(_), _) => 2,
                (Kind::Customers(_), _) => 3,
            };
            sums[head].push((*of_text, *class));
        }
    }
    model.calibrate(&sums, settings);
    let mut splits = Vec::new();
    for (corpus, found) in corpora.training.iter().zip(&crossed) {
        if corpus.is_judged {
            splits.push(Split {
                name: corpus.name,
                how: match corpus.kind {
                    Kind::Development => "cross-validation",
                    Kind::Customers(_) => "trades left out",
                    Kind::Posts(_) => "topics left out",
                },
                outcomes: outcomes(&model, found),
            });
        }
    }
    for left_out in 0..2 {
        let corpus = &corpora.training[left_out];
        say(&format!("without {}", corpus.name));
        let others = read.iter().enumerate().filter(|(at, _)| *at != left_out);
        let others: Vec<&Sample> = others.flat_map(|(_, samples)| &samples.read).collect();
        let found = answers(&train(&others, settings), &read[left_out]);
        splits.push(Split {
            name: corpus.name,
            how: "source left out",
            outcomes: outcomes(&model, &found),
        });
    }
    for corpus in &corpora.held_out {
        let found = answers(&model, &samples(corpus));
        splits.push(Split {
            name: corpus.name,
            how: "held out",
            outcomes: outcomes(&model, &found),
        });
    }
    Judgement { model, splits }
}

/// What a model says of all texts of a corpus.
fn answers(model: &Model, samples: &Samples) -> Vec<Answer> {
    let read = samples.read.iter().map(|sample| answer(model, sample));
    unread(samples).into_iter().chain(read).collect()
}

fn answer(model: &Model, sample: &Sample) -> Answer {
    Answer::Read(
        model.sums(&sample.example),
        sample.class,
        sample.example.language,
    )
}

fn unread(samples: &Samples) -> Vec<Answer> {
    let classes = samples.unread.iter();
    classes.map(|class| Answer::Unread(*class)).collect()
}

/// What the calibrated model makes of answers; a text that cannot be read is neutral.
fn outcomes(model: &Model, found: &[Answer]) -> Vec<Outcome> {
    let of = |answer: &Answer| match answer {
        Answer::Read(sums, gold, language) => Outcome {
            gold: *gold,
            probabilities: model.probabilities(*sums, *language),
        },
        Answer::Unread(gold) => Outcome {
            gold: *gold,
            probabilities: [0.0, 1.0, 0.0],
        },
    };
    found.iter().map(of).collect()
}
