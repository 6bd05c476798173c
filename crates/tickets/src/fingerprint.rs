//! A stable name for content: 128 bits of SHA-256 over length-prefixed parts.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The same parts always give the same fingerprint, on every machine and in every version.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint([u8; 16]);

/// The text is not 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is 32 hexadecimal digits")]
pub struct NoFingerprint;

impl Fingerprint {
    /// The 16 bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// Takes parts in order; a part cannot flow into the next, and an absent one is not an empty one.
pub(crate) struct Maker(Sha256);

impl Maker {
    pub fn new() -> Self {
        Self(Sha256::new())
    }

    /// Adds raw bytes of fixed length.
    pub fn number(&mut self, number: i64) -> &mut Self {
        self.0.update(number.to_le_bytes());
        self
    }

    /// Adds a text. Line ends are alike, blanks around do not count, so that the same export saved on another system
    /// gives the same fingerprint.
    pub fn text(&mut self, text: Option<&str>) -> &mut Self {
        let Some(text) = text.map(str::trim) else {
            return self.number(-1);
        };
        if memchr::memchr(b'\r', text.as_bytes()).is_none() {
            self.number(text.len().try_into().unwrap_or(i64::MAX));
            self.0.update(text);
            return self;
        }
        let returns = text.matches("\r\n").count();
        self.number((text.len() - returns).try_into().unwrap_or(i64::MAX));
        for (number, line) in text.split("\r\n").enumerate() {
            if number > 0 {
                self.0.update("\n");
            }
            self.0.update(line);
        }
        self
    }

    pub fn make(self) -> Fingerprint {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.0.finalize()[..16]);
        Fingerprint(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = NoFingerprint;
    fn try_from(text: String) -> Result<Self, NoFingerprint> {
        let hex = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u128::from_str_radix(&text, 16).map_err(|_| NoFingerprint)?;
        if hex {
            Ok(Self(number.to_be_bytes()))
        } else {
            Err(NoFingerprint)
        }
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[Option<&str>]) -> Fingerprint {
        let mut maker = Maker::new();
        for part in parts {
            maker.text(*part);
        }
        maker.make()
    }

    #[test]
    fn parts_do_not_flow_and_line_ends_are_alike() {
        assert_ne!(of(&[Some("ab"), Some("c")]), of(&[Some("a"), Some("bc")]));
        assert_ne!(of(&[None]), of(&[Some("")]));
        assert_eq!(of(&[Some("a\r\nb\r\n")]), of(&[Some(" a\nb")]));
    }

    #[test]
    fn it_is_stable_and_travels_as_hex() {
        let fingerprint = of(&[Some("hello")]);
        assert_eq!(fingerprint.to_string(), "fe745503750fdbf3e6ef676d16d85ee0");
        let back: Fingerprint =
            serde_json::from_value(serde_json::to_value(fingerprint).unwrap()).unwrap();
        assert_eq!(back, fingerprint);
        assert!(Fingerprint::try_from("+".repeat(32)).is_err());
    }
}
