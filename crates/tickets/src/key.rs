//! The key of a ticket.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What names a ticket within its source: 1 to 50 characters, no blanks, no control characters.
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

    /// Reads a key; blanks around it do not count.
    pub fn new(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        if text.len() > Self::MAX_CHARS && text.chars().count() > Self::MAX_CHARS {
            return Err(KeyError::TooLong);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(KeyError::Blank);
        }
        Ok(Self(text.to_owned()))
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
        assert_eq!(TicketKey::new(&"é".repeat(51)), Err(KeyError::TooLong));
        assert!(TicketKey::new(&"é".repeat(50)).is_ok());
        assert!(TicketKey::new("A1_B-9").unwrap().looks_like_jira());
        assert!(!TicketKey::new("10042").unwrap().looks_like_jira());
        assert!(serde_json::from_str::<TicketKey>("\"a b\"").is_err());
    }
}
