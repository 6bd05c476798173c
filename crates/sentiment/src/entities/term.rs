//! A name that people add to the built-in ones, and what it is.

use super::{EntityLabel, MAX_ENTITY_CHARACTERS};
use crate::names::UnknownName;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt, str::FromStr};

/// What a term of a [`super::Gazetteer`] is. The text form is the label's, or `EXCLUDED`; it reads back in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// A name of this kind.
    Entity(EntityLabel),
    /// No name at all: never to be reported.
    Excluded,
}

/// The text form of [`Meaning::Excluded`].
const EXCLUDED: &str = "EXCLUDED";

impl Meaning {
    /// Every value: the labels in their order, then [`Meaning::Excluded`].
    pub fn all() -> impl Iterator<Item = Self> {
        EntityLabel::ALL
            .into_iter()
            .map(Self::Entity)
            .chain([Self::Excluded])
    }

    /// The text form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entity(label) => label.as_str(),
            Self::Excluded => EXCLUDED,
        }
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Meaning {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::all()
            .find(|meaning| meaning.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownName {
                what: "entity label",
                found: text.to_owned(),
            })
    }
}

impl Serialize for Meaning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Meaning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A name as people write it: 1 to [`MAX_ENTITY_CHARACTERS`] characters, one space where there were several, no
/// control character, beginning with a letter or digit or with one sign before it (`.NET`, `C++`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term(String);

/// Why a text is no term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// Nothing but blanks.
    #[error("a term needs at least one letter or digit")]
    Empty,
    /// More than [`MAX_ENTITY_CHARACTERS`] characters.
    #[error("a term has at most {MAX_ENTITY_CHARACTERS} characters, not {0}")]
    TooLong(usize),
    /// A control character, or one that cannot be seen or turns the writing direction.
    #[error("a term has no control characters")]
    Control,
    /// Signs before the first letter or digit.
    #[error("a term begins with a letter or digit, or one sign before it")]
    Start,
}

impl Term {
    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In lower case, with plain apostrophes: two terms with the same folded form are the same.
    pub fn folded(&self) -> String {
        Self::fold(&self.0)
    }

    /// The folded form of any text, for looking it up among folded terms.
    pub fn fold(text: &str) -> String {
        text.chars().map(fold).collect()
    }
}

impl FromStr for Term {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        let is_hidden = |character: char| {
            character.is_control()
                || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        };
        let trimmed = text.trim();
        if trimmed.chars().any(is_hidden) {
            return Err(TermError::Control);
        }
        let count = trimmed.chars().count();
        if count > MAX_ENTITY_CHARACTERS {
            return Err(TermError::TooLong(count));
        }
        let words: Vec<&str> = trimmed.split_whitespace().collect();
        let term = words.join(" ");
        match term.chars().position(char::is_alphanumeric) {
            None => Err(TermError::Empty),
            Some(0 | 1) => Ok(Self(term)),
            Some(_) => Err(TermError::Start),
        }
    }
}

/// A character for comparing: in lower case where that is one character, an apostrophe as the plain one.
pub(super) fn fold(character: char) -> char {
    match character {
        'A'..='Z' => character.to_ascii_lowercase(),
        '’' => '\'',
        '\0'..='\x7F' => character,
        _ => {
            let mut lower = character.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(lower), None) => lower,
                _ => character,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_kept_as_written_with_single_spaces() {
        for (given, kept, folded) in [
            ("  Aurora \u{A0} Sync ", "Aurora Sync", "aurora sync"),
            ("L’Oréal", "L’Oréal", "l'oréal"),
            (".NET", ".NET", ".net"),
            ("C++", "C++", "c++"),
            ("ЯНДЕКС", "ЯНДЕКС", "яндекс"),
            ("7", "7", "7"),
        ] {
            let term: Term = given.parse().unwrap();
            assert_eq!((term.as_str(), term.folded().as_str()), (kept, folded));
        }
        assert_eq!(
            "é".repeat(100)
                .parse::<Term>()
                .unwrap()
                .as_str()
                .chars()
                .count(),
            100
        );
    }

    #[test]
    fn what_could_never_be_found_or_seen_is_no_term() {
        for (given, error) in [
            ("", TermError::Empty),
            (" \u{2003}", TermError::Empty),
            ("++", TermError::Empty),
            ("--x", TermError::Start),
            ("a\nb", TermError::Control),
            ("a\0b", TermError::Control),
            ("a\u{202E}b", TermError::Control),
            ("a\u{200B}b", TermError::Control),
        ] {
            assert_eq!(given.parse::<Term>(), Err(error), "{given:?}");
        }
        let long = "x".repeat(101);
        assert_eq!(long.parse::<Term>(), Err(TermError::TooLong(101)));
    }

    #[test]
    fn meanings_read_back_in_any_case() {
        for meaning in Meaning::all() {
            assert_eq!(meaning.to_string().to_lowercase().parse(), Ok(meaning));
            let json = serde_json::to_string(&meaning).unwrap();
            assert_eq!(serde_json::from_str::<Meaning>(&json).unwrap(), meaning);
        }
        assert_eq!(Meaning::all().count(), EntityLabel::ALL.len() + 1);
        assert_eq!(
            "ANIMAL".parse::<Meaning>().unwrap_err().to_string(),
            "unknown entity label \"ANIMAL\""
        );
    }
}
