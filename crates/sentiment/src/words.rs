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
    let mut words = Vec::with_capacity(text.len() / 6 + 1);
    let mut sentences = Vec::new();
    let mut sentence_start = 0;
    let mut word_start = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let joins = matches!(character, '\'' | '’')
            && word_start.is_some()
            && next.is_some_and(char::is_alphanumeric);
        if character.is_alphanumeric() || joins {
            word_start.get_or_insert(at);
            continue;
        }
        if let Some(start) = word_start.take() {
            words.push(Word {
                text: &text[start..at],
                start,
                sentence: sentences.len(),
            });
        }
        let stops = matches!(character, '.' | '!' | '?') && next.is_none_or(char::is_whitespace);
        if stops || character == '\n' {
            let end = at + character.len_utf8();
            sentences.push((sentence_start, end));
            sentence_start = end;
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
