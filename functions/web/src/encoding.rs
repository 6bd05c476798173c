//! Content negotiation: which stored encoding of a file a client gets.

use crate::assets::{Asset, Variant};
use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

/// The best variant for this client and its `Content-Encoding`.
///
/// Ties go to brotli, then gzip. A client that says nothing gets the plain bytes, and so does
/// one that refuses every encoding: a readable answer is worth more to it than a 406.
pub fn choose(
    asset: &'static Asset,
    headers: &HeaderMap,
) -> (&'static Variant, Option<&'static str>) {
    let Some(accepted) = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
    else {
        return (&asset.plain, None);
    };
    let plain = (
        weight(accepted, "identity").unwrap_or(0),
        &asset.plain,
        None,
    );
    let (_, variant, name) = [(&asset.gzip, "gzip"), (&asset.brotli, "br")]
        .into_iter()
        .filter_map(|(twin, name)| Some((weight(accepted, name)?, twin.as_ref()?, Some(name))))
        .filter(|(weight, ..)| *weight > 0)
        .fold(
            plain,
            |best, twin| if twin.0 >= best.0 { twin } else { best },
        );
    (variant, name)
}

/// The quality value of a coding in thousandths; `None` where neither it nor `*` is named.
fn weight(accepted: &str, coding: &str) -> Option<u32> {
    let mut any = None;
    for item in accepted.split(',') {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let name = name.trim();
        let quality = || thousandths(parameters);
        if name.eq_ignore_ascii_case(coding) {
            return Some(quality());
        }
        if name == "*" && coding != "identity" {
            any = Some(quality());
        }
    }
    any
}

/// `q=0.5` as 500; anything absent or unreadable counts as 1.
fn thousandths(parameters: &str) -> u32 {
    let Some(value) = parameters
        .trim()
        .strip_prefix("q=")
        .or_else(|| parameters.trim().strip_prefix("Q="))
    else {
        return 1000;
    };
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole, digits.parse::<u32>()) {
        ("0", Ok(digits)) => digits,
        _ => 1000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::find;
    use http::HeaderValue;

    fn chosen(accepted: Option<&'static str>) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        if let Some(value) = accepted {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
        }
        choose(find("/index.html").unwrap(), &headers).1
    }

    #[test]
    fn what_browsers_send_gets_brotli() {
        assert_eq!(chosen(Some("gzip, deflate, br, zstd")), Some("br"));
        assert_eq!(chosen(Some("*")), Some("br"));
    }

    #[test]
    fn weights_decide() {
        assert_eq!(chosen(Some("gzip")), Some("gzip"));
        assert_eq!(chosen(Some("br;q=0.5, gzip;q=0.8")), Some("gzip"));
        assert_eq!(chosen(Some("br;q=0, gzip")), Some("gzip"));
        assert_eq!(chosen(Some("br;q=0.001")), Some("br"));
        assert_eq!(chosen(Some("identity, br;q=0.9")), None);
    }

    #[test]
    fn nothing_acceptable_is_plain() {
        assert_eq!(chosen(None), None);
        assert_eq!(chosen(Some("")), None);
        assert_eq!(chosen(Some("zstd, deflate")), None);
        assert_eq!(chosen(Some("br;q=0, *;q=0")), None);
    }
}
