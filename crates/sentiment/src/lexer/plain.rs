//! The usual word: ASCII letters and nothing that joins them to more; measured and hashed eight bytes at a time.

use crate::key::{Key, LONGEST};

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x80 * ONES;

/// Length and hash of the word at a place; `None` for what must be read more closely: inner capitals, digits, joined
/// parts, letters beyond ASCII, and the last bytes of a text.
#[inline]
pub(super) fn word(text: &[u8], at: usize) -> Option<(usize, u64)> {
    let mut eights = [0; LONGEST / 8];
    let mut was_lower = 0;
    let mut length = 0;
    for eight in &mut eights {
        let bytes = u64::from_le_bytes(*text.get(at + length..)?.first_chunk()?);
        // The top bit of each byte that is a letter, a letter in lower case, a capital.
        let lower = bytes | (0x20 * ONES);
        let low = lower & (0x7F * ONES);
        let from_a = low + (0x80 - 0x61) * ONES;
        let past_z = low + (0x7F - 0x7A) * ONES;
        let letters = from_a & !past_z & !bytes & TOPS;
        let run = (!letters & TOPS).trailing_zeros() as usize / 8;
        let kept = if run == 8 {
            u64::MAX
        } else {
            (1 << (8 * run)) - 1
        };
        let lowers = letters & (bytes << 2) & kept;
        let capitals = letters & !(bytes << 2) & kept;
        if (lowers << 8 | was_lower) & capitals != 0 {
            return None;
        }
        was_lower = lowers >> 56;
        *eight = lower & kept;
        length += run;
        if run < 8 {
            return ends(text, at + length)
                .then(|| (length, Key::of_eights(eights, length).wide_hash()));
        }
    }
    None
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
