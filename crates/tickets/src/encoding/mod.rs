//! The encodings a file may be in, which of them it is, decided over all of its bytes, and the text of its cells.

mod check;
mod cyrillic;
mod dos;
mod guess;
mod latin;
mod wide;
mod words;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use check::EncodingCheck;
use dos::CodePage;

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
    /// A code page of DOS, as consoles of Windows still write.
    Dos(CodePage),
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
        "ibm850",
        "ibm852",
        "ibm437",
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
            Self::Dos(page) => page.name().to_owned(),
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
            Self::Dos(CodePage::Ibm437),
            Self::Dos(CodePage::Ibm850),
            Self::Dos(CodePage::Ibm852),
        ];
        own.into_iter()
            .find(|encoding| encoding.name() == name)
            .or_else(|| encoding_rs::Encoding::for_label(name.as_bytes()).map(Self::Legacy))
    }

    /// The bytes that start a character of two bytes, where its second may be any sign that stands for itself elsewhere,
    /// also a bar.
    pub(crate) fn leads(self) -> Option<fn(u8) -> bool> {
        match self.name().as_str() {
            "shift_jis" => Some(|byte| matches!(byte, 0x81..=0x9F | 0xE0..=0xFC)),
            "gbk" | "gb18030" | "big5" => Some(|byte| matches!(byte, 0x81..=0xFE)),
            _ => None,
        }
    }

    /// Decodes a cell and says whether it was damaged.
    pub fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        let legacy = match self {
            Self::Utf8 | Self::DamagedUtf8 | Self::Utf16Le | Self::Utf16Be => {
                return match str::from_utf8(bytes) {
                    Ok(text) => (Cow::Borrowed(text), false),
                    Err(_) => (String::from_utf8_lossy(bytes), true),
                };
            }
            Self::Dos(page) => return (page.decode(bytes), false),
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

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn every_encoding_that_can_be_chosen_is_known_by_its_name() {
        for name in Encoding::CHOICES {
            assert_eq!(Encoding::chosen(name).unwrap().name(), *name);
        }
    }
}
