//! Secrets that are shown once and, where they are kept, kept as a hash.

use std::fmt;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A refresh or bootstrap token. Made of 32 random bytes it has 43 characters, safe in a header or a cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Makes one of 32 random bytes.
    pub fn of_bytes(bytes: [u8; 32]) -> Self {
        Self(BASE64URL_NOPAD.encode(&bytes))
    }

    /// Takes what a client sent, whatever it is: only its hash is ever compared.
    pub fn presented(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text to hand to its owner.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the records keep: SHA-256 in hexadecimal. As the secret has 256 random bits, no salt or slow hash is needed.
    pub fn hash(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Compares in a time that tells nothing about where two texts differ: their hashes are compared, all bytes of them.
pub fn constant_time_eq(one: &str, other: &str) -> bool {
    Sha256::digest(one.as_bytes())
        .as_slice()
        .ct_eq(Sha256::digest(other.as_bytes()).as_slice())
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_43_characters_and_its_hash_64() {
        let secret = Secret::of_bytes([255; 32]);
        assert_eq!(secret.expose().len(), 43);
        assert_eq!(Secret::presented(secret.expose()).hash(), secret.hash());
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn the_hash_is_sha_256() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Secret::presented("abc").hash(), expected);
    }

    #[test]
    fn equal_texts_are_equal() {
        assert!(constant_time_eq("abc", "abc"));
        assert!(!constant_time_eq("abc", "abd"));
        assert!(!constant_time_eq("abc", "abcd"));
    }
}
