//! Trains all heads of the model on corpora.

use crate::{
    Corpus,
    calibrate::temperature,
    fit::{Row, Shape, fit},
};
use sentiment::{
    Label,
    training::{
        DENSE, Example, MENTION_AT, OUTPUTS, VADER_AT, Weights, example, is_general, place,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What the heads are fitted with; found by cross-validation, never by the test file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// An n-gram is kept when more texts than this hold it; one of development and support talk counts twice.
    pub frequent: u32,
    /// Of the heads for development and support talk, for general language, and of the gate: the penalty, and what the
    /// values of the n-grams are multiplied with.
    pub heads: [(f64, f64); 3],
    /// What a development or support text weighs beside a general one when the gate is fitted: it must stay on its side.
    pub gate_weight: f64,
    /// The sum from which on the gate calls a text general.
    pub gate: f32,
    /// What the probability of the likeliest mood of support talk adds to it, less a half.
    pub certainty: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            frequent: 0,
            heads: [(20.0, 1.0), (10.0, 2.0), (1.0, 5.0)],
            gate_weight: 30.0,
            gate: 5.5,
            certainty: 4.0,
        }
    }
}

/// A trained model, before its weights are rounded.
#[derive(Debug, Clone)]
pub struct Model {
    weights: Weights,
    places: BTreeMap<u64, usize>,
}

/// A text that can be read, its place among the classes, whether it is general language, and its weight.
pub(crate) struct Sample {
    pub example: Example,
    pub class: usize,
    is_general: bool,
    weight: f64,
}

/// The classes in the order of the outputs.
pub(crate) fn class(label: Label) -> usize {
    match label {
        Label::Negative => 0,
        Label::Neutral => 1,
        Label::Positive => 2,
    }
}

pub(crate) fn samples(corpora: &[Corpus]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for corpus in corpora {
        for text in &corpus.texts {
            if let Some(example) = example(&text.text) {
                samples.push(Sample {
                    example,
                    class: class(text.label),
                    is_general: corpus.is_general,
                    weight: f64::from(corpus.weight),
                });
            }
        }
    }
    samples
}

/// Trains a model; its temperatures are 1 until [`Model::calibrate`].
pub fn train(corpora: &[Corpus], settings: &Settings) -> Model {
    let samples = samples(corpora);
    let grams = vocabulary(&samples, settings.frequent);
    let places: BTreeMap<u64, usize> = grams
        .iter()
        .enumerate()
        .map(|(at, gram)| (*gram, at))
        .collect();
    let mut dense = vec![[0.0; OUTPUTS]; DENSE];
    let mut weights: Vec<(u64, [f64; OUTPUTS])> =
        grams.iter().map(|gram| (*gram, [0.0; OUTPUTS])).collect();
    let heads = [(0, 3), (3, 3), (6, 2)].into_iter().zip(settings.heads);
    for ((output, classes), (penalty, boost)) in heads {
        let rows: Vec<Row> = samples
            .iter()
            .filter(|sample| output == 6 || sample.is_general == (output == 3))
            .map(|sample| row(sample, &places, boost, output, settings.gate_weight))
            .collect();
        let shape = Shape {
            features: DENSE + grams.len(),
            classes,
            penalty,
        };
        let fitted = fit(&rows, shape);
        for (feature, row) in fitted.chunks(classes).enumerate() {
            let values: Vec<f64> = match row {
                [no, yes] => vec![yes - no],
                row => row.to_vec(),
            };
            let (to, boost) = match feature.checked_sub(DENSE) {
                None => (&mut dense[feature], 1.0),
                Some(gram) => (&mut weights[gram].1, boost),
            };
            for (at, value) in values.into_iter().enumerate() {
                to[output + at] = value * boost;
            }
        }
    }
    Model {
        weights: Weights {
            temperatures: [1.0, 1.0],
            gate: settings.gate,
            certainty: settings.certainty,
            dense,
            grams: weights,
        },
        places,
    }
}

/// The frequent n-grams, most frequent first; where two want the same slot, the first has it.
fn vocabulary(samples: &[Sample], least: u32) -> Vec<u64> {
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    for sample in samples {
        let mut grams = sample.example.grams.clone();
        grams.sort_unstable();
        grams.dedup();
        for gram in grams {
            // What counts for development and support talk is rarer in number.
            *counts.entry(gram).or_default() += if sample.is_general { 1 } else { 2 };
        }
    }
    let mut frequent: Vec<(u32, u64)> = counts
        .into_iter()
        .filter(|(_, count)| *count > least)
        .map(|(gram, count)| (count, gram))
        .collect();
    frequent.sort_by_key(|&(count, gram)| (std::cmp::Reverse(count), gram));
    let mut taken = BTreeSet::new();
    frequent.retain(|&(_, gram)| taken.insert(place(gram).0));
    frequent.into_iter().map(|(_, gram)| gram).collect()
}

fn row(
    sample: &Sample,
    places: &BTreeMap<u64, usize>,
    boost: f64,
    output: usize,
    gate_weight: f64,
) -> Row {
    let mut features: Vec<(usize, f64)> = sample
        .example
        .dense
        .iter()
        .filter(|(at, _)| output == 3 || (*at < VADER_AT && *at != MENTION_AT))
        .map(|&(at, value)| (at, f64::from(value)))
        .collect();
    let value = f64::from(sample.example.gram_value) * boost;
    let grams = sample
        .example
        .grams
        .iter()
        .filter_map(|gram| places.get(gram));
    features.extend(grams.map(|at| (DENSE + at, value)));
    let is_gate = output == 6;
    Row {
        features,
        class: if is_gate {
            usize::from(sample.is_general)
        } else {
            sample.class
        },
        weight: if is_gate && !sample.is_general {
            gate_weight
        } else {
            sample.weight
        },
    }
}

impl Model {
    /// The sums of all outputs, and whether the text counts as general language.
    pub(crate) fn sums(&self, example: &Example) -> ([f64; OUTPUTS], bool) {
        let mut sums = [0.0; OUTPUTS];
        for &(at, value) in &example.dense {
            for (sum, weight) in sums.iter_mut().zip(self.weights.dense[at]) {
                *sum += f64::from(value) * weight;
            }
        }
        for gram in &example.grams {
            if let Some(at) = self.places.get(gram) {
                for (sum, weight) in sums.iter_mut().zip(self.weights.grams[*at].1) {
                    *sum += f64::from(example.gram_value) * weight;
                }
            }
        }
        let (gate, certainty) = (self.weights.gate, self.weights.certainty);
        let is_general = is_general(sums, f64::from(gate), f64::from(certainty));
        (sums, is_general)
    }

    /// What sums are divided by before they become probabilities.
    pub(crate) fn temperature(&self, is_general: bool) -> f64 {
        f64::from(self.weights.temperatures[usize::from(is_general)])
    }

    /// Sets the temperatures by sums of texts the model was not trained on, each with its class: those of the head for
    /// development and support talk, and those of the head for general language.
    pub fn calibrate(&mut self, outcomes: [&[([f64; 3], usize)]; 2]) {
        self.weights.temperatures = outcomes.map(temperature);
    }

    /// The model file.
    pub fn file(&self) -> Vec<u8> {
        self.weights.file()
    }
}
