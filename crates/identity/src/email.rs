//! Email addresses, normalized so that one person is one account.

use std::fmt;

/// An address in lower case without surrounding blanks: `local@domain`, 3 to 254 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

/// The text is no email address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an email address looks like name@example.org and has at most 254 characters")]
pub struct EmailError;

impl Email {
    /// Trims, lowers and checks the shape. Only a mail to it would prove that it exists.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        let shaped = (1..=64).contains(&local.len())
            && !domain.is_empty()
            && !domain.starts_with(['.', '-'])
            && !domain.ends_with(['.', '-'])
            && !domain.contains("..")
            && !local.contains('@');
        let plain = text
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"".contains(c));
        if shaped && plain && text.len() <= 254 {
            Ok(Self(text))
        } else {
            Err(EmailError)
        }
    }

    /// The normalized address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_one_account() {
        let email = Email::parse("  Ada.Lovelace@Example.ORG ").unwrap();
        assert_eq!(email.as_str(), "ada.lovelace@example.org");
        assert!(Email::parse("a@localhost").is_ok());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("a@{}", "b".repeat(260));
        for text in [
            "", "a", "@b", "a@", "a b@c", "a@b..c", "a@.b", "a@b.", "a@b@c", "a\n@b", "<a@b>",
            &long,
        ] {
            assert_eq!(Email::parse(text), Err(EmailError), "{text:?}");
        }
    }
}
