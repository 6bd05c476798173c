//! Finds the phrases of a constant table in a text, in one pass.

use crate::{fold::fold, key::Key, table::Table, words::Word};

/// A phrase without its first word, its accents folded away, and what it means.
#[derive(Debug)]
pub(crate) struct Phrase<T> {
    pub rest: &'static str,
    pub meaning: T,
}

/// Phrases by their first word: the range of each in `list`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrases<T: 'static> {
    pub firsts: &'static Table<(u16, u16)>,
    pub list: &'static [Phrase<T>],
}

impl<T> Phrases<T> {
    /// Every phrase that begins at the first of `words`, longest first, as its place in the list and its number of
    /// words; case and accents are ignored and no phrase goes past the end of a sentence.
    pub(crate) fn starting<'a>(
        &self,
        words: &'a [Word<'a>],
    ) -> impl Iterator<Item = (usize, usize)> + use<'a, T> {
        let list = self.list;
        let (from, to) = words
            .first()
            .and_then(|first| self.range(first.text))
            .unwrap_or((0, 0));
        (from..to).filter_map(move |place| Some((place, count(list[place].rest, words)?)))
    }

    fn range(&self, first: &str) -> Option<(usize, usize)> {
        if first.is_ascii() {
            return self.known(&Key::new(first.as_bytes(), 0, first.len())?);
        }
        let (folded, length) = fold(first)?;
        self.known(&Key::new(&folded, 0, length)?)
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
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(wanted);
    }
    fold(word).is_some_and(|(folded, length)| &folded[..length] == wanted.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    #[test]
    fn following_words_ignore_case_accents_and_curly_apostrophes() {
        let text = words("Doesn’t WORK. as");
        assert_eq!(count("work", &text.words), Some(2));
        assert_eq!(
            count("work as", &text.words),
            None,
            "past the end of the sentence"
        );
        assert_eq!(count("", &text.words), Some(1));
        assert!(is_same("don’t", "don't"));
        assert!(is_same("Größe", "groesse") && is_same("groesse", "groesse"));
    }
}
