//! A word in lower case as the word tables hold it: shared by the build script, which lays them out, and the look-up.

/// The longest word a table can hold, in bytes.
pub(crate) const LONGEST: usize = 32;

/// Scatters the bits of a word.
const K: u64 = 0x9E37_79B9_7F4A_7C15;

/// A word of at most [`LONGEST`] bytes, its ASCII letters in lower case, eight bytes to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    eights: [u64; LONGEST / 8],
    len: usize,
}

impl Key {
    /// The word at a place of a text; `None` for one that no table can hold.
    #[inline]
    pub(crate) fn new(text: &[u8], at: usize, len: usize) -> Option<Self> {
        if len > LONGEST {
            return None;
        }
        let mut eights = [0; LONGEST / 8];
        let mut from = 0;
        while from < len {
            eights[from / 8] = lower_case(eight(text, at + from, len - from));
            from += 8;
        }
        Some(Self { eights, len })
    }

    /// A word whose letters are at hand: eight bytes to a number in lower case, zeros behind `len`.
    #[inline]
    pub(crate) fn of_eights(eights: [u64; LONGEST / 8], len: usize) -> Self {
        Self { eights, len }
    }

    /// A number of 32 bits that scatters words. Stable: the tables built from it are compiled in.
    #[inline]
    pub(crate) fn hash(&self) -> usize {
        (self.wide_hash() & 0xFFFF_FFFF) as usize
    }

    /// The same with all its 64 bits, which stand for the word itself where no text is kept: lexicon and model.
    #[inline]
    pub(crate) fn wide_hash(&self) -> u64 {
        let eights = self.eights[..self.len.div_ceil(8)].iter();
        eights.fold(start(self.len), |state, eight| stirred(state, *eight))
    }

    /// The same of a word of at most eight letters in lower case, as one number.
    #[inline]
    pub(crate) fn short_hash(letters: u64, len: usize) -> u64 {
        stirred(start(len), letters)
    }

    /// Whether the `len` bytes at a place of a text are exactly this word.
    #[inline]
    pub(crate) fn is_at(&self, text: &[u8], at: usize, len: usize) -> bool {
        if len != self.len {
            return false;
        }
        let mut from = 0;
        while from < self.len {
            if eight(text, at + from, self.len - from) != self.eights[from / 8] {
                return false;
            }
            from += 8;
        }
        true
    }
}

/// Where a hash begins.
#[inline]
fn start(len: usize) -> u64 {
    (len as u64).wrapping_mul(K)
}

/// A hash with eight more bytes in it.
#[inline]
fn stirred(state: u64, eight: u64) -> u64 {
    let state = (state ^ eight).wrapping_mul(K);
    state ^ state >> 32
}

/// Up to eight bytes from a place as a number, the first lowest, zeros behind `len`.
#[inline]
fn eight(text: &[u8], at: usize, len: usize) -> u64 {
    if let Some(&bytes) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let kept = if len >= 8 {
            u64::MAX
        } else {
            (1 << (8 * len)) - 1
        };
        return u64::from_le_bytes(bytes) & kept;
    }
    let last = text[at..].iter().take(len).rev();
    last.fold(0, |number, &byte| (number << 8) | u64::from(byte))
}

/// Eight bytes with their ASCII capitals in lower case.
#[inline]
fn lower_case(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = bytes & (0x7F * ONES);
    // The top bit of each byte: at least 'A' (0x41), past 'Z' (0x5A).
    let from_a = low + (0x80 - 0x41) * ONES;
    let past_z = low + (0x7F - 0x5A) * ONES;
    let capitals = from_a & !past_z & !bytes & (0x80 * ONES);
    bytes | (capitals >> 2)
}
