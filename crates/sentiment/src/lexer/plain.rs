//! The usual word: ASCII letters and nothing that joins them to more; measured and hashed eight bytes at a time.

use crate::key::Key;

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x80 * ONES;

/// Length and hash of the word at a place; `None` for what must be read more closely: inner capitals, digits, joined
/// parts, letters beyond ASCII, and the last bytes of a text.
#[inline]
pub(super) fn word(text: &[u8], at: usize) -> Option<(usize, u64)> {
    let first = Eight::read(text, at)?;
    if first.has_inner_capital(0) {
        return None;
    }
    // Most words end here.
    if first.run < 8 {
        return ends(text, at + first.run)
            .then(|| (first.run, Key::short_hash(first.letters, first.run)));
    }
    long_word(text, at, &first)
}

/// The same of a word that begins with eight letters.
fn long_word(text: &[u8], at: usize, first: &Eight) -> Option<(usize, u64)> {
    let mut eights = [first.letters, 0, 0, 0];
    let mut length = 8;
    let mut last = first.lowers;
    for letters in &mut eights[1..] {
        let next = Eight::read(text, at + length)?;
        if next.has_inner_capital(last) {
            return None;
        }
        last = next.lowers;
        *letters = next.letters;
        length += next.run;
        if next.run < 8 {
            return ends(text, at + length)
                .then(|| (length, Key::of_eights(eights, length).wide_hash()));
        }
    }
    None
}

/// Up to eight letters: how many, themselves in lower case with zeros behind, and the top bit of each that is a small one
/// and of each that is a capital.
struct Eight {
    run: usize,
    letters: u64,
    lowers: u64,
    capitals: u64,
}

impl Eight {
    #[inline]
    fn read(text: &[u8], at: usize) -> Option<Self> {
        let bytes = u64::from_le_bytes(*text.get(at..)?.first_chunk()?);
        // The top bit of each byte that is a letter.
        let lower = bytes | (0x20 * ONES);
        let low = lower & (0x7F * ONES);
        let from_a = low + (0x80 - 0x61) * ONES;
        let past_z = low + (0x7F - 0x7A) * ONES;
        let letters = from_a & !past_z & !bytes & TOPS;
        let others = !letters & TOPS;
        let run = others.trailing_zeros() as usize / 8;
        // All bytes before the first that is no letter.
        let kept = ((others & others.wrapping_neg()) >> 7).wrapping_sub(1);
        Some(Self {
            run,
            letters: lower & kept,
            lowers: letters & (bytes << 2) & kept,
            capitals: letters & !(bytes << 2) & kept,
        })
    }

    /// Whether a capital stands behind a small letter, the last of what is before these included.
    #[inline]
    fn has_inner_capital(&self, before: u64) -> bool {
        (self.lowers << 8 | before >> 56) & self.capitals != 0
    }
}

/// Whether nothing at a place goes on with a word.
#[inline]
fn ends(text: &[u8], at: usize) -> bool {
    let byte = |at: usize| text.get(at).copied().unwrap_or(b' ');
    match byte(at) {
        b'0'..=b'9' | b'_' | b'$' | 0x80.. => false,
        b'(' => byte(at + 1) != b')',
        b'\'' | b'.' | b'/' | b'-' | b':' | b'@' => !matches!(
            byte(at + 1),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' | b':' | b'/' | 0x80..
        ),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_measured_and_hashed() {
        for (text, length) in [
            ("Works. Fine then", 5),
            ("THE end of all", 3),
            ("a b c d e f g h", 1),
            ("misunderstandings, and so on", 17),
            ("eightyyy and so on", 8),
        ] {
            let key = Key::new(text.as_bytes(), 0, length).unwrap();
            assert_eq!(
                word(text.as_bytes(), 0),
                Some((length, key.wide_hash())),
                "{text}"
            );
        }
    }

    #[test]
    fn all_else_is_left_to_a_closer_look() {
        for text in [
            "fooBar is code",
            "abcdefghI is code",
            "v2 is a version",
            "don't do that here",
            "it’s a curly one here",
            "well-done and so on",
            "call() it and so on",
            "http://a.example/b",
            "std::fmt and so on",
            "last",
            "antidisestablishmentarianismistically so",
        ] {
            assert_eq!(word(text.as_bytes(), 0), None, "{text}");
        }
    }
}
