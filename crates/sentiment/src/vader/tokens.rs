//! Splits a text into the tokens the rules look at: by whitespace, punctuation trimmed, emoticons kept.

use super::word::{self, CAPITALS, NEGATION, Word};

/// One token: what is known of it and where it stands (bytes of the text given).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub word: Word,
    pub start: u32,
    pub end: u32,
}

impl Token {
    /// Whether the token has any of these roles.
    pub(crate) fn is(self, role: u8) -> bool {
        self.word.roles & role != 0
    }
}

/// The longest token that can be a word of the lexicon.
const LONGEST: usize = 32;

/// Reads all tokens of a text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let space = space_at(text, at);
        if space > 0 {
            at += space;
            continue;
        }
        let start = at;
        while at < bytes.len() && space_at(text, at) == 0 {
            at += 1;
        }
        tokens.push(token(text, start, at));
    }
    tokens
}

/// The length of the whitespace character at a byte, 0 where there is none. Python's set: Unicode's `White_Space` and
/// the four information separators.
fn space_at(text: &str, at: usize) -> usize {
    match text.as_bytes()[at] {
        b' ' | 9..=13 | 0x1C..=0x1F => 1,
        0xC2 | 0xE1..=0xE3 => text[at..]
            .chars()
            .next()
            .filter(|character| character.is_whitespace())
            .map_or(0, char::len_utf8),
        _ => 0,
    }
}

fn token(text: &str, mut start: usize, mut end: usize) -> Token {
    let piece = &text[start..end];
    let left = piece.trim_start_matches(|character: char| character.is_ascii_punctuation());
    let stripped = left.trim_end_matches(|character: char| character.is_ascii_punctuation());
    // Two characters or fewer: most likely an emoticon, which is kept whole.
    if stripped.chars().nth(2).is_some() {
        start += piece.len() - left.len();
        end = start + stripped.len();
    }
    let word = classify(&text[start..end]);
    // The text is cut to a length far below `u32::MAX` before it comes here.
    Token {
        word,
        start: u32::try_from(start).unwrap_or(u32::MAX),
        end: u32::try_from(end).unwrap_or(u32::MAX),
    }
}

fn classify(token: &str) -> Word {
    let bytes = token.as_bytes();
    let (mut word, capitals) = if token.is_ascii() {
        let upper_case = bytes.iter().any(u8::is_ascii_uppercase);
        let lower_case = bytes.iter().any(u8::is_ascii_lowercase);
        (find(bytes), upper_case && !lower_case)
    } else {
        // The Kelvin sign is the only other character whose lower case is an ASCII letter.
        let plain = token.replace('\u{212A}', "k");
        (find(plain.as_bytes()), is_capitals(token))
    };
    if capitals {
        word.roles |= CAPITALS;
    }
    if word.roles & NEGATION == 0 && has_not(bytes) {
        word.roles |= NEGATION;
    }
    word
}

/// Looks a token up whatever its case.
fn find(token: &[u8]) -> Word {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..token.len()) else {
        return Word::default();
    };
    lower.copy_from_slice(token);
    lower.make_ascii_lowercase();
    word::find(lower)
}

/// Whether the token contains "n't" in any case.
fn has_not(token: &[u8]) -> bool {
    token
        .windows(3)
        .any(|three| three[1] == b'\'' && three[0] | 32 == b'n' && three[2] | 32 == b't')
}

/// Python's `isupper`: an upper-case character, and none in lower or title case.
fn is_capitals(token: &str) -> bool {
    let is_title = |character| matches!(character, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | '\u{1F88}'..='\u{1F8F}' | '\u{1F98}'..='\u{1F9F}' | '\u{1FA8}'..='\u{1FAF}' | 'ᾼ' | 'ῌ' | 'ῼ');
    let mut found = false;
    for character in token.chars() {
        if character.is_lowercase() || is_title(character) {
            return false;
        }
        found |= character.is_uppercase();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text)
            .iter()
            .map(|token| &text[token.start as usize..token.end as usize])
            .collect()
    }

    #[test]
    fn punctuation_is_trimmed_but_emoticons_stay() {
        assert_eq!(
            words("(Great!!) :) it's :-( \"ok\" a, ..."),
            ["Great", ":)", "it's", ":-(", "\"ok\"", "a,", "..."]
        );
    }

    #[test]
    fn whitespace_is_pythons() {
        assert_eq!(
            words("a\u{A0}b\u{3000}c\u{1C}d\u{85}e\u{2003}\nf"),
            ["a", "b", "c", "d", "e", "f"]
        );
        assert_eq!(words(" \t\n"), Vec::<&str>::new());
    }

    #[test]
    fn capitals_and_contracted_negations_are_roles() {
        assert!(classify("GREAT").roles & CAPITALS != 0);
        assert!(classify("ÜBER").roles & CAPITALS != 0);
        assert!(classify("ÜBEr").roles & CAPITALS == 0);
        assert!(classify("123").roles & CAPITALS == 0);
        assert!(classify("SHOULDN'T'VE").roles & NEGATION != 0);
        assert_eq!(classify("\u{212A}ill").tenths, classify("kill").tenths);
    }
}
