//! Refresh tokens: a session, the number of the token within it, and a keyed hash of both.
//!
//! As the server can read and recompute them it keeps none: the session's row knows the number of the present one, and
//! any lower number is a token that was used.

use crate::{Secret, SigningKey, constant_time_eq};

const PURPOSE: &str = "refresh-token";

/// A refresh token of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// The session it carries on.
    pub session: String,
    /// Which of the session's tokens it is, from 0.
    pub number: i64,
}

impl RefreshToken {
    /// The text its owner gets: `session.number.hash`, the same each time.
    pub fn sign(&self, key: &SigningKey) -> Secret {
        let Self { session, number } = self;
        let hash = key.keyed_hash(PURPOSE, &[session, &number.to_string()]);
        Secret::presented(&format!("{session}.{number}.{hash}"))
    }

    /// Reads what a client sent, if this installation signed it.
    pub fn read(key: &SigningKey, text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (session, number) = (parts.next()?, parts.next()?.parse().ok()?);
        let token = Self {
            session: session.to_owned(),
            number,
        };
        // The whole text, so that a number has one spelling.
        constant_time_eq(token.sign(key).expose(), text).then_some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::of_bytes([1; 32])
    }

    fn token(number: i64) -> RefreshToken {
        RefreshToken {
            session: "0195-ab".to_owned(),
            number,
        }
    }

    #[test]
    fn a_token_reads_back_and_is_the_same_each_time() {
        let text = token(7).sign(&key());
        assert_eq!(text, token(7).sign(&key()));
        assert_ne!(text, token(8).sign(&key()));
        assert_eq!(RefreshToken::read(&key(), text.expose()), Some(token(7)));
        let header_safe = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
        assert!(text.expose().chars().all(header_safe), "{}", text.expose());
    }

    #[test]
    fn whatever_is_changed_it_is_refused() {
        let text = token(7).sign(&key()).expose().to_owned();
        let another = SigningKey::of_bytes([2; 32]);
        assert_eq!(RefreshToken::read(&another, &text), None);
        for position in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[position] = if changed[position] == b'1' {
                b'2'
            } else {
                b'1'
            };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(RefreshToken::read(&key(), &changed), None, "{position}");
        }
        let spelt = text.replace(".7.", ".07.");
        for text in ["", ".", "a.b.c", "s.1.", &spelt, &text[..text.len() - 1]] {
            assert_eq!(RefreshToken::read(&key(), text), None, "{text}");
        }
    }
}
