//! An address with the name that is shown for it.

use crate::{Address, AddressError};
use std::{fmt, str::FromStr};

/// The most of a name.
const LONGEST_NAME: usize = 200;

/// Who a mail is from or to: `Support reports <reports@example.org>`, or the address alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    name: Option<String>,
    address: Address,
}

/// Why a text is no address with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NamedError {
    /// The address is none.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// A bracket is open.
    #[error("an address with a name looks like Reports <name@example.org>")]
    Shape,
    /// A line break or another control character.
    #[error("a name holds no line break and no other control character")]
    Control,
    /// Longer than anybody reads.
    #[error("a name has at most 200 characters")]
    Length,
}

impl Named {
    /// An address that is shown by a name; by itself where the name is empty.
    pub fn new(name: &str, address: Address) -> Result<Self, NamedError> {
        let name = name.trim();
        if name.chars().any(is_break) {
            return Err(NamedError::Control);
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(NamedError::Length);
        }
        Ok(Self {
            name: (!name.is_empty()).then(|| name.to_owned()),
            address,
        })
    }

    /// The name, never empty.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The address.
    pub fn address(&self) -> &Address {
        &self.address
    }
}

/// Whether a character ends a line somewhere, or shows as nothing at all.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

impl From<Address> for Named {
    fn from(address: Address) -> Self {
        Self {
            name: None,
            address,
        }
    }
}

impl FromStr for Named {
    type Err = NamedError;

    fn from_str(text: &str) -> Result<Self, NamedError> {
        let text = text.trim();
        let Some((name, rest)) = text.rsplit_once('<') else {
            return Ok(Self::from(text.parse::<Address>()?));
        };
        let address = rest.strip_suffix('>').ok_or(NamedError::Shape)?;
        Self::new(&unquoted(name.trim()), address.parse()?)
    }
}

/// A name without the quotes that the syntax of headers wants around some.
fn unquoted(name: &str) -> String {
    let inner = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    let Some(inner) = inner else {
        return name.to_owned();
    };
    let mut plain = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(c) = letters.next() {
        plain.extend(if c == '\\' { letters.next() } else { Some(c) });
    }
    plain
}

/// As it is written in a setting; a header has other rules.
impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => self.address.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_with_and_without_quotes() {
        for (text, name, address) in [
            ("ada@example.org", None, "ada@example.org"),
            ("<ada@example.org>", None, "ada@example.org"),
            ("Ada <ada@Example.org>", Some("Ada"), "ada@example.org"),
            (
                " \"Lovelace, \\\"Ada\\\"\" <ada@example.org> ",
                Some("Lovelace, \"Ada\""),
                "ada@example.org",
            ),
            (
                "Berichte März <r@example.org>",
                Some("Berichte März"),
                "r@example.org",
            ),
        ] {
            let named: Named = text.parse().unwrap();
            assert_eq!(named.name(), name, "{text}");
            assert_eq!(named.address().as_str(), address, "{text}");
        }
    }

    #[test]
    fn a_wrong_one_is_refused_with_the_reason() {
        let long = format!("{} <ada@example.org>", "a".repeat(201));
        for (text, error) in [
            ("Ada", NamedError::Address(AddressError::Shape)),
            ("Ada <ada@example.org", NamedError::Shape),
            ("Ada <ada>", NamedError::Address(AddressError::Shape)),
            ("Ada\r\nBcc: eve <ada@example.org>", NamedError::Control),
            ("Ada\u{2028}Bcc: eve <ada@example.org>", NamedError::Control),
            (&long, NamedError::Length),
        ] {
            assert_eq!(text.parse::<Named>(), Err(error), "{text:?}");
        }
    }
}
