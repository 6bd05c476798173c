//! `host=db user=app password='a b'`: libpq's list of keywords.

use crate::error::AddressError;

/// The keywords of a list: values with spaces stand in single quotes; a backslash escapes a quote or itself.
pub(crate) fn keywords(text: &str) -> Result<Vec<(String, String)>, AddressError> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=').ok_or(AddressError::Value)?;
        let key = key.trim_end();
        if key.is_empty() || key.contains(char::is_whitespace) {
            return Err(AddressError::Value);
        }
        let (value, after) = value(after.trim_start())?;
        if !value.is_empty() {
            found.push((key.to_owned(), value));
        }
        rest = after.trim_start();
    }
    Ok(found)
}

/// One value and what follows it.
fn value(text: &str) -> Result<(String, &str), AddressError> {
    let quoted = text.starts_with('\'');
    let mut value = String::new();
    let mut letters = text.char_indices().skip(usize::from(quoted));
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => value.push(letters.next().ok_or(AddressError::Value)?.1),
            '\'' if quoted => return Ok((value, &text[at + 1..])),
            letter if !quoted && letter.is_whitespace() => return Ok((value, &text[at..])),
            letter => value.push(letter),
        }
    }
    if quoted {
        return Err(AddressError::Value);
    }
    Ok((value, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_escapes_are_read() {
        let found = keywords(r"host=db  user = 'an n' password='it\'s \\' dbname=''").unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!(
            found,
            [("host", "db"), ("user", "an n"), ("password", r"it's \")]
        );
    }

    #[test]
    fn broken_lists_are_refused() {
        for wrong in ["host", "host='db", "a b=c", "=c", "host=db \\"] {
            assert_eq!(keywords(wrong), Err(AddressError::Value), "{wrong}");
        }
    }
}
