//! What the rules know of a single word, generated from `data/` at build time.

use crate::{
    key::Key,
    table::{Entry, Table},
};

/// The word has a valence of its own.
pub(crate) const LEXICON: u8 = 1;
/// The word strengthens the next one ("very").
pub(crate) const BOOSTER: u8 = 2;
/// The word weakens the next one ("slightly").
pub(crate) const DAMPENER: u8 = 4;
/// The word turns the next one round ("never").
pub(crate) const NEGATION: u8 = 8;
/// The token is written in capitals; set while reading, never in the table.
pub(crate) const CAPITALS: u8 = 16;

/// A word's valence in tenths, its roles as bits, and its number where a rule names it (else 0).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Word {
    pub tenths: i8,
    pub roles: u8,
    pub id: u8,
}

include!(concat!(env!("OUT_DIR"), "/vader.rs"));

/// Looks the word at a place of a text up, whatever its case.
pub(crate) fn find(text: &[u8], at: usize, len: usize) -> Word {
    Key::new(text, at, len)
        .and_then(|key| WORDS.get(&key))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(word: &str) -> Word {
        super::find(word.as_bytes(), 0, word.len())
    }

    #[test]
    fn later_lexicon_lines_win_as_in_the_reference() {
        assert_eq!(find("ok").tenths, 12);
        assert_eq!(find("sob").tenths, -10);
    }

    #[test]
    fn a_word_may_have_several_roles() {
        assert_eq!(find("no").roles, LEXICON);
        assert_eq!(
            find("without"),
            Word {
                tenths: 0,
                roles: NEGATION,
                id: WITHOUT
            }
        );
        assert_eq!(
            find("so"),
            Word {
                tenths: 0,
                roles: BOOSTER,
                id: SO
            }
        );
        assert_eq!(find("keyboard"), Word::default());
    }

    #[test]
    fn every_word_of_the_table_is_found() {
        for entry in WORDS.entries {
            let at = entry.at as usize;
            let word = &WORDS.text[at..at + usize::from(entry.len)];
            assert_eq!(find(word), entry.value, "{word}");
            assert_eq!(find(&word.to_uppercase()), entry.value, "{word}");
        }
    }
}
