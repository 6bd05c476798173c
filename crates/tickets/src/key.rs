//! The key of a ticket.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use crate::fingerprint::Maker;

/// What names a ticket within its source: 1 to 50 characters, no control characters, and no blanks but between parts of
/// capitals and digits, as in `M2203 014`. A number whose digits stand in groups, as in `52 267`, is that number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TicketKey(String);

/// Why a text is no ticket key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing, or only blanks.
    #[error("the ticket key is empty")]
    Empty,
    /// More than [`TicketKey::MAX_CHARS`].
    #[error("the ticket key is longer than 50 characters")]
    TooLong,
    /// A blank or a control character inside.
    #[error("the ticket key holds blanks or control characters")]
    Blank,
}

impl TicketKey {
    /// Longest key, in characters.
    pub const MAX_CHARS: usize = 50;
    /// Longest key of a file that is kept by its beginning and a digest.
    pub(crate) const LONG_CHARS: usize = 200;

    /// Reads a key; blanks around it do not count.
    pub fn new(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        if text.len() > Self::MAX_CHARS && text.chars().count() > Self::MAX_CHARS {
            return Err(KeyError::TooLong);
        }
        if !text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Ok(Self(text.to_owned()));
        }
        if is_grouped(text) {
            return Ok(Self(text.split_whitespace().collect()));
        }
        if is_code(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(KeyError::Blank)
    }

    /// What a file's key is kept as: one that is longer than a key may be, as those of some stores and of mails are, is its
    /// beginning and a digest of all of it. Texts and addresses of pages are none.
    pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
        let text = text.trim();
        let is_sign = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b',' | b';' | b'"');
        let is_key = (Self::MAX_CHARS + 1..=Self::LONG_CHARS).contains(&text.len())
            && text.bytes().all(is_sign)
            && text.bytes().any(|byte| byte.is_ascii_digit())
            && !text.contains("://");
        if !is_key {
            return Cow::Borrowed(text);
        }
        let mut maker = Maker::new();
        maker.text(Some(text));
        let digest = String::from(maker.make());
        Cow::Owned(format!(
            "{}~{}",
            &text[..Self::MAX_CHARS - 17],
            &digest[..16]
        ))
    }

    /// The key of one of several rows that it was made for.
    pub(crate) fn numbered(&self, number: usize) -> Self {
        match number {
            1 => self.clone(),
            number => Self(format!("{}-{number}", self.0)),
        }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is written like Jira's keys: `ABC-123`.
    pub fn looks_like_jira(&self) -> bool {
        self.0.rsplit_once('-').is_some_and(|(project, number)| {
            project.starts_with(|c: char| c.is_ascii_alphabetic())
                && project
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '_')
                && !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit())
        })
    }
}

/// The number without the fraction that programs write where others of its column are missing: `3.0` names `3`.
pub(crate) fn whole(text: &str) -> &str {
    let whole = text.strip_suffix(".0");
    let is_number = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    whole.filter(is_number).unwrap_or(text)
}

/// Whether it is a number whose digits stand in groups of three.
fn is_grouped(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split(char::is_whitespace);
    let first = parts.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && digits(first)
        && parts.all(|part| part.len() == 3 && digits(part))
}

/// Whether it is of two or three parts of capitals and digits with single blanks between: year and month, then a number.
fn is_code(text: &str) -> bool {
    let parts: Vec<&str> = text.split(' ').collect();
    let is_part = |part: &&str| {
        let mut bytes = part.bytes();
        !part.is_empty() && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let [.., month, last] = parts[..] else {
        return false;
    };
    parts.len() <= 3
        && text.len() <= 20
        && parts.iter().all(is_part)
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && digits(month) >= 4
        && digits(last) >= 3
        && digits(last) == last.len()
}

impl fmt::Display for TicketKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for TicketKey {
    type Error = KeyError;
    fn try_from(text: String) -> Result<Self, KeyError> {
        Self::new(&text)
    }
}

impl From<TicketKey> for String {
    fn from(key: TicketKey) -> Self {
        key.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        assert_eq!(TicketKey::new(" SUP-17 ").unwrap().as_str(), "SUP-17");
        assert_eq!(TicketKey::new(" \t"), Err(KeyError::Empty));
        assert_eq!(TicketKey::new("two words"), Err(KeyError::Blank));
        for other in ["BAD KEY", "12 34", "1 2345", "a 123", "A  12", "12\t345x"] {
            assert_eq!(TicketKey::new(other), Err(KeyError::Blank), "{other}");
        }
        assert_eq!(TicketKey::new("52 267").unwrap().as_str(), "52267");
        assert_eq!(
            TicketKey::new("1\u{a0}002\u{202f}003").unwrap().as_str(),
            "1002003"
        );
        assert_eq!(TicketKey::new("I 2203 014").unwrap().as_str(), "I 2203 014");
        assert_eq!(TicketKey::new(&"é".repeat(51)), Err(KeyError::TooLong));
        assert!(TicketKey::new(&"é".repeat(50)).is_ok());
        let long = |end: &str| format!("gp:AO{}{end}", "qpT0".repeat(20));
        let [one, other] = ["a", "b"].map(long);
        let [one, other] = [&one, &other].map(|key| TicketKey::shortened(key).into_owned());
        assert!(one != other && one.starts_with("gp:AOqpT0") && TicketKey::new(&one).is_ok());
        for whole in [
            "SUP-17",
            &"x".repeat(60),
            &format!("https://example.org/{}", "7".repeat(60)),
            &"7".repeat(201),
        ] {
            assert_eq!(TicketKey::shortened(whole), whole);
        }
        assert!(TicketKey::new("A1_B-9").unwrap().looks_like_jira());
        assert!(!TicketKey::new("10042").unwrap().looks_like_jira());
        assert!(serde_json::from_str::<TicketKey>("\"a b\"").is_err());
    }
}
