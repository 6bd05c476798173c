//! Looks at the bytes of a file and decides which encoding they are in.

use super::{Encoding, guess, words::Words};
use crate::{Doubt, DoubtKind};

/// Looks at bytes as they pass and decides at the end.
#[derive(Debug, Clone, Default)]
pub struct EncodingCheck {
    /// The start of a character whose end is still to come.
    carry: Vec<u8>,
    /// Characters of more than one byte.
    wide: u64,
    /// Byte sequences that are no UTF-8.
    broken: u64,
    /// Words with letters beyond ASCII.
    words: Words,
}

impl EncodingCheck {
    /// Takes the next bytes.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        self.words.feed(bytes);
        while !self.carry.is_empty() {
            let Some((&first, rest)) = bytes.split_first() else {
                return;
            };
            bytes = rest;
            self.carry.push(first);
            self.settle_carry();
        }
        loop {
            match str::from_utf8(bytes) {
                Ok(text) => {
                    self.wide += wide_characters(text.as_bytes());
                    return;
                }
                Err(error) => {
                    let (good, rest) = bytes.split_at(error.valid_up_to());
                    self.wide += wide_characters(good);
                    if let Some(length) = error.error_len() {
                        self.broken += 1;
                        bytes = &rest[length..];
                    } else {
                        self.carry.extend_from_slice(rest);
                        return;
                    }
                }
            }
        }
    }

    /// Drops a character that the bytes so far cut in two: it is no evidence.
    pub fn forget_unfinished(&mut self) {
        self.carry.clear();
    }

    /// The encoding of all bytes so far, and why it may be another. Broken UTF-8 is an older encoding, unless it starts
    /// with a byte order mark or holds at least as many good characters as broken ones: then it is damaged UTF-8, as
    /// letters of older encodings hardly ever stand as UTF-8 has them.
    pub fn decide(&self, bom: bool) -> (Encoding, Option<Doubt>) {
        let broken = self.broken + u64::from(!self.carry.is_empty());
        if broken == 0 {
            return (Encoding::Utf8, None);
        }
        if bom || self.wide >= 4 * broken {
            return (Encoding::DamagedUtf8, None);
        }
        let (found, reason) = if self.wide >= broken {
            let reason = "a part of the text is UTF-8, a part is in another encoding";
            (Encoding::DamagedUtf8, Some(reason.to_owned()))
        } else {
            guess::of(&self.words)
        };
        let kind = DoubtKind::Encoding;
        (found, reason.map(|reason| Doubt { kind, reason }))
    }

    fn settle_carry(&mut self) {
        match str::from_utf8(&self.carry) {
            Ok(_) => {
                self.wide += wide_characters(&self.carry);
                self.carry.clear();
            }
            Err(error) => {
                if let Some(length) = error.error_len() {
                    self.broken += 1;
                    self.carry.drain(..error.valid_up_to() + length);
                    // What is left is the byte that broke the sequence: it may start another.
                    if !self.carry.is_empty() {
                        self.settle_carry();
                    }
                }
            }
        }
    }
}

fn wide_characters(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte >= 0xC0).count() as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decide(bytes: &[u8], piece: usize) -> Encoding {
        let mut check = EncodingCheck::default();
        bytes.chunks(piece).for_each(|part| check.feed(part));
        check.decide(false).0
    }

    #[test]
    fn it_is_decided_over_the_whole_file() {
        assert_eq!(decide(b"plain", 2), Encoding::Utf8);
        assert_eq!(decide("Grüße 😀".as_bytes(), 1), Encoding::Utf8);
        let late = [&b"a".repeat(5_000)[..], b"Gr\xFC\xDFe"].concat();
        assert_eq!(decide(&late, 64), Encoding::Windows1252);
        assert_eq!(
            decide(&["é".repeat(20).as_bytes(), b"\xFF"].concat(), 3),
            Encoding::DamagedUtf8
        );
    }

    proptest! {
        #[test]
        fn the_size_of_the_pieces_does_not_matter(
            bytes in prop::collection::vec(prop::sample::select(b"a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xFF".to_vec()), 0..40),
            piece in 1_usize..7,
        ) {
            let (mut whole, mut parts) = (EncodingCheck::default(), EncodingCheck::default());
            whole.feed(&bytes);
            bytes.chunks(piece).for_each(|part| parts.feed(part));
            prop_assert_eq!((whole.wide, whole.broken, whole.carry), (parts.wide, parts.broken, parts.carry));
            prop_assert_eq!(whole.words, parts.words);
        }
    }
}
