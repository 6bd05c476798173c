//! What a trainer of the model needs: the features of a text, and the file the model is read from.

use crate::{Language, features, lexer, model, prose, score::readable};

/// How many features have a place of their own.
pub const DENSE: usize = features::DENSE;
/// The place of the constant feature.
pub const BIAS: usize = features::BIAS;
/// How many outputs the model has: negative, neutral, positive of development talk, the same of customers' words, and
/// how much a text is the latter.
pub const OUTPUTS: usize = model::OUTPUTS;

/// A text as the model reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The language it is read in.
    pub language: Language,
    /// Places and values of the features that have a place and are not 0.
    pub dense: Vec<(usize, f32)>,
    /// The n-grams as hashes, repetitions included, each with its value.
    pub grams: Vec<(u64, f32)>,
}

/// Reads a text; `None` where there is nothing to read, or not in a language that is spoken here. A language that is
/// given is the one of what stands beside it.
pub fn example(text: &str, beside: Option<Language>) -> Option<Example> {
    let plain = prose::plain(readable(text));
    let text = &*plain.text;
    let read = lexer::read_beside(text, beside);
    let language = read.language.filter(|_| read.speaking() > 0)?;
    let mut dense = Vec::new();
    features::for_each_dense(&read, |at, value| dense.push((at, value)));
    let valued = |grams: Vec<u64>| {
        let count = u16::try_from(grams.len().max(1)).unwrap_or(u16::MAX);
        let value = model::GRAM_VALUE / f32::from(count).sqrt();
        grams.into_iter().map(move |gram| (gram, value))
    };
    let (mut grams, mut runs) = (Vec::new(), Vec::new());
    features::for_each_gram(&read, |gram| grams.push(gram));
    if language == Language::English {
        features::for_each_stem(&read, text, |stem, is_there| {
            runs.extend(is_there.then_some(stem));
        });
    } else {
        features::for_each_run(&read, text, |run| runs.push(run));
    }
    Some(Example {
        language,
        dense,
        grams: valued(grams).chain(valued(runs)).collect(),
    })
}

/// The slot an n-gram takes in the file and the byte that is checked there.
pub fn place(language: Language, gram: u64) -> (usize, u8) {
    model::Side::of(language).place(gram)
}

/// e to the power of a number, the same to the last bit on every machine.
pub fn exp(value: f64) -> f64 {
    model::exp(value)
}

/// Probabilities of three sums, as the scorer computes them.
pub fn softmax(sums: [f64; 3]) -> [f64; 3] {
    model::softmax(sums)
}

/// The probabilities of the sums of a text, as the scorer mixes them; the temperatures are those of a [`Side`].
pub fn mixed(sums: [f64; OUTPUTS], temperatures: [f64; 2]) -> [f64; 3] {
    model::mixed(sums, temperatures)
}

/// The weights of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Of English: development talk and customers' words.
    pub english: Side,
    /// Of the other languages: posts about anything and customers' words.
    pub others: Side,
}

/// The weights of a side of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// What the sums of the first head and of customers' words are divided by.
    pub temperatures: [f32; 2],
    /// Per place and output.
    pub dense: Vec<[f64; OUTPUTS]>,
    /// Per n-gram and output; of those that share a slot the first is kept.
    pub grams: Vec<(u64, [f64; OUTPUTS])>,
}

impl Weights {
    /// The weights as the file holds them: rounded to 16 bits (places) and 8 bits (n-grams).
    #[must_use]
    pub fn rounded(self) -> Self {
        Self {
            english: self.english.rounded(),
            others: self.others.rounded(),
        }
    }

    /// The file: the rounded weights, a scale per output.
    pub fn file(&self) -> Vec<u8> {
        let mut file = Vec::with_capacity(model::LENGTH);
        file.extend(model::MAGIC);
        self.english.write(&mut file, model::ENGLISH);
        self.others.write(&mut file, model::OTHERS);
        file
    }
}

impl Side {
    fn rounded(mut self) -> Self {
        round(self.dense.iter_mut(), DENSE_STEPS, 0);
        let grams = self.grams.iter_mut().map(|(_, row)| row);
        round(grams, GRAM_STEPS, OUTLIERS);
        self
    }

    fn write(&self, file: &mut Vec<u8>, side: model::Side) {
        for value in self.temperatures {
            file.extend(value.to_le_bytes());
        }
        let dense = scales(self.dense.iter(), DENSE_STEPS, 0);
        let grams = scales(self.grams.iter().map(|(_, row)| row), GRAM_STEPS, OUTLIERS);
        for scale in dense.iter().chain(&grams) {
            file.extend(single(*scale).to_le_bytes());
        }
        for row in &self.dense {
            for (value, scale) in row.iter().zip(dense) {
                #[expect(clippy::cast_possible_truncation, reason = "scaled into the range")]
                file.extend((steps(*value, scale, DENSE_STEPS) as i16).to_le_bytes());
            }
        }
        file.extend(slots(&self.grams, grams, side));
    }
}

/// The largest number of steps a weight of a place can be from 0, and one of an n-gram.
const DENSE_STEPS: f64 = 32_767.0;
const GRAM_STEPS: f64 = 127.0;
/// Of so many n-grams one may have a larger weight than can be written, and has the largest then: otherwise the few
/// largest weights would leave no steps for all others.
const OUTLIERS: usize = 2_000;

fn steps(value: f64, scale: f64, most: f64) -> f64 {
    (value / scale).round().clamp(-most, most)
}

fn round<'a, const COLUMNS: usize>(
    rows: impl Iterator<Item = &'a mut [f64; COLUMNS]>,
    most: f64,
    outliers: usize,
) {
    let mut rows: Vec<&mut [f64; COLUMNS]> = rows.collect();
    let scales = scales(rows.iter().map(|row| &**row), most, outliers);
    for row in &mut rows {
        for (value, scale) in row.iter_mut().zip(scales) {
            *value = steps(*value, scale, most) * scale;
        }
    }
}

/// The scale of each column: what a step is worth so that `most` of them reach the largest value, but for one in
/// `outliers` (0: none).
fn scales<'a, const COLUMNS: usize>(
    rows: impl Iterator<Item = &'a [f64; COLUMNS]>,
    most: f64,
    outliers: usize,
) -> [f64; COLUMNS] {
    let rows: Vec<&[f64; COLUMNS]> = rows.collect();
    std::array::from_fn(|at| {
        let mut values: Vec<f64> = rows
            .iter()
            .map(|row| row[at].abs())
            .filter(|value| *value > 0.0)
            .collect();
        values.sort_by(f64::total_cmp);
        let beyond = values.len().checked_div(outliers).unwrap_or_default();
        let largest = values
            .len()
            .checked_sub(1 + beyond)
            .map(|place| values[place]);
        largest.unwrap_or_default().max(1e-6) / most
    })
}

/// A table of n-grams: a check byte and a weight per output in each slot.
fn slots(rows: &[(u64, [f64; OUTPUTS])], scales: [f64; OUTPUTS], side: model::Side) -> Vec<u8> {
    let mut slots = vec![[0_u8; 8]; 1 << side.bits];
    for (gram, row) in rows {
        let (slot, check) = side.place(*gram);
        if slots[slot][0] != 0 {
            continue;
        }
        slots[slot][0] = check;
        for ((to, value), scale) in slots[slot][1..].iter_mut().zip(row).zip(scales) {
            #[expect(clippy::cast_possible_truncation, reason = "scaled into the range")]
            let weight = steps(*value, scale, GRAM_STEPS) as i8;
            *to = weight.to_le_bytes()[0];
        }
    }
    slots.into_flattened()
}

#[expect(clippy::cast_possible_truncation, reason = "a scale of this size fits")]
fn single(value: f64) -> f32 {
    value as f32
}
