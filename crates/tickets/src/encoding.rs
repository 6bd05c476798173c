//! Which encoding a file is in, decided over all of its bytes, and the text of its cells.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::words::Words;

/// How the bytes of a file become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Encoding {
    /// UTF-8 throughout (ASCII is UTF-8).
    Utf8,
    /// UTF-8 with some broken bytes: cells that hold them are reported.
    DamagedUtf8,
    /// UTF-16, the low byte first; stored as UTF-8.
    Utf16Le,
    /// UTF-16, the high byte first; stored as UTF-8.
    Utf16Be,
    /// Windows-1252, of which latin-1 is a part.
    Windows1252,
    /// Another encoding that was in use before Unicode.
    Legacy(&'static encoding_rs::Encoding),
}

/// The name is no encoding that is read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no known encoding")]
pub struct UnknownEncoding(pub String);

impl Encoding {
    /// The names of those that can be chosen for a file, the commonest of each script first.
    pub const CHOICES: &[&str] = &[
        "utf-8",
        "windows-1252",
        "windows-1250",
        "iso-8859-2",
        "windows-1251",
        "koi8-r",
        "koi8-u",
        "x-mac-cyrillic",
        "ibm866",
        "iso-8859-5",
        "gb18030",
        "gbk",
        "big5",
        "shift_jis",
        "euc-jp",
        "euc-kr",
        "windows-1253",
        "iso-8859-7",
        "windows-1254",
        "windows-1255",
        "iso-8859-8",
        "windows-1256",
        "iso-8859-6",
        "windows-1257",
        "iso-8859-4",
        "windows-1258",
        "windows-874",
        "iso-8859-3",
        "iso-8859-10",
        "iso-8859-13",
        "iso-8859-14",
        "iso-8859-15",
        "iso-8859-16",
        "macintosh",
    ];

    /// The encoding of a name, if it can be chosen.
    pub fn chosen(name: &str) -> Option<Self> {
        let known = Self::CHOICES.iter().find(|known| **known == name)?;
        Self::by_name(known)
    }

    /// Its name, as jobs show it.
    pub fn name(self) -> String {
        match self {
            Self::Utf8 => "utf-8".to_owned(),
            Self::DamagedUtf8 => "utf-8 (damaged)".to_owned(),
            Self::Utf16Le => "utf-16le".to_owned(),
            Self::Utf16Be => "utf-16be".to_owned(),
            Self::Windows1252 => "windows-1252".to_owned(),
            Self::Legacy(encoding) => encoding.name().to_ascii_lowercase(),
        }
    }

    /// The encoding of a name.
    pub fn by_name(name: &str) -> Option<Self> {
        let own = [
            Self::Utf8,
            Self::DamagedUtf8,
            Self::Utf16Le,
            Self::Utf16Be,
            Self::Windows1252,
        ];
        own.into_iter()
            .find(|encoding| encoding.name() == name)
            .or_else(|| encoding_rs::Encoding::for_label(name.as_bytes()).map(Self::Legacy))
    }

    /// Decodes a cell and says whether it was damaged.
    pub(crate) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        let legacy = match self {
            Self::Utf8 | Self::DamagedUtf8 | Self::Utf16Le | Self::Utf16Be => {
                return match str::from_utf8(bytes) {
                    Ok(text) => (Cow::Borrowed(text), false),
                    Err(_) => (String::from_utf8_lossy(bytes), true),
                };
            }
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
            Self::Legacy(encoding) => encoding,
        };
        legacy.decode_without_bom_handling(bytes)
    }
}

impl TryFrom<String> for Encoding {
    type Error = UnknownEncoding;
    fn try_from(name: String) -> Result<Self, UnknownEncoding> {
        Self::by_name(&name).ok_or(UnknownEncoding(name))
    }
}

impl From<Encoding> for String {
    fn from(encoding: Encoding) -> Self {
        encoding.name()
    }
}

/// Looks at bytes as they pass and decides at the end.
#[derive(Debug, Clone, Default)]
pub(crate) struct EncodingCheck {
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

    /// The encoding of all bytes so far. Broken UTF-8 is an older encoding, unless it starts with a byte order mark or
    /// well over its larger part is good UTF-8: then it is damaged UTF-8.
    pub fn decide(&self, bom: bool) -> Encoding {
        let broken = self.broken + u64::from(!self.carry.is_empty());
        if broken == 0 {
            Encoding::Utf8
        } else if bom || self.wide >= 4 * broken {
            Encoding::DamagedUtf8
        } else {
            self.words.guess()
        }
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
        check.decide(false)
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

    #[test]
    fn cells_are_decoded() {
        assert_eq!(
            Encoding::Windows1252.decode(b"\x80 Gr\xFC\xDFe"),
            ("€ Grüße".into(), false)
        );
        for name in ["windows-1251", "utf-8 (damaged)", "utf-16le", "koi8-u"] {
            let encoding = Encoding::by_name(name).unwrap();
            assert_eq!(encoding.name(), name);
            let json = serde_json::to_string(&encoding).unwrap();
            assert_eq!(serde_json::from_str::<Encoding>(&json).unwrap(), encoding);
        }
        assert_eq!(
            Encoding::DamagedUtf8.decode(b"a\xFFb"),
            ("a\u{FFFD}b".into(), true)
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
