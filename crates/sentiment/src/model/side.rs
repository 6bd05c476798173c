//! The two sides of the model, one of English and one of the other languages, and where their numbers lie.
//!
//! A side, all numbers little-endian: two floats (what the sums of its two heads are divided by); per output a scale of
//! the features with a place and one of the n-grams; the weights of the features with a place, 16 bits each; the table of
//! n-grams, eight bytes a slot: a check byte (0 for a free slot) and a weight of 8 bits per output.

use super::{MODEL, OUTPUTS};
use crate::{Language, features::DENSE};

const SCALES: usize = 2 * 4;
const WEIGHTS: usize = SCALES + 2 * OUTPUTS * 4;
const GRAMS: usize = WEIGHTS + DENSE * OUTPUTS * 2;

/// A side of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Side {
    /// Where it begins.
    at: usize,
    /// Slots of its table of n-grams, as a power of two.
    pub(crate) bits: u32,
}

/// The side of English begins behind the magic.
pub(crate) const ENGLISH: Side = Side { at: 8, bits: 18 };
pub(crate) const OTHERS: Side = Side {
    at: ENGLISH.end(),
    bits: 19,
};

impl Side {
    /// The side of a language.
    pub(crate) fn of(language: Language) -> Self {
        if language == Language::English {
            ENGLISH
        } else {
            OTHERS
        }
    }

    /// Where the next side begins.
    pub(crate) const fn end(self) -> usize {
        self.grams() + (8 << self.bits)
    }

    /// Where the table of n-grams begins.
    pub(crate) const fn grams(self) -> usize {
        self.at + GRAMS
    }

    /// What the sums of the two heads are divided by.
    pub(crate) fn temperatures(self) -> [f64; 2] {
        [0, 1].map(|head| f64::from(float(self.at + 4 * head)))
    }

    /// What a step of an output's weights is worth, of features with a place.
    pub(super) fn scale(self, output: usize) -> f32 {
        float(self.at + SCALES + 4 * output)
    }

    /// The same of n-grams.
    pub(super) fn gram_scale(self, output: usize) -> f32 {
        self.scale(OUTPUTS + output)
    }

    /// The weights of a feature with a place. They are read as eight, so that the machine adds them side by side; the
    /// last belongs to whatever follows, and nobody reads it.
    #[inline]
    pub(super) fn weights(self, feature: usize) -> Option<&'static [u8; 16]> {
        MODEL[self.at + WEIGHTS + feature * OUTPUTS * 2..].first_chunk()
    }

    /// The slot of an n-gram in the table and its check byte, which is never 0.
    #[inline]
    pub(crate) fn place(self, gram: u64) -> (usize, u8) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "no more bits than a table has"
        )]
        let slot = (gram >> (64 - self.bits)) as usize;
        (slot, (gram & 0xFF) as u8 | 1)
    }

    /// What an n-gram adds to an output.
    pub(super) fn gram_weight(self, gram: u64, output: usize) -> f32 {
        let (slot, check) = self.place(gram);
        let bytes = &MODEL[self.grams() + 8 * slot..][..8];
        if bytes[0] != check {
            return 0.0;
        }
        f32::from(i8::from_le_bytes([bytes[1 + output]])) * self.gram_scale(output)
    }
}

fn float(at: usize) -> f32 {
    MODEL[at..]
        .first_chunk()
        .map_or(0.0, |bytes| f32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_and_checks_come_from_different_bits() {
        let side = Side { at: 0, bits: 17 };
        assert_eq!(side.place(0xFFFF_0000_0000_0012), (0x1FFFE, 0x13));
    }
}
