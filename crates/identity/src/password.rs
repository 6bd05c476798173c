//! Passwords: the rule they must meet, and argon2id hashes in PHC form.
//!
//! Parameters are the first recommendation of the OWASP password storage cheat sheet:
//! argon2id with m = 19,456 KiB, t = 2, p = 1.

use std::{fmt, ops::RangeInclusive};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc},
};

use crate::Email;

/// Memory in KiB, passes and lanes.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// A hash nobody has the password of: compared against when there is no user, so that the answer takes as long.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$dW5kZXJ0b25lLWR1bW15IQ$R8T9kYnLwnPcQw0qXvRXyX4FOkpmUeO0sOMx8J9mUbE";

/// A password that meets the rule: 12 to 128 characters, at least five different ones, and not the email address.
pub struct NewPassword(String);

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Shorter than 12 characters.
    #[error("the password has fewer than 12 characters")]
    TooShort,
    /// Longer than 128 characters.
    #[error("the password has more than 128 characters")]
    TooLong,
    /// It is the email address, or the part before its `@`, whatever the case.
    #[error("the password is the email address")]
    IsEmail,
    /// Fewer than five different characters.
    #[error("the password repeats fewer than five different characters")]
    TooUniform,
}

/// The hash could not be computed or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password hash failed: {0}")]
pub struct PasswordHashError(String);

impl NewPassword {
    /// How many characters it has.
    pub const LENGTH: RangeInclusive<usize> = 12..=128;

    /// Checks a new password of the user with that address.
    pub fn parse(text: &str, email: &Email) -> Result<Self, WeakPassword> {
        let length = text.chars().count();
        let lowered = text.trim().to_lowercase();
        let local = email
            .as_str()
            .rsplit_once('@')
            .map_or("", |(local, _)| local);
        let different: std::collections::HashSet<char> = text.chars().collect();
        if length < *Self::LENGTH.start() {
            Err(WeakPassword::TooShort)
        } else if length > *Self::LENGTH.end() {
            Err(WeakPassword::TooLong)
        } else if lowered == email.as_str() || lowered == local {
            Err(WeakPassword::IsEmail)
        } else if different.len() < 5 {
            Err(WeakPassword::TooUniform)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// Hashes it with a salt of 16 random bytes.
    pub fn hash(&self, salt: [u8; 16]) -> Result<PasswordHash, PasswordHashError> {
        let hash = argon2()?
            .hash_password_with_salt(self.0.as_bytes(), &salt)
            .map_err(|error| PasswordHashError(error.to_string()))?;
        Ok(PasswordHash(hash.to_string()))
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// A stored hash, in PHC form: `$argon2id$v=19$m=…`.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes what the records hold; checked when it is compared.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The hash to compare with when there is no such user: never matches, takes as long.
    pub fn of_nobody() -> Self {
        Self(DUMMY.to_owned())
    }

    /// The text to store.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the password is the one hashed. An attempt of over 128 characters is refused after the same work.
    pub fn matches(&self, attempt: &str) -> Result<bool, PasswordHashError> {
        let hash = phc::PasswordHash::new(&self.0)
            .map_err(|error| PasswordHashError(error.to_string()))?;
        let tried: String = attempt.chars().take(128).collect();
        let equal = argon2()?.verify_password(tried.as_bytes(), &hash).is_ok();
        Ok(equal && tried.len() == attempt.len() && self.0 != DUMMY)
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

fn argon2() -> Result<Argon2<'static>, PasswordHashError> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None)
        .map_err(|error| PasswordHashError(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email() -> Email {
        Email::parse("ada.lovelace@example.org").unwrap()
    }

    #[test]
    fn the_rule_names_what_is_wrong() {
        let refused = |text: &str| NewPassword::parse(text, &email()).unwrap_err();
        assert_eq!(refused("short"), WeakPassword::TooShort);
        assert_eq!(refused(&"x7!Q#".repeat(26)), WeakPassword::TooLong);
        assert_eq!(refused("Ada.Lovelace@example.org"), WeakPassword::IsEmail);
        assert_eq!(refused("ADA.LOVELACE"), WeakPassword::IsEmail);
        assert_eq!(refused("aaaabbbbccccdddd"), WeakPassword::TooUniform);
        assert!(NewPassword::parse("zwölf Zeichen", &email()).is_ok());
    }

    #[test]
    fn only_the_password_matches_its_hash() {
        let password = NewPassword::parse("correct horse battery", &email()).unwrap();
        let hash = password.hash([7; 16]).unwrap();
        assert!(
            hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{}",
            hash.as_str()
        );
        assert_eq!(hash.matches("correct horse battery"), Ok(true));
        assert_eq!(hash.matches("correct horse battery "), Ok(false));
        assert_ne!(hash, password.hash([8; 16]).unwrap());
    }

    #[test]
    fn nobody_has_a_hash_that_costs_as_much_and_never_matches() {
        let nobody = PasswordHash::of_nobody();
        assert_eq!(nobody.matches("correct horse battery"), Ok(false));
        let parsed = phc::PasswordHash::new(nobody.as_str()).unwrap();
        let params = Params::try_from(&parsed).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), COST);
    }

    #[test]
    fn a_damaged_hash_is_an_error_not_a_refusal() {
        assert!(
            PasswordHash::stored("plain".to_owned())
                .matches("plain")
                .is_err()
        );
    }

    #[test]
    fn nothing_prints_a_password() {
        let password = NewPassword::parse("correct horse battery", &email()).unwrap();
        assert_eq!(format!("{password:?}"), "NewPassword(…)");
        assert_eq!(
            format!("{:?}", password.hash([7; 16]).unwrap()),
            "PasswordHash(…)"
        );
    }
}
