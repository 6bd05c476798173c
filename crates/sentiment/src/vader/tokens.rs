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

/// What a byte can be to a token, as bits.
const SPACE: u8 = 1;
const PUNCTUATION: u8 = 2;
const UPPER: u8 = 4;
const LOWER: u8 = 8;
const APOSTROPHE: u8 = 16;
/// Part of a character beyond ASCII.
const WIDE: u8 = 32;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        classes[byte as usize] = match byte {
            b' ' | 9..=13 | 0x1C..=0x1F => SPACE,
            b'\'' => PUNCTUATION | APOSTROPHE,
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            0x80.. => WIDE,
            _ if byte.is_ascii_punctuation() => PUNCTUATION,
            _ => 0,
        };
        if byte == u8::MAX {
            return classes;
        }
        byte += 1;
    }
}

/// Reads all tokens of a text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(bytes.len() / 4 + 1);
    let mut at = 0;
    let (mut start, mut seen) = (0, 0);
    while at < bytes.len() {
        let class = CLASSES[usize::from(bytes[at])];
        let space = match class {
            SPACE => 1,
            WIDE => wide_space(text, at),
            _ => 0,
        };
        if space == 0 {
            seen |= class;
            at += 1;
            continue;
        }
        if start < at {
            tokens.push(token(text, start, at, seen));
        }
        at += space;
        (start, seen) = (at, 0);
    }
    if start < at {
        tokens.push(token(text, start, at, seen));
    }
    tokens
}

/// The length of a whitespace character beyond ASCII that begins at a byte, else 0. With the ASCII ones this is
/// Python's set: Unicode's `White_Space` and the four information separators.
fn wide_space(text: &str, at: usize) -> usize {
    match text.as_bytes()[at] {
        0xC2 | 0xE1..=0xE3 => {
            let character = text[at..].chars().next();
            character
                .filter(|character| character.is_whitespace())
                .map_or(0, char::len_utf8)
        }
        _ => 0,
    }
}

#[inline]
fn token(text: &str, start: usize, end: usize, seen: u8) -> Token {
    let bytes = text.as_bytes();
    let is_punctuation = |at: usize| CLASSES[usize::from(bytes[at])] & PUNCTUATION != 0;
    let (mut from, mut to) = (start, end);
    if seen & PUNCTUATION != 0 {
        while from < to && is_punctuation(from) {
            from += 1;
        }
        while from < to && is_punctuation(to - 1) {
            to -= 1;
        }
        // Two characters or fewer: most likely an emoticon, which is kept whole.
        let is_short =
            to - from <= 2 || (seen & WIDE != 0 && text[from..to].chars().nth(2).is_none());
        if is_short {
            (from, to) = (start, end);
        }
    }
    let word = classify(&text[from..to], text, from, seen);
    // The text is cut to a length far below `u32::MAX` before it comes here.
    Token {
        word,
        start: u32::try_from(from).unwrap_or(u32::MAX),
        end: u32::try_from(to).unwrap_or(u32::MAX),
    }
}

/// What is known of a token at a place of the text, `seen` being the classes of its bytes.
fn classify(token: &str, text: &str, at: usize, seen: u8) -> Word {
    let (mut word, is_upper) = if seen & WIDE == 0 {
        (
            word::find(text.as_bytes(), at, token.len()),
            seen & (UPPER | LOWER) == UPPER,
        )
    } else {
        // The Kelvin sign is the only other character whose lower case is an ASCII letter.
        let plain = token.replace('\u{212A}', "k");
        (
            word::find(plain.as_bytes(), 0, plain.len()),
            is_capitals(token),
        )
    };
    if is_upper {
        word.roles |= CAPITALS;
    }
    if seen & APOSTROPHE != 0 && has_not(token.as_bytes()) {
        word.roles |= NEGATION;
    }
    word
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
        let roles = |text| tokens(text)[0].word.roles;
        assert!(roles("GREAT!") & CAPITALS != 0);
        assert!(roles("ÜBER") & CAPITALS != 0);
        assert!(roles("ÜBEr") & CAPITALS == 0);
        assert!(roles("123") & CAPITALS == 0);
        assert!(roles("SHOULDN'T'VE") & NEGATION != 0);
        assert!(roles("a'nt") & NEGATION == 0);
        assert_eq!(
            tokens("\u{212A}ill")[0].word.tenths,
            tokens("kill")[0].word.tenths
        );
    }
}
