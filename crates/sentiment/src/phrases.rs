//! Finds the phrases of a constant table in a text, in one pass.

use crate::{
    key::{Key, LONGEST},
    table::Table,
    words::Word,
};

/// A phrase without its first word, and what it means.
#[derive(Debug)]
pub(crate) struct Phrase<T> {
    pub rest: &'static str,
    pub meaning: T,
}

/// Phrases by their first word: the range of each in `list`.
#[derive(Debug)]
pub(crate) struct Phrases<T: 'static> {
    pub firsts: &'static Table<(u16, u16)>,
    pub list: &'static [Phrase<T>],
}

impl<T> Phrases<T> {
    /// Every phrase that begins at the first of `words`, longest first, as its place in the list and its number of
    /// words; case is ignored and no phrase goes past the end of a sentence.
    pub(crate) fn starting<'a>(
        &'static self,
        words: &'a [Word<'a>],
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        let (from, to) = words
            .first()
            .and_then(|first| self.range(first.text))
            .unwrap_or((0, 0));
        (from..to).filter_map(move |place| Some((place, count(self.list[place].rest, words)?)))
    }

    fn range(&self, first: &str) -> Option<(usize, usize)> {
        if first.is_ascii() {
            return self.known(&Key::new(first.as_bytes(), 0, first.len())?);
        }
        let mut lower = [0; LONGEST];
        let mut len = 0;
        for character in first.chars().flat_map(char::to_lowercase) {
            let plain = if character == '’' { '\'' } else { character };
            len += plain
                .encode_utf8(lower.get_mut(len..len + plain.len_utf8())?)
                .len();
        }
        self.known(&Key::new(&lower, 0, len)?)
    }

    fn known(&self, first: &Key) -> Option<(usize, usize)> {
        let &(from, to) = self.firsts.get(first)?;
        Some((usize::from(from), usize::from(to)))
    }
}

/// The number of words of a phrase whose first word stands first in `words`, if the others follow.
fn count(rest: &str, words: &[Word<'_>]) -> Option<usize> {
    if rest.is_empty() {
        return Some(1);
    }
    let mut count = 1;
    for wanted in rest.split(' ') {
        let word = words
            .get(count)
            .filter(|word| word.sentence == words[0].sentence)?;
        if !is_same(word.text, wanted) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

fn is_same(word: &str, wanted: &str) -> bool {
    word.eq_ignore_ascii_case(wanted)
        || (word.contains('’') && word.replace('’', "'").eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    #[test]
    fn following_words_ignore_case_and_curly_apostrophes() {
        let text = words("Doesn’t WORK. as");
        assert_eq!(count("work", &text.words), Some(2));
        assert_eq!(
            count("work as", &text.words),
            None,
            "past the end of the sentence"
        );
        assert_eq!(count("", &text.words), Some(1));
        assert!(is_same("don’t", "don't"));
    }
}
