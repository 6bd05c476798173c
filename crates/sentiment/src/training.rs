//! What a trainer of the model needs: the features of a text, and the file the model is read from.

use crate::{features, lexer, model, prose, score::readable, vader};

/// How many features have a place of their own.
pub const DENSE: usize = features::DENSE;
/// From this place on stand VADER's answers, which only the heads of general language read.
pub const VADER_AT: usize = features::VADER_AT;
/// The place of what says that somebody is named, which only the heads of general language read.
pub const MENTION_AT: usize = features::MENTION_AT;
/// The place of the constant feature.
pub const BIAS: usize = features::BIAS;
/// How many outputs the model has: negative, neutral, positive of development and support talk, the same of general
/// language, and how much a text is the latter.
pub const OUTPUTS: usize = model::OUTPUTS;

/// A text as the model reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Places and values of the features that have a place and are not 0.
    pub dense: Vec<(usize, f32)>,
    /// The n-grams, repetitions included, as hashes.
    pub grams: Vec<u64>,
    /// The value of each of them.
    pub gram_value: f32,
}

/// Reads a text; `None` where there is nothing to read. VADER's answers are included.
pub fn example(text: &str) -> Option<Example> {
    let plain = prose::plain(readable(text));
    let text = &*plain.text;
    let read = lexer::read(text);
    if read.speaking() == 0 {
        return None;
    }
    let mut dense = Vec::new();
    features::for_each_dense(&read, |at, value| dense.push((at, value)));
    if let Some(polarity) = vader::polarity(&prose::own(text).text) {
        let answers = features::of_vader(polarity);
        dense.extend(answers.into_iter().filter(|(_, value)| *value != 0.0));
    }
    let mut grams = Vec::new();
    features::for_each_gram(&read, |gram| grams.push(gram));
    let count = u16::try_from(grams.len().max(1)).unwrap_or(u16::MAX);
    Some(Example {
        dense,
        grams,
        gram_value: model::GRAM_VALUE / f32::from(count).sqrt(),
    })
}

/// The slot an n-gram takes in the file and the byte that is checked there.
pub fn place(gram: u64) -> (usize, u8) {
    model::place(gram)
}

/// e to the power of a number, the same to the last bit on every machine.
pub fn exp(value: f64) -> f64 {
    model::exp(value)
}

/// Probabilities of three sums, as the scorer computes them.
pub fn softmax(sums: [f64; 3]) -> [f64; 3] {
    model::softmax(sums)
}

/// Whether sums pass a gate, as the scorer decides it.
pub fn is_general(sums: [f64; OUTPUTS], gate: f64, certainty: f64) -> bool {
    model::is_general(sums, gate, certainty)
}

/// The weights of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Temperatures of the heads for development and support talk and for general language.
    pub temperatures: [f32; 2],
    /// From this sum of the last output on a text is general language.
    pub gate: f32,
    /// What the probability of the likeliest mood of support talk adds to it, less a half.
    pub certainty: f32,
    /// Per place and output.
    pub dense: Vec<[f64; OUTPUTS]>,
    /// Per n-gram and output; of those that share a slot the first is kept.
    pub grams: Vec<(u64, [f64; OUTPUTS])>,
}

impl Weights {
    /// The file: weights rounded to 16 bits (places) and 8 bits (n-grams), a scale per output.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "rounded to the range before"
    )]
    pub fn file(&self) -> Vec<u8> {
        let most = |values: &mut dyn Iterator<Item = f64>| {
            values.fold(1e-6_f64, |most, value| most.max(value.abs()))
        };
        let mut file = Vec::with_capacity(model::LENGTH);
        file.extend(model::MAGIC);
        let [support, general] = self.temperatures;
        for value in [support, general, self.gate, self.certainty] {
            file.extend(value.to_le_bytes());
        }
        let dense = std::array::from_fn::<f64, OUTPUTS, _>(|at| {
            most(&mut self.dense.iter().map(|row| row[at])) / 32_767.0
        });
        let grams = std::array::from_fn::<f64, OUTPUTS, _>(|at| {
            most(&mut self.grams.iter().map(|(_, row)| row[at])) / 127.0
        });
        for scale in dense.iter().chain(&grams) {
            file.extend((*scale as f32).to_le_bytes());
        }
        for row in &self.dense {
            for (value, scale) in row.iter().zip(dense) {
                file.extend(((value / scale).round() as i16).to_le_bytes());
            }
        }
        let mut slots = vec![[0_u8; 8]; 1 << model::SLOT_BITS];
        for (gram, row) in &self.grams {
            let (slot, check) = place(*gram);
            if slots[slot][0] != 0 {
                continue;
            }
            slots[slot][0] = check;
            for (at, (value, scale)) in row.iter().zip(grams).enumerate() {
                slots[slot][1 + at] = ((value / scale).round() as i8).to_le_bytes()[0];
            }
        }
        file.extend(slots.as_flattened());
        file
    }
}
