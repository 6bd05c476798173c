//! Trains the heads of the model and its gate on corpora.

use crate::{
    Corpus,
    calibrate::temperature,
    corpus::Kind,
    fit::{Row, Shape, fit},
};
use sentiment::{
    Label, Language,
    training::{BIAS, DENSE, Example, OUTPUTS, Weights, example, mixed, place, softmax},
};
use std::collections::{BTreeMap, BTreeSet};

/// The first outputs of the heads and of the gate.
const DEVELOPMENT: usize = 0;
const CUSTOMERS: usize = 3;
const GATE: usize = 6;

/// What the model is fitted with; found by cross-validation, never by the test file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The penalty of the head for development talk, of the one for customers' words, and of the gate.
    pub penalties: [f64; 3],
    /// How many texts must hold an n-gram of customers' words; one of development talk is always kept.
    pub frequent: u32,
    /// What the values of n-grams are multiplied with for customers' words, so that they are penalised less.
    pub boost: f64,
    /// What is taken from the sum for positive customers' words: a complaint that is called praise is the worst error.
    pub caution: f64,
    /// What a text of developers weighs for customers' words, times its weight: the head of customers answers for some of
    /// them.
    pub development: f64,
    /// What a text of developers, and one that helps customers' words, weighs when the gate is fitted, times its weight.
    pub gate: [f64; 2],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            penalties: [20.0, 0.33, 3.0],
            frequent: 2,
            boost: 1.5,
            caution: 0.3,
            gate: [2.0, 3.0],
            development: 0.05,
        }
    }
}

/// A trained model, before its weights are rounded.
#[derive(Debug, Clone)]
pub struct Model {
    weights: Weights,
    english: BTreeMap<u64, usize>,
    other: BTreeMap<u64, usize>,
}

/// A text that can be read, its place among the classes, its corpus' kind, and its weight.
pub(crate) struct Sample {
    pub example: Example,
    pub class: usize,
    pub part: usize,
    pub kind: Kind,
    pub is_judged: bool,
    weight: f64,
}

/// The classes in the order of the outputs.
fn class(label: Label) -> usize {
    match label {
        Label::Negative => 0,
        Label::Neutral => 1,
        Label::Positive => 2,
    }
}

/// The texts of a corpus.
pub(crate) struct Samples {
    /// Those that can be read.
    pub read: Vec<Sample>,
    /// The classes of those that cannot.
    pub unread: Vec<usize>,
}

/// Reads a corpus: what helps as of its language, what is judged as a user's text is.
pub(crate) fn samples(corpus: &Corpus) -> Samples {
    let beside = match corpus.kind {
        Kind::Customers(language) if !corpus.is_judged => Some(language),
        _ => None,
    };
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for text in &corpus.texts {
        let class = class(text.label);
        match example(&text.text, beside) {
            Some(example) => read.push(Sample {
                example,
                class,
                part: text.part,
                kind: corpus.kind,
                is_judged: corpus.is_judged,
                weight: corpus.weight,
            }),
            None => unread.push(class),
        }
    }
    Samples { read, unread }
}

impl Sample {
    fn is_english(&self) -> bool {
        self.example.language == Language::English
    }

    fn is_development(&self) -> bool {
        self.kind == Kind::Development
    }
}

/// Trains a model on samples; its temperatures are 1 until [`Model::calibrate`].
pub(crate) fn train(samples: &[&Sample], settings: &Settings) -> Model {
    let english = vocabulary(samples, Language::English, settings.frequent);
    let other = vocabulary(samples, Language::German, settings.frequent);
    let places = |grams: &[u64]| -> BTreeMap<u64, usize> {
        let places = grams.iter().enumerate();
        places.map(|(at, gram)| (*gram, at)).collect()
    };
    let mut model = Model {
        weights: Weights {
            temperatures: [1.0; 3],
            dense: vec![[0.0; OUTPUTS]; DENSE],
            english: english.iter().map(|gram| (*gram, [0.0; OUTPUTS])).collect(),
            other: other.iter().map(|gram| (*gram, [0.0; 3])).collect(),
        },
        english: places(&english),
        other: places(&other),
    };
    let [development, customers, gate] = settings.penalties;
    let features = DENSE + english.len();
    let rows = model.rows(samples, 1.0, |sample| {
        (sample.is_development() && sample.is_english()).then_some((sample.class, sample.weight))
    });
    model.take(DEVELOPMENT, &rows, features, (development, 1.0));
    let rows = model.rows(samples, settings.boost, |sample| {
        let share = if sample.is_development() {
            settings.development
        } else {
            1.0
        };
        Some((sample.class, sample.weight * share))
    });
    let head = (customers, settings.boost);
    model.take(CUSTOMERS, &rows, features + other.len(), head);
    model.weights.dense[BIAS][CUSTOMERS + 2] -= settings.caution;
    let rows = model.rows(samples, 1.0, |sample| {
        let [development, help] = settings.gate;
        let weight = match (sample.is_development(), sample.is_judged) {
            (true, _) => development,
            (false, true) => 1.0,
            (false, false) => help,
        };
        let class = usize::from(!sample.is_development());
        let row = (class, sample.weight * weight);
        sample.is_english().then_some(row)
    });
    model.take_gate(&rows, features, gate);
    model.weights = model.weights.rounded();
    model
}

/// The frequent n-grams of English, or of all other languages, most frequent first; where two want the same slot, the
/// first has it.
fn vocabulary(samples: &[&Sample], language: Language, least: u32) -> Vec<u64> {
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    let is_english = language == Language::English;
    for sample in samples {
        if sample.is_english() != is_english {
            continue;
        }
        let mut grams: Vec<u64> = sample.example.grams.iter().map(|(gram, _)| *gram).collect();
        grams.sort_unstable();
        grams.dedup();
        for gram in grams {
            // What counts for development talk is rarer in number.
            *counts.entry(gram).or_default() += if sample.is_development() { least } else { 1 };
        }
    }
    let mut frequent: Vec<(u32, u64)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= least)
        .map(|(gram, count)| (count, gram))
        .collect();
    frequent.sort_by_key(|&(count, gram)| (std::cmp::Reverse(count), gram));
    let mut taken = BTreeSet::new();
    frequent.retain(|&(_, gram)| taken.insert(place(language, gram).0));
    frequent.into_iter().map(|(_, gram)| gram).collect()
}

impl Model {
    /// The rows of a head: those samples that have a class and a weight there, their n-grams boosted.
    fn rows(
        &self,
        samples: &[&Sample],
        boost: f64,
        class: impl Fn(&Sample) -> Option<(usize, f64)>,
    ) -> Vec<Row> {
        let rows = samples.iter().filter_map(|sample| {
            let (class, weight) = class(sample)?;
            let (places, from) = if sample.is_english() {
                (&self.english, DENSE)
            } else {
                (&self.other, DENSE + self.english.len())
            };
            let dense = sample.example.dense.iter();
            let dense = dense.map(|&(at, value)| (at, f64::from(value)));
            let grams = sample.example.grams.iter().filter_map(|(gram, value)| {
                Some((from + places.get(gram)?, f64::from(*value) * boost))
            });
            Some(Row {
                features: dense.chain(grams).collect(),
                class,
                weight,
            })
        });
        rows.collect()
    }

    /// Fits a head of three moods.
    fn take(&mut self, output: usize, rows: &[Row], features: usize, (penalty, boost): (f64, f64)) {
        let shape = Shape {
            features,
            classes: 3,
            penalty,
        };
        let english = DENSE + self.weights.english.len();
        for (feature, row) in fit(rows, shape).chunks(3).enumerate() {
            for (mood, value) in row.iter().enumerate() {
                if feature < DENSE {
                    self.weights.dense[feature][output + mood] = *value;
                } else if feature < english {
                    self.weights.english[feature - DENSE].1[output + mood] = value * boost;
                } else {
                    self.weights.other[feature - english].1[mood] = value * boost;
                }
            }
        }
    }

    fn take_gate(&mut self, rows: &[Row], features: usize, penalty: f64) {
        let shape = Shape {
            features,
            classes: 2,
            penalty,
        };
        for (feature, row) in fit(rows, shape).chunks(2).enumerate() {
            let value = row[1] - row[0];
            if feature < DENSE {
                self.weights.dense[feature][GATE] = value;
            } else {
                self.weights.english[feature - DENSE].1[GATE] = value;
            }
        }
    }

    /// The sums of all outputs for a text.
    pub(crate) fn sums(&self, example: &Example) -> [f64; OUTPUTS] {
        let mut sums = [0.0; OUTPUTS];
        for &(at, value) in &example.dense {
            for (sum, weight) in sums.iter_mut().zip(self.weights.dense[at]) {
                *sum += f64::from(value) * weight;
            }
        }
        let is_english = example.language == Language::English;
        for (gram, value) in &example.grams {
            if is_english {
                if let Some(at) = self.english.get(gram) {
                    for (sum, weight) in sums.iter_mut().zip(self.weights.english[*at].1) {
                        *sum += f64::from(*value) * weight;
                    }
                }
            } else if let Some(at) = self.other.get(gram) {
                for (sum, weight) in sums[CUSTOMERS..].iter_mut().zip(self.weights.other[*at].1) {
                    *sum += f64::from(*value) * weight;
                }
            }
        }
        sums
    }

    /// The probabilities of sums, as the scorer makes them.
    pub(crate) fn probabilities(&self, sums: [f64; OUTPUTS], language: Language) -> [f64; 3] {
        let temperatures = self.weights.temperatures.map(f64::from);
        if language == Language::English {
            return mixed(sums, temperatures);
        }
        softmax([0, 1, 2].map(|mood| sums[CUSTOMERS + mood] / temperatures[2]))
    }

    /// Sets the temperatures by sums of texts the model was not trained on, each with its class: of development talk, of
    /// customers' English words, of other languages.
    pub(crate) fn calibrate(&mut self, outcomes: &[Vec<([f64; OUTPUTS], usize)>; 3]) {
        let firsts = [DEVELOPMENT, CUSTOMERS, CUSTOMERS];
        for (at, first) in firsts.into_iter().enumerate() {
            let sums: Vec<([f64; 3], usize)> = outcomes[at]
                .iter()
                .map(|(sums, class)| ([0, 1, 2].map(|mood| sums[first + mood]), *class))
                .collect();
            self.weights.temperatures[at] = temperature(&sums);
        }
    }

    /// The model file.
    pub fn file(&self) -> Vec<u8> {
        self.weights.file()
    }
}
