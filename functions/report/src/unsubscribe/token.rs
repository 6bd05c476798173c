//! What a link of a mail proves: that whoever follows it got the mail.

use data_encoding::BASE64URL_NOPAD;
use endpoint::{Context, Error, Result, installation_secret};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// What the link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Purpose {
    /// To end mails.
    Unsubscribe,
    /// To confirm an address.
    Confirm,
}

/// Who got the mail, and of which schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    pub(crate) purpose: Purpose,
    pub(crate) workspace: i64,
    pub(crate) schedule: String,
    pub(crate) address: String,
}

/// The bytes of the tag: half of SHA-256 is more than anybody guesses.
const TAG: usize = 16;

impl Token {
    /// As it stands in a link. It has no end: a mail may be read years later.
    pub(crate) async fn signed(&self, cx: &Context) -> Result<String> {
        let text = serde_json::to_vec(self).map_err(Error::internal)?;
        let tag = mac(cx, &text).await?.finalize().into_bytes();
        Ok(BASE64URL_NOPAD.encode(&[&tag[..TAG], &text].concat()))
    }

    /// What a link proves.
    pub(crate) async fn read(cx: &Context, signed: &str, purpose: Purpose) -> Result<Self> {
        let bytes = BASE64URL_NOPAD.decode(signed.as_bytes());
        let bytes = bytes
            .ok()
            .filter(|bytes| bytes.len() > TAG)
            .ok_or_else(wrong)?;
        let (tag, text) = bytes.split_at(TAG);
        mac(cx, text)
            .await?
            .verify_truncated_left(tag)
            .map_err(|_| wrong())?;
        let token: Self = serde_json::from_slice(text).map_err(|_| wrong())?;
        if token.purpose == purpose {
            Ok(token)
        } else {
            Err(wrong())
        }
    }
}

async fn mac(cx: &Context, text: &[u8]) -> Result<Hmac<Sha256>> {
    let fresh = data_encoding::HEXLOWER.encode(&cx.random.bytes::<32>());
    let now = cx.clock.now();
    let key = installation_secret(&cx.records, "mail_link_key", &fresh, now).await?;
    let mut mac = Hmac::new_from_slice(key.as_bytes()).map_err(Error::internal)?;
    mac.update(text);
    Ok(mac)
}

fn wrong() -> Error {
    Error::invalid("invalid_link", "the link is not whole, or not one of ours")
        .field("token")
        .remedy("copy the whole link from the mail")
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::*;

    #[test]
    fn a_link_proves_what_it_was_made_for_and_nothing_else() {
        let cx = Context::in_memory("2026-05-04T06:00:00Z".parse().unwrap());
        let token = Token {
            purpose: Purpose::Unsubscribe,
            workspace: 1,
            schedule: "s".into(),
            address: "a@example.org".into(),
        };
        let read = |signed: &str, purpose| block_on(Token::read(&cx, signed, purpose));
        let signed = block_on(token.signed(&cx)).unwrap();
        assert_eq!(read(&signed, Purpose::Unsubscribe).unwrap(), token);
        let mut other = signed.clone().into_bytes();
        let last = other.len() - 3;
        other[last] = if other[last] == b'A' { b'B' } else { b'A' };
        let other = String::from_utf8(other).unwrap();
        for (signed, purpose) in [
            (signed.as_str(), Purpose::Confirm),
            (other.as_str(), Purpose::Unsubscribe),
            (&signed[..20], Purpose::Unsubscribe),
            ("", Purpose::Unsubscribe),
            ("ä", Purpose::Unsubscribe),
        ] {
            let refused = read(signed, purpose).unwrap_err();
            assert_eq!(refused.problem().code, "invalid_link", "{signed}");
        }
    }
}
