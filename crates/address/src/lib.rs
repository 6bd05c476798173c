//! Addresses that mail is sent to and from: what any server takes, and nothing that a header could be made of.
//!
//! An [`Address`] is ASCII: the domain of one in another script is kept as the name service has it (`xn--…`). What
//! stands before the `@` cannot be written so; servers that take such names as they are remain rare (RFC 6531), so they
//! are refused with what to do.

mod error;
mod named;

pub use error::AddressError;
pub use named::{Named, NamedError};

use std::{fmt, str::FromStr};

/// The most of what stands before the `@` (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;
/// The most of an address, of which a path has 256 with its brackets (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;

/// An address without a name: trimmed, its domain in lower case.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    text: String,
    at: usize,
}

impl Address {
    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands before the `@`; its case is the server's to read.
    pub fn local(&self) -> &str {
        &self.text[..self.at]
    }

    /// The domain, in ASCII and lower case.
    pub fn domain(&self) -> &str {
        &self.text[self.at + 1..]
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(AddressError::Blank);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(AddressError::Shape)?;
        let domain = ascii(domain)?;
        check_local(local)?;
        let whole = Self {
            at: local.len(),
            text: format!("{local}@{domain}"),
        };
        if whole.text.len() > LONGEST {
            return Err(AddressError::Length);
        }
        Ok(whole)
    }
}

/// A domain as the name service has it.
fn ascii(domain: &str) -> Result<String, AddressError> {
    if domain.is_empty() {
        return Err(AddressError::Shape);
    }
    if domain.starts_with('[') {
        return Err(AddressError::Literal);
    }
    let domain = idna::domain_to_ascii_strict(domain).map_err(|_| AddressError::Domain)?;
    // A final dot means the same domain, and makes it another text.
    if domain.is_empty() || domain.ends_with('.') {
        return Err(AddressError::Domain);
    }
    let last = domain.rsplit('.').next().unwrap_or_default();
    if last.bytes().all(|c| c.is_ascii_digit()) {
        return Err(AddressError::Literal);
    }
    Ok(domain)
}

/// Words of letters, digits and the signs that need no quotes, with single dots between them (RFC 5321's `Dot-string`).
fn check_local(local: &str) -> Result<(), AddressError> {
    if !local.is_ascii() {
        return Err(AddressError::NotAscii);
    }
    if local.len() > LONGEST_LOCAL {
        return Err(AddressError::Length);
    }
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&c);
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_plain);
    if local.split('.').all(is_word) {
        Ok(())
    } else {
        Err(AddressError::Shape)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Result<String, AddressError> {
        text.parse::<Address>().map(String::from)
    }

    #[test]
    fn an_address_is_trimmed_and_its_domain_lowered() {
        for (text, address) in [
            (" Ada.Lovelace@Example.ORG\n", "Ada.Lovelace@example.org"),
            ("o'neill+q1@example.org", "o'neill+q1@example.org"),
            ("root@localhost", "root@localhost"),
            ("kai@Münster.example", "kai@xn--mnster-3ya.example"),
            ("kai@xn--mnster-3ya.example", "kai@xn--mnster-3ya.example"),
            ("info@例え.テスト", "info@xn--r8jz45g.xn--zckzah"),
        ] {
            assert_eq!(parsed(text).as_deref(), Ok(address), "{text:?}");
        }
        let address: Address = "a.b@C.example".parse().unwrap();
        assert_eq!((address.local(), address.domain()), ("a.b", "c.example"));
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("abcd@{}.example", ["b".repeat(60).as_str(); 4].join("."));
        for (text, error) in [
            ("", AddressError::Shape),
            ("ada", AddressError::Shape),
            ("@example.org", AddressError::Shape),
            ("ada@", AddressError::Shape),
            ("a@b@example.org", AddressError::Shape),
            (".ada@example.org", AddressError::Shape),
            ("a..b@example.org", AddressError::Shape),
            ("ada.@example.org", AddressError::Shape),
            ("\"a b\"@example.org", AddressError::Blank),
            ("<ada@example.org>", AddressError::Domain),
            ("ada@example.org,eve@example.org", AddressError::Shape),
            ("ada@example..org", AddressError::Domain),
            ("ada@-example.org", AddressError::Domain),
            ("ada@example.org.", AddressError::Domain),
            ("ada@exam_ple.org", AddressError::Domain),
            ("ada@[192.0.2.1]", AddressError::Literal),
            ("ada@192.0.2.1", AddressError::Literal),
            (
                "ada@example.org\r\nBcc: eve@example.org",
                AddressError::Blank,
            ),
            ("ada\r\n@example.org", AddressError::Blank),
            ("a da@example.org", AddressError::Blank),
            ("ada@example.org\u{2028}x", AddressError::Blank),
            ("jürgen@example.org", AddressError::NotAscii),
            (&long, AddressError::Length),
            (&longer, AddressError::Length),
        ] {
            assert_eq!(parsed(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn it_is_a_text_in_json_and_parsed_from_there() {
        let address: Address = serde_json::from_str("\"ada@EXAMPLE.org\"").unwrap();
        assert_eq!(
            serde_json::to_string(&address).unwrap(),
            "\"ada@example.org\""
        );
        let error = serde_json::from_str::<Address>("\"ada\"").unwrap_err();
        assert!(error.to_string().contains("name@example.org"), "{error}");
    }

    proptest! {
        #[test]
        fn whatever_is_taken_is_plain_and_stays_itself(text in "[ -~\\r\\nä@.]{0,40}@[a-zA-Z0-9.äß例-]{0,40}") {
            if let Ok(address) = text.parse::<Address>() {
                let shown = address.as_str();
                prop_assert!(shown.bytes().all(|c| c.is_ascii_graphic() && !b"<>,;:\"\\()[]".contains(&c)));
                prop_assert_eq!(shown.parse::<Address>(), Ok(address.clone()));
                prop_assert_eq!(format!("{}@{}", address.local(), address.domain()), shown);
            }
        }

        #[test]
        fn no_text_brings_it_down(text in any::<String>()) {
            let _ = text.parse::<Address>();
            let _ = text.parse::<Named>();
        }
    }
}
