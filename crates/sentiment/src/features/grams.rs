//! Single words, pairs of words and runs of letters, as hashes.

use crate::{
    Language,
    fold::fold,
    key::LONGEST,
    lexer::{Kind, Tokens},
};
use std::hint::select_unpredictable;

/// Stands for the start and the end of a sentence.
const EDGE: u64 = 0x5BD1_E995;

/// The n-grams of other languages are told apart from English ones of the same letters: "die" is no death.
const SALTS: [u64; Language::COUNT] = [
    0,
    0x2545_F491_4F6C_DD1D,
    0x9FB2_1C65_1E98_DF25,
    0xE703_7ED1_A0B4_28DB,
    0xA076_1D64_78BD_642F,
];

/// Tells every single token and every pair within and at the edges of a sentence. Who is spoken to says no more of a
/// mood than a comma does: "@ann ok" is "ok".
pub(crate) fn for_each(read: &Tokens, mut tell: impl FnMut(u64)) {
    let salt = SALTS[read.language.unwrap_or(Language::English) as usize];
    let mut last = EDGE;
    for token in &read.list {
        let hash = match token.kind {
            Kind::Comma | Kind::Bracket | Kind::User => continue,
            Kind::Break | Kind::Dots => EDGE,
            _ => token.hash,
        };
        if hash != EDGE {
            tell(mixed(hash, salt));
        }
        if hash != EDGE || last != EDGE {
            tell(mixed(last, hash ^ salt));
        }
        last = hash;
    }
    if last != EDGE {
        tell(mixed(last, EDGE ^ salt));
    }
}

/// The n-gram of a single token in a language.
pub(crate) fn single(language: Language, hash: u64) -> u64 {
    mixed(hash, SALTS[language as usize])
}

/// Tells the runs of three to five letters in every word of a text, its edges included: endings, stems and the parts of
/// compounds, whatever their accents.
pub(crate) fn for_each_run(read: &Tokens, text: &str, mut tell: impl FnMut(u64)) {
    let salt = !SALTS[read.language.unwrap_or(Language::English) as usize];
    for token in &read.list {
        if token.kind != Kind::Word {
            continue;
        }
        let word = &text[token.start as usize..token.end as usize];
        let Some((folded, length)) = fold(word) else {
            continue;
        };
        let mut framed = [b'_'; LONGEST + 2];
        framed[1..=length].copy_from_slice(&folded[..length]);
        for run in 3..=5 {
            let Some((first, rest)) = framed[..length + 2].split_at_checked(run - 1) else {
                break;
            };
            let mut letters = number(first);
            for letter in rest {
                letters = (letters << 8 | u64::from(*letter)) & (u64::MAX >> (64 - 8 * run));
                tell(mixed(letters, salt));
            }
        }
    }
}

/// A few letters as a number, the first of them highest.
fn number(letters: &[u8]) -> u64 {
    let letters = letters.iter();
    letters.fold(0, |number, letter| number << 8 | u64::from(*letter))
}

/// Tells the beginning of every longer English word, alone and in pairs with its neighbours within a sentence: what is
/// said with one form of a word is the same with others. Whether there is one is told beside it: nobody could foretell
/// that, so that a branch would cost more than what is told in vain.
pub(crate) fn for_each_stem(read: &Tokens, text: &str, mut tell: impl FnMut(u64, bool)) {
    const SALT: u64 = 0x3C79_AC49_2BA7_B653;
    let bytes = text.as_bytes();
    let (mut last, mut was_cut) = (EDGE, false);
    for token in &read.list {
        let (hash, is_cut) = match token.kind {
            Kind::Comma | Kind::Bracket | Kind::User => continue,
            Kind::Break | Kind::Dots => (EDGE, false),
            Kind::Word => {
                let (stem, is_cut) = stem(&bytes[token.start as usize..], token.end - token.start);
                tell(mixed(stem, SALT), is_cut);
                (select_unpredictable(is_cut, stem, token.hash), is_cut)
            }
            _ => (token.hash, false),
        };
        // Two words that are no longer than their stems are a pair of words already.
        tell(mixed(last, hash ^ SALT), is_cut | was_cut);
        (last, was_cut) = (hash, is_cut);
    }
}

/// The first letters of the word that a text begins with as a number, capitals and small ones alike, and whether it is
/// longer than those.
#[inline]
fn stem(text: &[u8], length: u32) -> (u64, bool) {
    let Some(letters) = text.first_chunk::<5>() else {
        return (0, false);
    };
    let number = letters.iter().rev().fold(0x20_2020, |number, letter| {
        number << 8 | u64::from(letter | 0x20)
    });
    (number, length > 5)
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

    #[test]
    fn stems_are_the_first_letters_of_longer_words() {
        let number = |letters: &[u8; 8]| u64::from_le_bytes(*letters);
        assert_eq!(stem(b"Waiting", 7), (number(b"waiti   "), true));
        assert_eq!(stem(b"WAITED so", 6), (number(b"waite   "), true));
        assert!(!stem(b"waits for", 5).1 && !stem(b"wait", 4).1);
    }

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
