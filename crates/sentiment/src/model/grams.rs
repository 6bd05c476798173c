//! The weights of n-grams, added up. They are gathered before they are looked up: the table is larger than what the
//! machine holds close by, and it waits for many slots together as short as for one.

use super::{GRAM_VALUE, MODEL, OUTPUTS, Side};
use std::hint::select_unpredictable;

/// So many n-grams are looked up together.
const TOGETHER: usize = 64;
/// A byte in eight that is the weight 0 where weights are numbers without a sign.
const ZEROS: u64 = 0x8080_8080_8080_8080;
/// Every other byte.
const EVEN: u64 = 0x00FF_00FF_00FF_00FF;

/// Sums over the table of a side.
pub(super) struct Sums {
    side: Side,
    slots: &'static [[u8; 8]],
    waiting: [u64; TOGETHER],
    /// How many n-grams there were; the last of them wait.
    count: usize,
    /// The first sum is one of check bytes, which nobody reads.
    totals: [i32; 8],
}

impl Sums {
    pub(super) fn of(side: Side) -> Self {
        Self {
            side,
            slots: MODEL[side.grams()..side.end()].as_chunks().0,
            waiting: [0; TOGETHER],
            count: 0,
            totals: [0; 8],
        }
    }

    /// Adds an n-gram if it is there.
    #[inline]
    pub(super) fn add(&mut self, gram: u64, is_there: bool) {
        self.waiting[self.count % TOGETHER] = gram;
        self.count += usize::from(is_there);
        if is_there && self.count.is_multiple_of(TOGETHER) {
            self.look_up(TOGETHER);
        }
    }

    /// Adds the sums to those of the outputs: each n-gram is worth [`GRAM_VALUE`] over the root of their number.
    pub(super) fn add_to(mut self, sums: &mut [f32; OUTPUTS]) {
        self.look_up(self.count % TOGETHER);
        let count = u16::try_from(self.count.max(1)).unwrap_or(u16::MAX);
        let value = GRAM_VALUE / f32::from(count).sqrt();
        for (output, sum) in sums.iter_mut().enumerate() {
            *sum += whole(self.totals[1 + output]) * value * self.side.gram_scale(output);
        }
    }

    /// Adds the weights of those that wait, without a branch for whether the table holds one: nobody could foretell it.
    /// Eight bytes are added side by side, as numbers without a sign, in four lanes of two bytes and four.
    fn look_up(&mut self, count: usize) {
        let (mut even, mut odd) = (0_u64, 0_u64);
        for gram in &self.waiting[..count] {
            let (slot, check) = self.side.place(*gram);
            let bytes = self.slots[slot];
            let found = u64::from_le_bytes(bytes);
            let weights = select_unpredictable(bytes[0] == check, found ^ ZEROS, ZEROS);
            even += weights & EVEN;
            odd += (weights >> 8) & EVEN;
        }
        let zeros = 0x80 * i32::try_from(count).unwrap_or_default();
        for (at, sum) in self.totals.iter_mut().enumerate() {
            let lanes = if at.is_multiple_of(2) { even } else { odd };
            let lane = u16::try_from(lanes >> (8 * (at & !1)) & 0xFFFF).unwrap_or_default();
            *sum += i32::from(lane) - zeros;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ENGLISH, OTHERS};

    /// What one after the other makes.
    fn summed(side: Side, grams: &[u64]) -> Vec<i32> {
        let mut sums = vec![0; 8];
        for gram in grams {
            let (slot, check) = side.place(*gram);
            let bytes = &MODEL[side.grams() + 8 * slot..][..8];
            for (sum, weight) in sums.iter_mut().zip(bytes) {
                *sum += i32::from(i8::from_le_bytes([*weight])) * i32::from(bytes[0] == check);
            }
        }
        sums
    }

    #[test]
    fn many_together_are_the_same_as_one_by_one() {
        fn check(side: Side, grams: &[u64]) {
            let mut sums = Sums::of(side);
            for gram in grams {
                sums.add(*gram, true);
            }
            sums.look_up(sums.count % TOGETHER);
            assert_eq!(
                sums.totals[1..],
                summed(side, grams)[1..],
                "{}",
                grams.len()
            );
        }
        for side in [ENGLISH, OTHERS] {
            let slots = MODEL[side.grams()..].as_chunks::<8>().0.iter();
            let grams: Vec<u64> = (0..1_000_u64)
                .zip(slots)
                .map(|(slot, bytes)| slot << (64 - side.bits) | u64::from(bytes[0]))
                .collect();
            for count in [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, grams.len()] {
                check(side, &grams[..count]);
            }
            // The largest weights there are, over and over.
            check(side, &vec![grams[0]; 70_000]);
        }
    }
}
