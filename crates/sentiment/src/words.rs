//! A text as words and sentences, for phrases: letters and digits with inner apostrophes; all else separates.

use crate::elision;

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
        let mut characters = self.text.chars();
        characters.by_ref().all(char::is_uppercase) && self.text.chars().nth(1).is_some()
    }
}

/// A text cut into words and sentences.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    pub words: Vec<Word<'a>>,
    /// Byte ranges of the sentences, in order; they end at `.`, `!` or `?` before whitespace, and at line breaks.
    pub sentences: Vec<(usize, usize)>,
}

impl Words<'_> {
    /// Makes two words of each that begins with a French elision.
    pub(crate) fn split_elisions(&mut self) {
        let mut split = Vec::with_capacity(self.words.len() + self.words.len() / 4);
        for word in self.words.drain(..) {
            match elision::split(word.text) {
                Some((head, tail)) => split.extend([
                    Word {
                        text: &word.text[..head],
                        ..word
                    },
                    Word {
                        text: &word.text[tail..],
                        start: word.start + tail,
                        ..word
                    },
                ]),
                None => split.push(word),
            }
        }
        self.words = split;
    }
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
            let run = bytes[at..].iter();
            at += run.take_while(|byte| byte.is_ascii_alphanumeric()).count();
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
    fn elisions_become_words() {
        let text = "J’ai l'appli d'aujourd'hui";
        let mut found = words(text);
        found.split_elisions();
        let texts: Vec<_> = found.words.iter().map(|word| word.text).collect();
        assert_eq!(texts, ["J", "ai", "l", "appli", "d", "aujourd'hui"]);
        assert!(
            found
                .words
                .iter()
                .all(|word| text[word.start..].starts_with(word.text))
        );
    }

    #[test]
    fn capitals_are_capitals_in_any_language() {
        let found = words("ASAP DRINGEND ÜBER É A Ab 12");
        let capitals: Vec<_> = found.words.iter().map(Word::is_capitals).collect();
        assert_eq!(capitals, [true, true, true, false, false, false, false]);
    }

    #[test]
    fn nothing_has_no_words() {
        assert!(words("").words.is_empty());
        assert_eq!(words("... ?!").words, []);
    }
}
