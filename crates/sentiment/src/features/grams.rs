//! Single words and pairs of words, as hashes.

use crate::lexer::{Kind, Tokens};

/// Stands for the start and the end of a sentence.
const EDGE: u64 = 0x5BD1_E995;

/// Tells every single token and every pair within and at the edges of a sentence. Who is spoken to says no more of a
/// mood than a comma does: "@ann ok" is "ok".
pub(crate) fn for_each(read: &Tokens, mut tell: impl FnMut(u64)) {
    let mut last = EDGE;
    for token in &read.list {
        let hash = match token.kind {
            Kind::Comma | Kind::Bracket | Kind::User => continue,
            Kind::Break | Kind::Dots => EDGE,
            _ => token.hash,
        };
        if hash != EDGE {
            tell(single(hash));
        }
        if hash != EDGE || last != EDGE {
            tell(mixed(last, hash));
        }
        last = hash;
    }
    if last != EDGE {
        tell(mixed(last, EDGE));
    }
}

/// The n-gram of a single token.
pub(crate) fn single(hash: u64) -> u64 {
    mixed(hash, 0)
}

/// Scatters a pair; the upper bits choose a place in the model, the lower ones check it.
fn mixed(first: u64, second: u64) -> u64 {
    const K: u64 = 0xD6E8_FEB8_6659_FD93;
    let state = (first.rotate_left(23) ^ second.wrapping_mul(K)).wrapping_add(K);
    let state = (state ^ (state >> 32)).wrapping_mul(K);
    (state ^ (state >> 29)).wrapping_mul(K)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexer::read;

    fn grams(text: &str) -> Vec<u64> {
        let mut grams = Vec::new();
        for_each(&read(text), |gram| grams.push(gram));
        grams
    }

    #[test]
    fn pairs_stay_within_a_sentence() {
        assert_eq!(grams("one two").len(), 5);
        assert_eq!(grams("one. two").len(), 6);
        assert_eq!(grams("One, (TWO)"), grams("one two"));
        assert_eq!(grams("@ann one two"), grams("one two"));
        assert_ne!(grams("one two")[3], grams("two one")[3]);
        assert!(grams("...").is_empty());
    }
}
