//! Small steps over bytes, from which the patterns are built.

use super::EntityLabel;
use crate::{Language, lexer, words::Word};
use std::cell::OnceCell;

/// A text with its words.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_field_names,
    reason = "the text itself is what it is called by everywhere"
)]
pub(super) struct Text<'a> {
    pub text: &'a str,
    pub words: &'a [Word<'a>],
    /// Told when a rule first asks, which few texts make one do.
    pub language: &'a OnceCell<Option<Language>>,
}

/// A pattern found: byte range, meaning, confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub label: EntityLabel,
    pub confidence: f64,
}

impl Found {
    /// A find.
    pub(super) fn new(start: usize, end: usize, label: EntityLabel, confidence: f64) -> Self {
        Self {
            start,
            end,
            label,
            confidence,
        }
    }
}

impl<'a> Text<'a> {
    /// The byte at a place, 0 past the end.
    #[inline]
    pub(super) fn byte(self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The byte before a place, 0 at the start.
    #[inline]
    pub(super) fn before(self, at: usize) -> u8 {
        at.checked_sub(1).map_or(0, |at| self.byte(at))
    }

    /// Whether the word is a later part of something written in one: after `_`, or a number after another number and
    /// a single sign. A date's "T" is not such a sign.
    pub(super) fn is_inside(self, at: usize) -> bool {
        let start = self.words[at].start;
        let sign = self.before(start);
        let before_sign = start.checked_sub(1).map_or(0, |sign| self.before(sign));
        sign == b'_'
            || (self.byte(start).is_ascii_digit()
                && matches!(sign, b'.' | b',' | b':' | b'/' | b'-')
                && before_sign.is_ascii_digit())
    }

    /// Where a run of up to `most` digits from a place ends.
    #[inline]
    pub(super) fn digits(self, from: usize, most: usize) -> usize {
        let mut at = from;
        while at - from < most && self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }

    /// A number of `least` to `most` digits (at most nine) from a place, that no further digit follows: value and end.
    #[inline]
    pub(super) fn number(self, from: usize, least: usize, most: usize) -> Option<(u32, usize)> {
        let end = self.digits(from, most);
        if end - from < least || self.byte(end).is_ascii_digit() {
            return None;
        }
        Some((self.text[from..end].parse().ok()?, end))
    }

    /// Whether nothing that continues a word stands at a place.
    #[inline]
    pub(super) fn ends(self, at: usize) -> bool {
        self.byte(at) != b'_'
            && !self.text[at..]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric)
    }

    /// Whether the text is in one of these languages.
    pub(super) fn is_in(self, languages: &[Language]) -> bool {
        let language = self
            .language
            .get_or_init(|| lexer::read(self.text).language);
        language.is_some_and(|language| languages.contains(&language))
    }

    /// The place behind one optional space, of the kinds that hold an amount and its unit together, too.
    #[inline]
    pub(super) fn skip_space(self, at: usize) -> usize {
        match self.byte(at) {
            b' ' => at + 1,
            0xC2 if self.byte(at + 1) == 0xA0 => at + 2,
            0xE2 if self.goes_on(at, "\u{202F}") || self.goes_on(at, "\u{2009}") => at + 3,
            _ => at,
        }
    }

    /// The letters of any kind from a place, at most 24.
    pub(super) fn any_letters(self, from: usize) -> &'a str {
        let rest = &self.text[from..];
        let mut letters = rest.char_indices().take(24);
        let end = letters.find(|(_, character)| !character.is_alphabetic());
        let most = rest
            .char_indices()
            .nth(24)
            .map_or(rest.len(), |(end, _)| end);
        &rest[..end.map_or(most, |(end, _)| end)]
    }

    /// The word of up to twelve letters before a place with one space between; empty where none stands.
    pub(super) fn word_before(self, start: usize) -> &'a str {
        let Some(before) = self.text[..start].strip_suffix([' ', '\u{A0}', '\u{202F}']) else {
            return "";
        };
        let mut letters = before.char_indices().rev().take(13);
        match letters.find(|(_, character)| !character.is_alphabetic()) {
            Some((at, character)) => &before[at + character.len_utf8()..],
            None if before.chars().nth(12).is_none() => before,
            None => "",
        }
    }

    /// Whether the word before a place is one of these, case ignored.
    pub(super) fn is_behind(self, start: usize, words: &[&str]) -> bool {
        let word = self.word_before(start);
        !word.is_empty() && words.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// The letters (ASCII) from a place, at most 24.
    #[inline]
    pub(super) fn letters(self, from: usize) -> &'a str {
        let mut end = from;
        while end - from < 24 && self.byte(end).is_ascii_alphabetic() {
            end += 1;
        }
        &self.text[from..end]
    }

    /// Where an amount like `1,200.50` or `1.200,50` from a place ends.
    pub(super) fn amount(self, from: usize) -> Option<usize> {
        let mut at = self.digits(from, 12);
        if at == from {
            return None;
        }
        while matches!(self.byte(at), b'.' | b',')
            && self.byte(at + 1).is_ascii_digit()
            && at - from < 24
        {
            at = self.digits(at + 1, 12);
        }
        (!self.byte(at).is_ascii_digit()).then_some(at)
    }

    /// Whether the text goes on with `wanted`, case ignored.
    #[inline]
    pub(super) fn goes_on(self, at: usize, wanted: &str) -> bool {
        let bytes = self.text.as_bytes();
        bytes
            .get(at..at + wanted.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(wanted.as_bytes()))
    }

    /// Whether something before the place belongs to what begins there: a word, a path, an address, an identifier.
    pub(super) fn is_part(self, start: usize) -> bool {
        let starts_with_word = self.text[start..]
            .chars()
            .next()
            .is_some_and(char::is_alphanumeric);
        match self.text[..start].chars().next_back() {
            Some('.' | '/' | '\\' | '@' | '-' | '#' | '_') => true,
            Some(before) => starts_with_word && before.is_alphanumeric(),
            None => false,
        }
    }

    /// Whether what ends at the place goes on: as a word, a path, an address, an identifier.
    pub(super) fn is_continued(self, end: usize) -> bool {
        let mut after = self.text[end..].chars();
        let ends_with_word = self.text[..end]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        match after.next() {
            Some('_') => true,
            Some('.' | '-' | '/' | '\\' | '@') => after.next().is_some_and(char::is_alphanumeric),
            // "Aurora's" names Aurora, "L'Oréal" does not name L.
            Some('\'' | '’') => {
                let is_possessive = matches!(after.next(), Some('s' | 'S'))
                    && !after.next().is_some_and(char::is_alphanumeric);
                !is_possessive
                    && self.text[end..]
                        .chars()
                        .nth(1)
                        .is_some_and(char::is_alphanumeric)
            }
            Some(next) => ends_with_word && next.is_alphanumeric(),
            None => false,
        }
    }
}
