//! A text that was made of another one by leaving out and replacing, and where each part of it stood there.

use std::borrow::Cow;
use std::ops::Range;

/// A text, and where its parts stand in the one it was made of.
#[derive(Debug)]
pub(crate) struct Plain<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Which parts came from where, one step behind the other; a step without parts changed nothing.
    steps: Vec<Vec<Part>>,
}

/// A part of the new text: where it starts, and the bytes it stands for.
#[derive(Debug, Clone, Copy)]
struct Part {
    start: usize,
    from: usize,
    to: usize,
    /// Whether the bytes are the same, else something else stands for them.
    is_same: bool,
}

impl<'a> Plain<'a> {
    /// A text that stands as it came.
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            steps: Vec::new(),
        }
    }

    /// The text as a step makes it, which answers nothing where there is nothing to change.
    pub(super) fn then(mut self, step: impl Fn(&str) -> Option<Made>) -> Self {
        if let Some(made) = step(&self.text) {
            self.text = Cow::Owned(made.text);
            self.steps.push(made.parts);
        }
        self
    }

    /// Where a range of bytes stood in the text as it came.
    pub(crate) fn original(&self, range: Range<usize>) -> Range<usize> {
        self.steps.iter().rev().fold(range, |range, parts| {
            start(parts, range.start)..end(parts, range.end)
        })
    }
}

fn start(parts: &[Part], at: usize) -> usize {
    let before = parts.partition_point(|part| part.start <= at);
    let Some(part) = before.checked_sub(1).map(|place| parts[place]) else {
        return 0;
    };
    if part.is_same {
        (part.from + at - part.start).min(part.to)
    } else {
        part.from
    }
}

fn end(parts: &[Part], at: usize) -> usize {
    let before = parts.partition_point(|part| part.start < at);
    let Some(part) = before.checked_sub(1).map(|place| parts[place]) else {
        return 0;
    };
    if part.is_same {
        (part.from + at - part.start).min(part.to)
    } else {
        part.to
    }
}

/// A text that is being made of another one.
#[derive(Debug, Default)]
pub(super) struct Made {
    text: String,
    parts: Vec<Part>,
}

impl Made {
    /// Takes bytes over as they are.
    pub(super) fn keep(&mut self, source: &str, range: Range<usize>) {
        if !range.is_empty() {
            self.part(&source[range.clone()], range, true);
        }
    }

    /// Puts something in the place of bytes; nothing leaves them out.
    pub(super) fn replace(&mut self, range: Range<usize>, with: &str) {
        if !with.is_empty() {
            self.part(with, range, false);
        }
    }

    fn part(&mut self, text: &str, range: Range<usize>, is_same: bool) {
        self.parts.push(Part {
            start: self.text.len(),
            from: range.start,
            to: range.end,
            is_same,
        });
        self.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_text_as_it_came() {
        // "a&amp;b[gone]cd" to "a&bcd", then "cd" alone.
        let first = |source: &str| {
            let mut made = Made::default();
            made.keep(source, 0..1);
            made.replace(1..6, "&");
            made.keep(source, 6..7);
            made.keep(source, 13..15);
            Some(made)
        };
        let plain = Plain::of("a&amp;b[gone]cd").then(first);
        assert_eq!(plain.text, "a&bcd");
        assert_eq!(plain.original(0..5), 0..15);
        assert_eq!(plain.original(1..2), 1..6);
        assert_eq!(plain.original(2..3), 6..7);
        assert_eq!(plain.original(3..4), 13..14);
        let second = |source: &str| {
            let mut made = Made::default();
            made.keep(source, 3..5);
            Some(made)
        };
        let plain = plain.then(second).then(|_| None);
        assert_eq!((&*plain.text, plain.original(0..2)), ("cd", 13..15));
    }
}
