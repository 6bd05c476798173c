//! Email addresses, normalized so that one person is one account.

use std::fmt;

use crate::is_hidden;

/// An address in lower case without surrounding blanks: `local@domain`, 3 to 254 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

/// The text is no email address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an email address looks like name@example.org and has at most 254 characters")]
pub struct EmailError;

/// Why a new account may not have an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NewEmailError {
    /// It has no address's shape.
    #[error(transparent)]
    Shape(#[from] EmailError),
    /// A character that shows as nothing, or turns the text around it.
    #[error("the email address holds a character that cannot be seen (U+{0:04X})")]
    Hidden(u32),
    /// It begins like a formula, or with another sign.
    #[error("an email address begins with a letter or a digit")]
    Start,
}

impl Email {
    /// The same for an account to be: what looks like another address, or like a formula to a spreadsheet, is refused too.
    /// (Accounts that have such an address go on signing in with it.)
    pub fn parse_new(text: &str) -> Result<Self, NewEmailError> {
        let text = text.trim();
        if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
            return Err(NewEmailError::Hidden(hidden.into()));
        }
        let email = Self::parse(text)?;
        if email
            .0
            .starts_with(|c: char| c.is_alphanumeric() || c == '_')
        {
            Ok(email)
        } else {
            Err(NewEmailError::Start)
        }
    }

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
    fn a_new_account_has_an_address_that_can_be_seen_and_is_no_formula() {
        for text in [
            "Ada+tickets@example.org",
            "o'neill@example.org",
            "_ada@example.org",
            "7@example.org",
            "используй@почта.рф",
            "संपर्क@डाटामेल.भारत",
        ] {
            assert!(Email::parse_new(text).is_ok(), "{text:?}");
        }
        for hidden in [
            "\u{202e}", "\u{200e}", "\u{2066}", "\u{200b}", "\u{ad}", "\u{3164}",
        ] {
            let text = format!("a{hidden}da@example.org");
            let code = hidden.chars().next().unwrap().into();
            let refused = Email::parse_new(&text);
            assert_eq!(refused, Err(NewEmailError::Hidden(code)), "{text:?}");
            assert!(Email::parse(&text).is_ok(), "{text:?} may have an account");
        }
        for start in [
            "=1+1", "+1", "-1", "＝1", "＋1", "－1", "@", ".ada", "|x", "%", "'=1",
        ] {
            let text = format!("{start}@example.org");
            assert!(Email::parse_new(&text).is_err(), "{text:?}");
        }
        assert_eq!(
            Email::parse_new("=1+1@example.org"),
            Err(NewEmailError::Start)
        );
        assert_eq!(
            Email::parse_new("ada"),
            Err(NewEmailError::Shape(EmailError))
        );
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
