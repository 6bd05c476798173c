//! A text as words and sentences, for phrases: letters and digits with inner apostrophes; all else separates.

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// Where it starts, in bytes.
    pub start: usize,
    /// The number of its sentence, from 0.
    pub sentence: usize,
}

impl Word<'_> {
    /// Two or more letters, all of them capitals.
    pub(crate) fn is_capitals(&self) -> bool {
        self.text.len() >= 2 && self.text.bytes().all(|byte| byte.is_ascii_uppercase())
    }
}

/// A text cut into words and sentences.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    pub words: Vec<Word<'a>>,
    /// Byte ranges of the sentences, in order; they end at `.`, `!` or `?` before whitespace, and at line breaks.
    pub sentences: Vec<(usize, usize)>,
}

/// Cuts a text.
pub(crate) fn words(text: &str) -> Words<'_> {
    let bytes = text.as_bytes();
    let mut words = Vec::with_capacity(text.len() / 6 + 1);
    let mut sentences = Vec::new();
    let (mut sentence_start, mut word_start) = (0, None);
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            word_start.get_or_insert(at);
            at += 1;
            continue;
        }
        let (character, length) = character(text, at);
        let joins = matches!(character, '\'' | '’')
            && word_start.is_some()
            && next(text, at + length).is_some_and(char::is_alphanumeric);
        if joins || (byte >= 0x80 && character.is_alphanumeric()) {
            word_start.get_or_insert(at);
            at += length;
            continue;
        }
        if let Some(start) = word_start.take() {
            words.push(Word {
                text: &text[start..at],
                start,
                sentence: sentences.len(),
            });
        }
        let stops = matches!(character, '.' | '!' | '?')
            && next(text, at + 1).is_none_or(char::is_whitespace);
        at += length;
        if stops || character == '\n' {
            sentences.push((sentence_start, at));
            sentence_start = at;
        }
    }
    if let Some(start) = word_start {
        words.push(Word {
            text: &text[start..],
            start,
            sentence: sentences.len(),
        });
    }
    sentences.push((sentence_start, text.len()));
    Words { words, sentences }
}

/// The character at a place within a text, and its length in bytes.
#[inline]
fn character(text: &str, at: usize) -> (char, usize) {
    let byte = text.as_bytes()[at];
    if byte < 0x80 {
        return (char::from(byte), 1);
    }
    let character = next(text, at).unwrap_or(char::REPLACEMENT_CHARACTER);
    (character, character.len_utf8())
}

fn next(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_sentences_are_cut() {
        let found = words("Can’t log-in (v2.0)! Why?\nIt's 'fine'");
        let texts: Vec<_> = found
            .words
            .iter()
            .map(|word| (word.text, word.sentence))
            .collect();
        assert_eq!(
            texts,
            [
                ("Can’t", 0),
                ("log", 0),
                ("in", 0),
                ("v2", 0),
                ("0", 0),
                ("Why", 1),
                ("It's", 3),
                ("fine", 3)
            ]
        );
        assert_eq!(found.sentences.len(), 4);
        assert_eq!(found.sentences.last(), Some(&(28, 39)));
    }

    #[test]
    fn nothing_has_no_words() {
        assert!(words("").words.is_empty());
        assert_eq!(words("... ?!").words, []);
    }
}
