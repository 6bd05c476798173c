//! Trains the heads of the model and its gate on corpora.

use crate::{
    Corpus,
    calibrate::temperature,
    corpus::Kind,
    fit::{Row, Shape, fit},
};
use sentiment::{
    Label, Language,
    training::{BIAS, DENSE, Example, OUTPUTS, Side, Weights, example, mixed, place},
};
use std::collections::{BTreeMap, BTreeSet};

/// The first outputs of the heads (development talk in English, posts about anything in other languages; customers'
/// words) and the gate.
const FIRST: usize = 0;
const CUSTOMERS: usize = 3;
const GATE: usize = 6;

/// What the model is fitted with; found by cross-validation, never by the test file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The penalty of the head for development talk, of the one for posts, of the one for customers' words, and of the
    /// gates.
    pub penalties: [f64; 4],
    /// How many texts must hold an n-gram of customers' words; one of development talk is always kept.
    pub frequent: u32,
    /// What the values of n-grams are multiplied with for customers' words and posts, so that they are penalised less.
    pub boost: f64,
    /// What is taken from the sum for positive customers' words: a complaint that is called praise is the worst error.
    pub caution: f64,
    /// What a text of developers, and a post in another language than English, weighs for customers' words, times its
    /// weight: the head of customers answers for some of them.
    pub beside: [f64; 2],
    /// What a customer's text weighs for posts, times its weight.
    pub customers: f64,
    /// What a text of developers, and one that helps customers' words, weighs when the gate of English is fitted, times
    /// its weight.
    pub gate: [f64; 2],
    /// What the temperatures of development talk, of posts and of customers' words are multiplied with: texts that were
    /// left out are still nearer to those that were trained on than what will be read.
    pub doubt: [f32; 3],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            penalties: [20.0, 1.0, 0.66, 3.0],
            frequent: 2,
            boost: 1.5,
            caution: 0.5,
            beside: [0.05, 0.2],
            customers: 0.1,
            gate: [2.0, 3.0],
            doubt: [1.0, 1.8, 1.25],
        }
    }
}

/// A trained model, before its weights are rounded.
#[derive(Debug, Clone)]
pub struct Model {
    weights: Weights,
    english: BTreeMap<u64, usize>,
    others: BTreeMap<u64, usize>,
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
        Kind::Customers(language) | Kind::Posts(language) if !corpus.is_judged => Some(language),
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

    /// Whether it is a post that the first head of the other languages answers for.
    fn is_post(&self) -> bool {
        !self.is_english() && matches!(self.kind, Kind::Posts(_))
    }
}

/// Trains a model on samples; its temperatures are 1 until [`Model::calibrate`].
pub(crate) fn train(samples: &[&Sample], settings: &Settings) -> Model {
    let english = vocabulary(samples, Language::English, settings.frequent);
    let others = vocabulary(samples, Language::German, settings.frequent);
    let places = |grams: &[u64]| -> BTreeMap<u64, usize> {
        let places = grams.iter().enumerate();
        places.map(|(at, gram)| (*gram, at)).collect()
    };
    let mut model = Model {
        weights: Weights {
            english: side(&english),
            others: side(&others),
        },
        english: places(&english),
        others: places(&others),
    };
    let [development, posts, customers, gate] = settings.penalties;
    let rows = model.rows(samples, 1.0, |sample| {
        (sample.is_development() && sample.is_english()).then_some((sample.class, sample.weight))
    });
    let head = model.fit(&rows, development, 1.0);
    model.english_takes(FIRST, &head);
    let rows = model.rows(samples, settings.boost, |sample| {
        let share = match (sample.is_post(), sample.kind) {
            (true, _) => 1.0,
            (false, Kind::Development) => return None,
            (false, _) => settings.customers,
        };
        Some((sample.class, sample.weight * share))
    });
    let head = model.fit(&rows, posts, settings.boost);
    model.others_take(FIRST, &head);
    let [of_development, of_posts] = settings.beside;
    let rows = model.rows(samples, settings.boost, |sample| {
        let share = match (sample.is_post(), sample.is_development()) {
            (true, _) => of_posts,
            (false, true) => of_development,
            (false, false) => 1.0,
        };
        Some((sample.class, sample.weight * share))
    });
    let head = model.fit(&rows, customers, settings.boost);
    model.english_takes(CUSTOMERS, &head);
    model.others_take(CUSTOMERS, &head);
    for side in [&mut model.weights.english, &mut model.weights.others] {
        side.dense[BIAS][CUSTOMERS + 2] -= settings.caution;
    }
    let rows = model.rows(samples, 1.0, |sample| {
        let [development, help] = settings.gate;
        let weight = match (sample.is_development(), sample.is_judged) {
            (true, _) => development,
            (false, true) => 1.0,
            (false, false) => help,
        };
        let class = usize::from(!sample.is_development());
        sample
            .is_english()
            .then_some((class, sample.weight * weight))
    });
    let head = model.fit_gate(&rows, gate);
    model.english_takes(GATE, &head);
    let rows = model.rows(samples, 1.0, |sample| {
        let is_asked = !sample.is_english() && !sample.is_development();
        is_asked.then_some((usize::from(!sample.is_post()), sample.weight))
    });
    let head = model.fit_gate(&rows, gate);
    model.others_take(GATE, &head);
    model.weights = model.weights.rounded();
    model
}

fn side(grams: &[u64]) -> Side {
    Side {
        temperatures: [1.0; 2],
        dense: vec![[0.0; OUTPUTS]; DENSE],
        grams: grams.iter().map(|gram| (*gram, [0.0; OUTPUTS])).collect(),
    }
}

/// What was fitted: a row of outputs per feature with a place, per English n-gram, and per n-gram of other languages.
struct Head {
    dense: Vec<Vec<f64>>,
    english: Vec<Vec<f64>>,
    others: Vec<Vec<f64>>,
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
                (&self.others, DENSE + self.english.len())
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

    /// Fits a head of three moods; what n-grams weigh is multiplied with the boost, as their values were.
    fn fit(&self, rows: &[Row], penalty: f64, boost: f64) -> Head {
        let mut weights: Vec<Vec<f64>> = fitted(rows, 3, penalty)
            .chunks(3)
            .map(<[f64]>::to_vec)
            .collect();
        for weight in weights[DENSE..].iter_mut().flatten() {
            *weight *= boost;
        }
        self.head(weights)
    }

    /// Fits a gate: one output, how far a text is customers' words.
    fn fit_gate(&self, rows: &[Row], penalty: f64) -> Head {
        let weights = fitted(rows, 2, penalty);
        self.head(weights.chunks(2).map(|row| vec![row[1] - row[0]]).collect())
    }

    fn head(&self, mut weights: Vec<Vec<f64>>) -> Head {
        let others = weights.split_off(weights.len().min(DENSE + self.english.len()));
        let english = weights.split_off(DENSE);
        Head {
            dense: weights,
            english,
            others,
        }
    }

    fn english_takes(&mut self, output: usize, head: &Head) {
        take(
            &mut self.weights.english,
            output,
            &head.dense,
            &head.english,
        );
    }

    fn others_take(&mut self, output: usize, head: &Head) {
        take(&mut self.weights.others, output, &head.dense, &head.others);
    }

    /// The side of a language, and the places of its n-grams.
    fn side(&self, language: Language) -> (&Side, &BTreeMap<u64, usize>) {
        if language == Language::English {
            (&self.weights.english, &self.english)
        } else {
            (&self.weights.others, &self.others)
        }
    }

    /// The sums of all outputs for a text.
    pub(crate) fn sums(&self, example: &Example) -> [f64; OUTPUTS] {
        let (side, places) = self.side(example.language);
        let dense = example
            .dense
            .iter()
            .map(|(at, value)| (*value, side.dense[*at]));
        let grams = example.grams.iter().filter_map(|(gram, value)| {
            let at = places.get(gram)?;
            Some((*value, side.grams[*at].1))
        });
        let mut sums = [0.0; OUTPUTS];
        for (value, weights) in dense.chain(grams) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += f64::from(value) * weight;
            }
        }
        sums
    }

    /// The probabilities of sums, as the scorer makes them.
    pub(crate) fn probabilities(&self, sums: [f64; OUTPUTS], language: Language) -> [f64; 3] {
        mixed(sums, self.side(language).0.temperatures.map(f64::from))
    }

    /// Sets the temperatures by sums of texts the model was not trained on, each with its class: of development talk, of
    /// customers' English words, of posts in other languages, and of customers' words in those.
    pub(crate) fn calibrate(
        &mut self,
        outcomes: &[Vec<([f64; OUTPUTS], usize)>; 4],
        settings: &Settings,
    ) {
        let found = |at: usize, first: usize, doubt: f32| {
            let sums: Vec<([f64; 3], usize)> = outcomes[at]
                .iter()
                .map(|(sums, class)| ([0, 1, 2].map(|mood| sums[first + mood]), *class))
                .collect();
            temperature(&sums) * doubt
        };
        let [development, posts, customers] = settings.doubt;
        self.weights.english.temperatures =
            [found(0, FIRST, development), found(1, CUSTOMERS, customers)];
        self.weights.others.temperatures = [found(2, FIRST, posts), found(3, CUSTOMERS, customers)];
    }

    /// The model file.
    pub fn file(&self) -> Vec<u8> {
        self.weights.file()
    }
}

/// What is fitted to rows, a weight per feature up to the last that they have, and class.
fn fitted(rows: &[Row], classes: usize, penalty: f64) -> Vec<f64> {
    let features = rows.iter().flat_map(|row| &row.features);
    let features = features.map(|(at, _)| at + 1).max();
    let shape = Shape {
        features: features.unwrap_or_default().max(DENSE),
        classes,
        penalty,
    };
    fit(rows, shape)
}

/// Puts what was fitted into a side, from an output on.
fn take(side: &mut Side, output: usize, dense: &[Vec<f64>], grams: &[Vec<f64>]) {
    let rows = side.dense.iter_mut();
    let rows = rows.chain(side.grams.iter_mut().map(|(_, row)| row));
    for (to, from) in rows.zip(dense.iter().chain(grams)) {
        to[output..output + from.len()].copy_from_slice(from);
    }
}
