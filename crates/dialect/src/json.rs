//! JSON documents as both databases hand them over.

/// The document without blanks between its parts: PostgreSQL's `jsonb` spaces them out, SQLite keeps them as written.
pub fn compact(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for sign in json.chars() {
        if quoted {
            quoted = escaped || sign != '"';
            escaped = !escaped && sign == '\\';
        } else if sign.is_ascii_whitespace() {
            continue;
        } else {
            quoted = sign == '"';
        }
        text.push(sign);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_go_and_texts_stay() {
        let spaced = r#"{"a b": [1, 2.50, "c \" d\\"], "e": {"f": null}}"#;
        assert_eq!(
            compact(spaced),
            r#"{"a b":[1,2.50,"c \" d\\"],"e":{"f":null}}"#
        );
        assert_eq!(compact(r#""one  text""#), r#""one  text""#);
    }
}
