//! The weights of n-grams, added up. They are gathered before they are looked up: the table is larger than what the
//! machine holds close by, and it waits for many slots together as short as for one.

use super::{GRAM_VALUE, MODEL, place};
use std::hint::select_unpredictable;

/// So many n-grams are looked up together.
const TOGETHER: usize = 64;
/// A byte in eight that is the weight 0 where weights are numbers without a sign.
const ZEROS: u64 = 0x8080_8080_8080_8080;
/// Every other byte.
const EVEN: u64 = 0x00FF_00FF_00FF_00FF;

/// Sums over a table of slots of so many bytes each: a check byte and the weights.
pub(super) struct Sums<const SIZE: usize> {
    slots: &'static [[u8; SIZE]],
    bits: u32,
    waiting: [u64; TOGETHER],
    /// How many n-grams there were; the last of them wait.
    count: usize,
    totals: [i32; SIZE],
}

impl<const SIZE: usize> Sums<SIZE> {
    /// Over the table that begins at a place in the model and has two to the power of `bits` slots.
    pub(super) fn of(table: usize, bits: u32) -> Self {
        Self {
            slots: &MODEL[table..].as_chunks().0[..1 << bits],
            bits,
            waiting: [0; TOGETHER],
            count: 0,
            totals: [0; SIZE],
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

    /// The sums and what each n-gram is worth. The first sum is one of check bytes, which nobody reads.
    pub(super) fn done(mut self) -> ([i32; SIZE], f32) {
        self.look_up(self.count % TOGETHER);
        let count = u16::try_from(self.count.max(1)).unwrap_or(u16::MAX);
        (self.totals, GRAM_VALUE / f32::from(count).sqrt())
    }

    /// Adds the weights of those that wait, without a branch for whether the table holds one: nobody could foretell it.
    /// Eight bytes are added side by side, as numbers without a sign, in four lanes of two bytes and four.
    fn look_up(&mut self, count: usize) {
        let (mut even, mut odd) = (0_u64, 0_u64);
        for gram in &self.waiting[..count] {
            let (slot, check) = place(*gram, self.bits);
            let mut bytes = [0; 8];
            bytes[..SIZE].copy_from_slice(&self.slots[slot]);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ENGLISH_AT, ENGLISH_BITS, OTHER_AT, OTHER_BITS};

    /// What one after the other makes.
    fn summed<const SIZE: usize>(table: usize, bits: u32, grams: &[u64]) -> Vec<i32> {
        let mut sums = vec![0; SIZE];
        for gram in grams {
            let (slot, check) = place(*gram, bits);
            let bytes = &MODEL[table + SIZE * slot..][..SIZE];
            for (sum, weight) in sums.iter_mut().zip(bytes) {
                *sum += i32::from(i8::from_le_bytes([*weight])) * i32::from(bytes[0] == check);
            }
        }
        sums
    }

    #[test]
    fn many_together_are_the_same_as_one_by_one() {
        fn check<const SIZE: usize>(table: usize, bits: u32, grams: &[u64]) {
            let mut sums = Sums::<SIZE>::of(table, bits);
            grams.iter().for_each(|gram| sums.add(*gram, true));
            let wanted = summed::<SIZE>(table, bits, grams);
            assert_eq!(sums.done().0[1..], wanted[1..], "{}", grams.len());
        }
        let slots = (0..1_000_u64).map(|slot| {
            slot << 46 | u64::from(MODEL[ENGLISH_AT + 8 * usize::try_from(slot).unwrap()])
        });
        let mut grams: Vec<u64> = slots.collect();
        for count in [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, grams.len()] {
            check::<8>(ENGLISH_AT, ENGLISH_BITS, &grams[..count]);
        }
        for (at, gram) in grams.iter_mut().enumerate() {
            *gram = (at as u64) << 45 | u64::from(MODEL[OTHER_AT + 4 * at]);
        }
        check::<4>(OTHER_AT, OTHER_BITS, &grams);
        // The largest weights there are, over and over.
        check::<8>(ENGLISH_AT, ENGLISH_BITS, &[grams[0]; 70_000]);
    }
}
