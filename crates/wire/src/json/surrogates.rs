//! Halves of letters in JSON text: `\ud83d` without its other half, which no text can hold.

use std::borrow::Cow;

/// The JSON with `\ufffd` in the place of each escaped half of a letter that has no other half.
pub fn mended(json: &[u8]) -> Cow<'_, [u8]> {
    let mut out: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(found) = json.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += found;
        let Some(unit) = escaped(&json[at..]) else {
            // Another escape, of two bytes; a doubled backslash starts none.
            at += 2;
            continue;
        };
        let next = json.get(at + 6..).and_then(escaped);
        match unit {
            0xD800..=0xDBFF if next.is_some_and(|low| (0xDC00..=0xDFFF).contains(&low)) => at += 12,
            0xD800..=0xDFFF => {
                out.get_or_insert_with(|| json.to_vec())[at + 2..at + 6].copy_from_slice(b"fffd");
                at += 6;
            }
            _ => at += 6,
        }
    }
    out.map_or(Cow::Borrowed(json), Cow::Owned)
}

/// The unit that `\uXXXX` at the start of a text stands for.
fn escaped(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
    let digits = str::from_utf8(digits).ok().filter(|_| is_hex)?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_are_replaced_and_whole_letters_kept() {
        for (json, text) in [
            (r#""lone \ud83d x""#, "lone \u{fffd} x"),
            (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\\ud83d \n \u00e9""#, "\\ud83d \n é"),
        ] {
            let read: String = serde_json::from_slice(&mended(json.as_bytes())).unwrap();
            assert_eq!(read, text, "{json}");
        }
    }

    proptest! {
        #[test]
        fn only_halves_change(bytes in prop::collection::vec(prop::sample::select(b"\\\\uud8D3dce0 \"".to_vec()), 0..60)) {
            let out = mended(&bytes);
            prop_assert_eq!(out.len(), bytes.len());
            if serde_json::from_slice::<serde_json::Value>(&bytes).is_ok() {
                prop_assert_eq!(&*out, &bytes[..]);
            }
        }
    }
}
