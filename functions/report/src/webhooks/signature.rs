//! How a call proves whom it is from.

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// What secrets begin with.
const BEFORE: &str = "whsec_";

/// A new secret of random bytes.
pub(super) fn secret(random: [u8; 32]) -> String {
    format!("{BEFORE}{}", BASE64.encode(&random))
}

/// The signature of a body: HMAC-SHA-256 of number, moment (seconds since the epoch) and body, with dots between.
pub(super) fn of(secret: &str, (id, at): (&str, i64), body: &str) -> Option<String> {
    let key = BASE64
        .decode(secret.strip_prefix(BEFORE)?.as_bytes())
        .ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    Some(format!(
        "v1,{}",
        BASE64.encode(&mac.finalize().into_bytes())
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_is_met() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let body = "{\"test\": 2432232314}";
        let signed = of(
            secret,
            ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330),
            body,
        );
        assert_eq!(
            signed.as_deref(),
            Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        );
        assert_eq!(of("no secret", ("a", 0), ""), None);
    }
}
