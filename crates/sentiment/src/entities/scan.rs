//! Small steps over bytes, from which the patterns are built.

use super::EntityLabel;
use crate::words::Word;

/// A text with its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    pub text: &'a str,
    pub words: &'a [Word<'a>],
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
    pub(super) fn byte(self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The byte before a place, 0 at the start.
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
    pub(super) fn digits(self, from: usize, most: usize) -> usize {
        let mut at = from;
        while at - from < most && self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }

    /// A number of `least` to `most` digits (at most nine) from a place, that no further digit follows: value and end.
    pub(super) fn number(self, from: usize, least: usize, most: usize) -> Option<(u32, usize)> {
        let end = self.digits(from, most);
        if end - from < least || self.byte(end).is_ascii_digit() {
            return None;
        }
        Some((self.text[from..end].parse().ok()?, end))
    }

    /// Whether nothing that continues a word stands at a place.
    pub(super) fn ends(self, at: usize) -> bool {
        self.byte(at) != b'_'
            && !self.text[at..]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric)
    }

    /// The place behind one optional space.
    pub(super) fn skip_space(self, at: usize) -> usize {
        at + usize::from(self.byte(at) == b' ')
    }

    /// The letters (ASCII) from a place, at most 24.
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
