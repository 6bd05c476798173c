//! What of a text is a person's own prose: code, logs, quotes, templates, signatures and footers are not.

mod automatic;
mod entity;
mod footer;
mod html;
mod inline;
mod letter;
mod line;
mod mail_head;
mod plain;
mod quote;
mod starts;

pub(crate) use plain::Plain;

use inline::{Opening, opening};
use line::{Kind, kind};
use memchr::memchr2;
use plain::Made;
use quote::Quote;

/// A text as it is read: entities decoded, tags left out. Almost all texts stand as they came.
pub(crate) fn plain(text: &str) -> Plain<'_> {
    let plain = Plain::of(text);
    if memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return plain;
    }
    plain.then(entity::decoded).then(html::stripped)
}

/// The prose of a plain text alone, for what reads no pieces.
pub(crate) fn own(text: &str) -> Plain<'_> {
    Plain::of(text).then(|text| {
        let (mut made, mut kept, mut length) = (Made::default(), 0..0, 0);
        for_each_piece(text, |piece| {
            if piece.start == kept.end {
                kept.end = piece.end;
            } else {
                made.keep(text, kept.clone());
                made.replace(kept.end..piece.start, " ");
                kept = piece.start..piece.end;
            }
            length += piece.end - piece.start;
        });
        made.keep(text, kept);
        (length < text.len()).then_some(made)
    })
}

/// A piece of prose: a byte range of the text, and whether something that is no prose stood in the line behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub start: usize,
    pub end: usize,
    pub gap: bool,
}

/// Whether a text is an answer that a program gives by itself: somebody is away, a ticket was received or closed. It has no prose.
pub fn is_automatic(text: &str) -> bool {
    automatic::is_automatic(&plain(crate::score::readable(text)).text)
}

/// Where in a letter a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In what its author says.
    Letter,
    /// Behind its end, where only a postscript is read, and what stands below marked quotes.
    Signature,
    /// In a notice that ends with an empty line.
    Notice,
}

/// Tells the prose of a plain text, in order; an automatic answer has none.
pub(crate) fn for_each_piece(text: &str, tell: impl FnMut(Piece)) {
    if automatic::is_automatic(text) {
        return;
    }
    let mut pieces = Pieces {
        text,
        has_marks: has_marks(text.as_bytes()),
        is_empty: true,
        tell,
    };
    let (mut at, mut place) = (0, Place::Letter);
    let mut fence: Option<&'static str> = None;
    while at < text.len() {
        let end = at + line::length(&text[at..]);
        if let Some(closing) = fence {
            let Some(found) = inline::find(&text.as_bytes()[at..end], closing) else {
                at = end;
                continue;
            };
            at += found + closing.len();
            fence = pieces.read_line(at, end);
            at = end;
            continue;
        }
        place = place.at(&text[at..end]);
        match kind(&text[at..], end - at) {
            Kind::Quote(Quote::Head { length }) if pieces.is_empty => at += length,
            Kind::Quote(Quote::Said { length } | Quote::Head { length }) => {
                at += length;
                if !is_marked(&text[at..]) {
                    break;
                }
            }
            Kind::NoProse => at = end,
            _ if place != Place::Letter => at = end,
            Kind::End if !pieces.is_empty => (at, place) = (end, Place::Signature),
            Kind::Farewell if !pieces.is_empty && line::is_name(&text[end..]) => {
                (at, place) = (end, Place::Signature);
            }
            Kind::Notice => (at, place) = (end, Place::Notice),
            Kind::Prose | Kind::End | Kind::Farewell => {
                fence = pieces.read_line(at, end);
                at = end;
            }
        }
    }
}

impl Place {
    /// Where the next line stands.
    fn at(self, line: &str) -> Self {
        let is_over = match self {
            Self::Letter => false,
            // Below what is marked as quoted somebody goes on.
            Self::Signature => {
                let line = line.trim_ascii().as_bytes();
                line.starts_with(b">") || letter::is_postscript(line)
            }
            Self::Notice => line.trim_ascii().is_empty(),
        };
        if is_over { Self::Letter } else { self }
    }
}

/// Whether the next line that is not empty is marked as quoted, so that what is not marked behind it is the author's own.
fn is_marked(text: &str) -> bool {
    text.trim_ascii_start().starts_with('>')
}

/// Whether any byte is one that may open something; without a branch, so that many are looked at together.
fn has_marks(text: &[u8]) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b'`' | b'{' | b'<' | b'~');
    text.iter().fold(false, |found, byte| found | is_mark(byte))
}

struct Pieces<'a, T> {
    text: &'a str,
    has_marks: bool,
    is_empty: bool,
    tell: T,
}

impl<T: FnMut(Piece)> Pieces<'_, T> {
    fn push(&mut self, start: usize, end: usize, gap: bool) {
        if start < end || gap {
            self.is_empty &= self.text[start..end].trim_ascii().is_empty();
            (self.tell)(Piece { start, end, gap });
        }
    }

    /// Takes the prose of a line, from a place in it, and answers what closes the block that is open at its end.
    fn read_line(&mut self, mut at: usize, end: usize) -> Option<&'static str> {
        if !self.has_marks {
            self.push(at, end, false);
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut start = at;
        while let Some(found) = bytes[at..end]
            .iter()
            .position(|byte| matches!(byte, b'`' | b'{' | b'<' | b'~'))
        {
            at += found;
            match opening(&bytes[at..end]) {
                Opening::Nothing => at += 1,
                Opening::Closed { length } => {
                    self.push(start, at, true);
                    at += length;
                    start = at;
                }
                Opening::Block { length, closing } => {
                    self.push(start, at, true);
                    let behind = at + length;
                    let Some(found) = inline::find(&bytes[behind..end], closing) else {
                        return Some(closing);
                    };
                    at = behind + found + closing.len();
                    start = at;
                }
            }
        }
        self.push(start, end, false);
        None
    }
}

#[cfg(test)]
mod tests;
