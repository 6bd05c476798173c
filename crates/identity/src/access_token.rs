//! Access tokens: JSON Web Tokens (RFC 7519) signed with HMAC-SHA-256 (`HS256`, RFC 7518 §3.2).
//!
//! One algorithm and one header are spoken, byte for byte, so a token cannot choose how it is checked.

use std::fmt;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{Role, UserId, WorkspaceId};

/// How long an access token works: short, as it is not looked up but its session is.
pub const ACCESS_TOKEN_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// `{"alg":"HS256","typ":"JWT"}` in base64url.
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// Longer texts are no token of ours.
const LONGEST: usize = 1024;

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// The user.
    pub sub: UserId,
    /// Their workspace.
    pub ws: WorkspaceId,
    /// Their role when it was made; the records have the last word.
    pub role: Role,
    /// The session it belongs to: when that ends, so does the token.
    pub sid: String,
    /// When it ends, in seconds since the epoch.
    pub exp: i64,
}

/// Why a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccessTokenError {
    /// Not a token of ours: wrong shape, header, claims or signature.
    #[error("the access token is not valid")]
    Invalid,
    /// It was ours and its time is over.
    #[error("the access token has expired")]
    Expired,
}

/// The key of this installation.
#[derive(Clone)]
pub struct SigningKey(Hmac<Sha256>);

impl SigningKey {
    /// A key of 32 random bytes.
    pub fn of_bytes(bytes: [u8; 32]) -> Self {
        let mut block = [0; 64];
        block[..32].copy_from_slice(&bytes);
        // HMAC pads a key to its block of 64 bytes with zeros (RFC 2104), so this is the key of 32.
        Self(Hmac::new(&block.into()))
    }

    /// Reads the key as [`SigningKey::write`] wrote it.
    pub fn read(text: &str) -> Option<Self> {
        let bytes: [u8; 32] = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .ok()?
            .try_into()
            .ok()?;
        Some(Self::of_bytes(bytes))
    }

    /// The text the installation keeps for 32 random bytes.
    pub fn write(bytes: [u8; 32]) -> String {
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// A hash of texts that only this installation can compute, in hexadecimal. Hashes of one purpose say nothing about
    /// those of another.
    pub fn keyed_hash(&self, purpose: &str, texts: &[&str]) -> String {
        let mut mac = self.0.clone();
        // Each text behind its length, so that no two lists read alike, nor one like the text of an access token.
        for text in std::iter::once(&purpose).chain(texts) {
            mac.update(&(text.len() as u64).to_be_bytes());
            mac.update(text.as_bytes());
        }
        HEXLOWER.encode(&mac.finalize().into_bytes())
    }

    /// Signs claims into a token.
    pub fn sign(&self, claims: &AccessClaims) -> Result<String, serde_json::Error> {
        let payload = BASE64URL_NOPAD.encode(&serde_json::to_vec(claims)?);
        let signed = format!("{HEADER}.{payload}");
        let signature = self
            .0
            .clone()
            .chain_update(signed.as_bytes())
            .finalize()
            .into_bytes();
        Ok(format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature)))
    }

    /// Checks a token at a time: first its signature, in constant time, then its end.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<AccessClaims, AccessTokenError> {
        self.claims(token)
            .ok_or(AccessTokenError::Invalid)
            .and_then(|claims| {
                if now.as_second() < claims.exp {
                    Ok(claims)
                } else {
                    Err(AccessTokenError::Expired)
                }
            })
    }

    fn claims(&self, token: &str) -> Option<AccessClaims> {
        let (signed, signature) = token.rsplit_once('.').filter(|_| token.len() <= LONGEST)?;
        let (header, payload) = signed.split_once('.')?;
        if header != HEADER {
            return None;
        }
        let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).ok()?;
        self.0
            .clone()
            .chain_update(signed.as_bytes())
            .verify_slice(&signature)
            .ok()?;
        serde_json::from_slice(&BASE64URL_NOPAD.decode(payload.as_bytes()).ok()?).ok()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> AccessClaims {
        AccessClaims {
            sub: UserId(7),
            ws: WorkspaceId(3),
            role: Role::Analyst,
            sid: "s".to_owned(),
            exp: 1_000,
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_token_reads_back_until_its_end() {
        let key = SigningKey::of_bytes([1; 32]);
        let token = key.sign(&claims()).unwrap();
        assert_eq!(key.verify(&token, at(999)), Ok(claims()));
        assert_eq!(
            key.verify(&token, at(1_000)),
            Err(AccessTokenError::Expired)
        );
    }

    #[test]
    fn the_signature_is_hs256() {
        // Computed with Python: hmac.new(bytes([1]*32), signed, "sha256").
        let token = SigningKey::of_bytes([1; 32]).sign(&claims()).unwrap();
        assert_eq!(token, include_str!("access_token.golden").trim());
    }

    #[test]
    fn whatever_is_changed_it_is_refused() {
        let key = SigningKey::of_bytes([1; 32]);
        let token = key.sign(&claims()).unwrap();
        assert_eq!(
            SigningKey::of_bytes([2; 32]).verify(&token, at(0)),
            Err(AccessTokenError::Invalid)
        );
        for position in 0..token.len() - 1 {
            let mut changed = token.clone().into_bytes();
            changed[position] = if changed[position] == b'A' {
                b'B'
            } else {
                b'A'
            };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(
                key.verify(&changed, at(0)),
                Err(AccessTokenError::Invalid),
                "position {position}"
            );
        }
    }

    #[test]
    fn a_token_cannot_choose_its_algorithm() {
        let key = SigningKey::of_bytes([1; 32]);
        let payload = BASE64URL_NOPAD.encode(&serde_json::to_vec(&claims()).unwrap());
        let none = BASE64URL_NOPAD.encode(br#"{"alg":"none","typ":"JWT"}"#);
        for token in [
            format!("{none}.{payload}."),
            format!("{HEADER}.{payload}."),
            "..".to_owned(),
            String::new(),
        ] {
            assert_eq!(
                key.verify(&token, at(0)),
                Err(AccessTokenError::Invalid),
                "{token}"
            );
        }
    }

    #[test]
    fn a_keyed_hash_tells_keys_purposes_and_borders_apart() {
        let hash =
            |key: u8, purpose, texts| SigningKey::of_bytes([key; 32]).keyed_hash(purpose, texts);
        let one = hash(1, "a", &["b", "c"]);
        assert_eq!((one.len(), &one), (64, &hash(1, "a", &["b", "c"])));
        for other in [
            hash(2, "a", &["b", "c"]),
            hash(1, "x", &["b", "c"]),
            hash(1, "a", &["bc"]),
            hash(1, "ab", &["c"]),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn a_kept_key_reads_back() {
        let key = SigningKey::read(&SigningKey::write([9; 32])).unwrap();
        let token = SigningKey::of_bytes([9; 32]).sign(&claims()).unwrap();
        assert!(key.verify(&token, at(0)).is_ok());
        assert!(SigningKey::read("short").is_none());
    }
}
