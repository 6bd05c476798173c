//! The trained model: linear, three heads over the same features, read where it lies in the program.
//!
//! `model.bin`, all numbers little-endian: the magic; four floats (the temperatures of the two moods' heads; the gate
//! from which a text counts as general language, and what the certainty of the first head adds to it); per output a scale of the features with a place and one of the
//! n-grams; the weights of the features with a place, 16 bits each; the table of n-grams, eight bytes a slot: a check
//! byte (0 for a free slot) and a weight of 8 bits per output.

mod exp;

use crate::{
    features::{self, DENSE, Mood},
    lexer::Tokens,
};
pub(crate) use exp::exp;

/// What the model answers: negative, neutral, positive of development and support talk; the same of general language;
/// and how much the text is the latter.
pub(crate) const OUTPUTS: usize = 7;
/// Slots of the table, as a power of two.
pub(crate) const SLOT_BITS: u32 = 17;
pub(crate) const MAGIC: &[u8; 8] = b"UNDTONE1";
const SCALES_AT: usize = 8 + 4 * 4;
const DENSE_AT: usize = SCALES_AT + 2 * OUTPUTS * 4;
const SLOTS_AT: usize = DENSE_AT + DENSE * OUTPUTS * 2;
/// How long the file is.
pub(crate) const LENGTH: usize = SLOTS_AT + (8 << SLOT_BITS);

static MODEL: &[u8; LENGTH] = include_bytes!("../../model/model.bin");

/// What the n-grams weigh beside the other features: their values are this over the root of their number.
pub(crate) const GRAM_VALUE: f32 = 2.0;

/// The sums of all heads for a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sums([f32; OUTPUTS]);

/// Adds the weights of a text's features up; answers the mood the lexicon alone finds, too.
pub(crate) fn sums(read: &Tokens) -> (Sums, Mood) {
    let mut sums = [0.0_f32; OUTPUTS];
    let mut dense = Dense::default();
    let mood = features::for_each_dense(read, |feature, value| dense.add(feature, value));
    dense.add_to(&mut sums);
    // The first lane adds check bytes up, which nobody reads.
    let mut grams = [0_i32; 8];
    let mut count = 0_u16;
    features::for_each_gram(read, |gram| {
        count = count.saturating_add(1);
        if let Some(weights) = slot(gram) {
            for (sum, weight) in grams.iter_mut().zip(weights) {
                *sum += i32::from(i8::from_le_bytes([*weight]));
            }
        }
    });
    let value = GRAM_VALUE / f32::from(count.max(1)).sqrt();
    for (at, sum) in sums.iter_mut().enumerate() {
        // At most 127 times 65,535: exact enough in a float.
        #[expect(
            clippy::cast_precision_loss,
            reason = "far below 2²⁴ for all but the longest texts"
        )]
        let grams = grams[1 + at] as f32;
        *sum += grams * value * float(SCALES_AT + 4 * (OUTPUTS + at));
    }
    (Sums(sums), mood)
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

/// The slot of an n-gram and its check byte, which is never 0.
pub(crate) fn place(gram: u64) -> (usize, u8) {
    let slot = (gram >> (64 - SLOT_BITS)) as usize;
    (slot, (gram & 0xFF) as u8 | 1)
}

#[inline]
fn slot(gram: u64) -> Option<&'static [u8; 8]> {
    let (slot, check) = place(gram);
    let bytes: &[u8; 8] = MODEL[SLOTS_AT + 8 * slot..].first_chunk()?;
    (bytes[0] == check).then_some(bytes)
}

fn float(at: usize) -> f32 {
    MODEL[at..]
        .first_chunk()
        .map_or(0.0, |bytes| f32::from_le_bytes(*bytes))
}

impl Sums {
    /// Whether the text is general language: a review, an editorial, a post, and no ticket.
    pub(crate) fn is_general(&self) -> bool {
        is_general(
            self.0.map(f64::from),
            f64::from(float(16)),
            f64::from(float(20)),
        )
    }

    /// Adds what VADER says, for general language.
    pub(crate) fn add_vader(&mut self, polarity: crate::vader::Polarity) {
        let mut dense = Dense::default();
        for (feature, value) in features::of_vader(polarity) {
            dense.add(feature, value);
        }
        dense.add_to(&mut self.0);
    }

    /// Calibrated probabilities of negative, neutral and positive.
    pub(crate) fn probabilities(&self, is_general: bool) -> [f64; 3] {
        let (from, temperature) = if is_general {
            (3, float(12))
        } else {
            (0, float(8))
        };
        softmax([0, 1, 2].map(|at| f64::from(self.0[from + at] / temperature)))
    }
}

/// Whether the last output passes the gate, which lies the higher the surer the first head is.
pub(crate) fn is_general(sums: [f64; OUTPUTS], gate: f64, certainty: f64) -> bool {
    let [negative, neutral, positive] = softmax([sums[0], sums[1], sums[2]]);
    sums[6] > gate + certainty * (negative.max(neutral).max(positive) - 0.5)
}

/// Probabilities of sums.
pub(crate) fn softmax(sums: [f64; 3]) -> [f64; 3] {
    let most = sums[0].max(sums[1]).max(sums[2]);
    let powers = sums.map(|sum| exp(sum - most));
    let total = powers[0] + powers[1] + powers[2];
    powers.map(|power| power / total)
}

/// What a single n-gram and a feature add for the positive mood over the negative one.
pub(crate) fn lean(gram: u64) -> f32 {
    slot(gram).map_or(0.0, |weights| {
        let weight = |output: usize| f32::from(i8::from_le_bytes([weights[1 + output]]));
        let scale = |output: usize| float(SCALES_AT + 4 * (OUTPUTS + output));
        weight(2) * scale(2) - weight(0) * scale(0)
    })
}

#[cfg(test)]
mod tests;
