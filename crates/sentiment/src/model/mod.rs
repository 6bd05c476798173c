//! The trained model: linear, over features that all languages share and n-grams of each, read where it lies in the
//! program. Two heads tell the moods, one of development talk and one of customers' words; a gate says how far an
//! English text is the latter, and their answers are mixed so. Other languages have the head of customers alone.
//!
//! `model.bin`, all numbers little-endian: the magic; three floats (what the sums of development talk, of customers'
//! English words and of other languages are divided by); per output a scale of the features with a place and one of the
//! English n-grams; per mood a scale of the other languages' n-grams; the weights of the features with a place, 16 bits
//! each; the table of English n-grams, eight bytes a slot: a check byte (0 for a free slot) and a weight of 8 bits per
//! output; the table of other languages' n-grams, four bytes a slot: a check byte and a weight per mood.

mod exp;
mod grams;

use crate::{
    Language,
    features::{self, DENSE, Mood},
    group::{NEGATIVE, POSITIVE, TOLD},
    lexer::{Kind, Tokens},
};
pub(crate) use exp::exp;
use exp::exp_of;
use grams::Sums;

/// What the model answers: negative, neutral, positive of development talk; the same of customers' words; and how much
/// the text is the latter.
pub(crate) const OUTPUTS: usize = 7;
/// The first output of customers' words, and the gate.
const CUSTOMERS: usize = 3;
const GATE: usize = 6;
/// Slots of the table of English n-grams, as a power of two.
pub(crate) const ENGLISH_BITS: u32 = 18;
/// Slots of the table of the other languages' n-grams, as a power of two.
pub(crate) const OTHER_BITS: u32 = 19;
pub(crate) const MAGIC: &[u8; 8] = b"UNDTONE3";
const TEMPERATURES_AT: usize = 8;
const SCALES_AT: usize = TEMPERATURES_AT + 4 * 3;
const OTHER_SCALES_AT: usize = SCALES_AT + 2 * OUTPUTS * 4;
const DENSE_AT: usize = OTHER_SCALES_AT + 3 * 4;
const ENGLISH_AT: usize = DENSE_AT + DENSE * OUTPUTS * 2;
const OTHER_AT: usize = ENGLISH_AT + (8 << ENGLISH_BITS);
/// How long the file is.
pub(crate) const LENGTH: usize = OTHER_AT + (4 << OTHER_BITS);

static MODEL: &[u8; LENGTH] = include_bytes!("../../model/model.bin");

/// What n-grams weigh beside the other features: their values are this over the root of their number.
pub(crate) const GRAM_VALUE: f32 = 2.0;

/// How likely a text is negative, neutral and positive, and the mood its phrases alone make.
pub(crate) fn probabilities(read: &Tokens, text: &str) -> ([f64; 3], Mood) {
    let mut sums = [0.0_f32; OUTPUTS];
    let mut dense = Dense::default();
    let mood = features::for_each_dense(read, |feature, value| dense.add(feature, value));
    dense.add_to(&mut sums);
    if is_bare(read) {
        return (BARE, mood);
    }
    let language = read.language.unwrap_or(Language::English);
    if language == Language::English {
        let of_table = || Sums::of(ENGLISH_AT, ENGLISH_BITS);
        let (mut grams, mut stems) = (of_table(), of_table());
        features::for_each_gram(read, |gram| grams.add(gram, true));
        add_english(&mut sums, grams);
        features::for_each_stem(read, text, |stem, is_there| stems.add(stem, is_there));
        add_english(&mut sums, stems);
        return (mixed(sums.map(f64::from), temperatures()), mood);
    }
    let mut moods = [sums[CUSTOMERS], sums[CUSTOMERS + 1], sums[CUSTOMERS + 2]];
    let of_table = || Sums::of(OTHER_AT, OTHER_BITS);
    let (mut grams, mut runs) = (of_table(), of_table());
    features::for_each_gram(read, |gram| grams.add(gram, true));
    add_other(&mut moods, grams);
    features::for_each_run(read, text, |run| runs.add(run, true));
    add_other(&mut moods, runs);
    let [.., temperature] = temperatures();
    (softmax(moods.map(|sum| f64::from(sum) / temperature)), mood)
}

/// The probabilities of a text that names a thing and says nothing of it.
const BARE: [f64; 3] = [0.1, 0.8, 0.1];

/// Whether a text is one or two words without a mood: "Password", "Invoice 2026". In the texts that are learnt from a
/// thing may stand mostly in complaints; its name alone is none.
fn is_bare(read: &Tokens) -> bool {
    const SAID: u64 = POSITIVE | NEGATIVE | TOLD;
    read.count(Kind::Word) < 3
        && read.speaking() == read.count(Kind::Word)
        && read.hits.iter().all(|hit| hit.groups & SAID == 0)
}

/// Both heads' answers to the sums of an English text, mixed as its gate says.
pub(crate) fn mixed(sums: [f64; OUTPUTS], [development, customers, _]: [f64; 3]) -> [f64; 3] {
    let [first, second] = [(0, development), (CUSTOMERS, customers)]
        .map(|(at, temperature)| below_most([0, 1, 2].map(|mood| sums[at + mood] / temperature)));
    let [no, yes] = [0.0, sums[GATE]].map(|sum| sum - sums[GATE].max(0.0));
    let powers = exp_of([
        first[0], first[1], first[2], second[0], second[1], second[2], no, yes,
    ]);
    let of = |at: usize| shares([powers[at], powers[at + 1], powers[at + 2]]);
    let (first, second) = (of(0), of(3));
    let share = powers[7] / (powers[6] + powers[7]);
    [0, 1, 2].map(|mood| first[mood] * (1.0 - share) + second[mood] * share)
}

fn temperatures() -> [f64; 3] {
    [0, 1, 2].map(|at| f64::from(float(TEMPERATURES_AT + 4 * at)))
}

fn add_english(sums: &mut [f32; OUTPUTS], grams: Sums<8>) {
    let (grams, value) = grams.done();
    for (at, sum) in sums.iter_mut().enumerate() {
        *sum += whole(grams[1 + at]) * value * float(SCALES_AT + 4 * (OUTPUTS + at));
    }
}

fn add_other(moods: &mut [f32; 3], grams: Sums<4>) {
    let (grams, value) = grams.done();
    for (at, mood) in moods.iter_mut().enumerate() {
        *mood += whole(grams[1 + at]) * value * float(OTHER_SCALES_AT + 4 * at);
    }
}

/// A sum of weights: at most 127 times 65,535, exact enough in a float.
#[expect(
    clippy::cast_precision_loss,
    reason = "far below 2²⁴ for all but the longest texts"
)]
fn whole(sum: i32) -> f32 {
    sum as f32
}

/// Sums over features with a place. A row of weights is read as eight, so that the machine adds them side by side; the
/// last lane belongs to whatever follows the row, and nobody reads it.
#[derive(Default)]
struct Dense([f32; 8]);

impl Dense {
    #[inline]
    fn add(&mut self, feature: usize, value: f32) {
        let at = DENSE_AT + feature * OUTPUTS * 2;
        let Some(row) = MODEL[at..].first_chunk::<16>() else {
            return;
        };
        for (sum, weight) in self.0.iter_mut().zip(row.as_chunks::<2>().0) {
            *sum += value * f32::from(i16::from_le_bytes(*weight));
        }
    }

    fn add_to(&self, sums: &mut [f32; OUTPUTS]) {
        for (at, sum) in sums.iter_mut().enumerate() {
            *sum += self.0[at] * float(SCALES_AT + 4 * at);
        }
    }
}

/// The slot of an n-gram in a table of so many slots and its check byte, which is never 0.
pub(crate) fn place(gram: u64, bits: u32) -> (usize, u8) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no more bits than a table has"
    )]
    let slot = (gram >> (64 - bits)) as usize;
    (slot, (gram & 0xFF) as u8 | 1)
}

#[inline]
fn slot<const SIZE: usize>(
    table: usize,
    (slot, check): (usize, u8),
) -> Option<&'static [u8; SIZE]> {
    let bytes: &[u8; SIZE] = MODEL[table + SIZE * slot..].first_chunk()?;
    (bytes[0] == check).then_some(bytes)
}

fn float(at: usize) -> f32 {
    MODEL[at..]
        .first_chunk()
        .map_or(0.0, |bytes| f32::from_le_bytes(*bytes))
}

/// Probabilities of sums.
pub(crate) fn softmax(sums: [f64; 3]) -> [f64; 3] {
    shares(exp_of(below_most(sums)))
}

/// How far sums are below the largest of them.
fn below_most(sums: [f64; 3]) -> [f64; 3] {
    let most = sums[0].max(sums[1]).max(sums[2]);
    sums.map(|sum| sum - most)
}

/// Numbers as shares of their sum.
fn shares(powers: [f64; 3]) -> [f64; 3] {
    let total = powers[0] + powers[1] + powers[2];
    powers.map(|power| power / total)
}

/// What a single n-gram adds for the positive mood over the negative one.
pub(crate) fn lean(gram: u64, language: Language) -> f32 {
    let weight = |byte: u8| f32::from(i8::from_le_bytes([byte]));
    if language == Language::English {
        return slot::<8>(ENGLISH_AT, place(gram, ENGLISH_BITS)).map_or(0.0, |weights| {
            let scale = |output: usize| float(SCALES_AT + 4 * (OUTPUTS + output));
            let of = |output: usize| weight(weights[1 + output]) * scale(output);
            f32::midpoint(of(2) - of(0), of(CUSTOMERS + 2) - of(CUSTOMERS))
        });
    }
    slot::<4>(OTHER_AT, place(gram, OTHER_BITS)).map_or(0.0, |weights| {
        let of = |mood: usize| weight(weights[1 + mood]) * float(OTHER_SCALES_AT + 4 * mood);
        of(2) - of(0)
    })
}

#[cfg(test)]
mod tests;
