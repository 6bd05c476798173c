//! Percent decoding, as RFC 3986 has it: `+` is a plus sign.

/// The decoded text; `None` for a `%` without two digits or for bytes that are no UTF-8.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_comes_back() {
        assert_eq!(decode("p%40ss%2fw+%C3%A4").as_deref(), Some("p@ss/w+ä"));
        for wrong in ["%", "%4", "%4g", "%ff", "100%"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
