//! Marks that open something that is no prose, within a line or over several.

use memchr::memchr2;

/// What a mark opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing: the character is an ordinary one.
    Nothing,
    /// Something that ends in the same line, with its length in bytes.
    Closed { length: usize },
    /// A block: the length of its mark, and what closes it.
    Block {
        length: usize,
        closing: &'static str,
    },
}

/// Inline code and tags are at most so long.
const LONGEST: usize = 200;

/// Blocks by how they open; names in braces and tags may carry options. All in lower case.
const BLOCKS: [(&str, &str); 9] = [
    ("```", "```"),
    ("~~~", "~~~"),
    ("<!--", "-->"),
    ("<pre", "</pre>"),
    ("<code", "</code>"),
    ("<blockquote", "</blockquote>"),
    ("{noformat", "{noformat}"),
    ("{code", "{code}"),
    ("{quote", "{quote}"),
];

/// What the mark opens that stands first in a line.
pub(super) fn opening(line: &[u8]) -> Opening {
    for (open, closing) in BLOCKS {
        if !starts_with(line, open) {
            continue;
        }
        let length = match open.as_bytes()[0] {
            b'{' => end_of(line, b'}'),
            b'<' if open != "<!--" => end_of(line, b'>'),
            _ => Some(open.len()),
        };
        return length.map_or(Opening::Nothing, |length| Opening::Block {
            length,
            closing,
        });
    }
    let end = match line {
        [b'`', ..] => end_of(&line[1..], b'`').map(|end| end + 1),
        [b'{', second, ..] if second.is_ascii_alphabetic() => end_of(line, b'}'),
        [b'<', second, ..] if second.is_ascii_alphabetic() || *second == b'/' => end_of(line, b'>'),
        _ => None,
    };
    end.map_or(Opening::Nothing, |length| Opening::Closed { length })
}

/// The place behind the first `byte`, if it is near.
fn end_of(line: &[u8], byte: u8) -> Option<usize> {
    let near = &line[..line.len().min(LONGEST)];
    near.iter()
        .position(|found| *found == byte)
        .map(|at| at + 1)
}

/// Whether a line starts with a word in lower case, whatever its own case. Most do not, which two bytes tell.
#[inline]
pub(super) fn starts_with(line: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    let (first, last) = (word[0], word.len() - 1);
    line.len() > last
        && line[0] | 0x20 == first | 0x20
        && line[last] | 0x20 == word[last] | 0x20
        && line[..=last].eq_ignore_ascii_case(word)
}

/// Where a word in lower case stands first in a line.
pub(super) fn find(line: &[u8], word: &str) -> Option<usize> {
    let first = word.as_bytes()[0];
    let mut at = 0;
    while let Some(found) = memchr2(first, first.to_ascii_uppercase(), &line[at..]) {
        at += found;
        if starts_with(&line[at..], word) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_open_what_they_open() {
        assert_eq!(opening(b"`x` y"), Opening::Closed { length: 3 });
        assert_eq!(opening(b"`x y"), Opening::Nothing);
        assert_eq!(opening(b"<br/>x"), Opening::Closed { length: 5 });
        assert_eq!(opening(b"< 5"), Opening::Nothing);
        assert_eq!(opening(b"<3"), Opening::Nothing);
        assert_eq!(
            opening(b"{CODE:title=x}y"),
            Opening::Block {
                length: 14,
                closing: "{code}"
            }
        );
        assert_eq!(opening(b"{color:red}y"), Opening::Closed { length: 11 });
    }
}
