//! The hash of the word tables: shared by the build script, which lays them out, and the look-up.

/// Hashes a lower-case word, eight bytes a step. Stable: the tables built from it are compiled in.
pub(crate) fn hash(word: &[u8]) -> usize {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = (word.len() as u64).wrapping_mul(K);
    for chunk in word.chunks(8) {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        state = (state ^ u64::from_le_bytes(eight)).wrapping_mul(K);
        state ^= state >> 32;
    }
    (state & 0xFFFF_FFFF) as usize
}
