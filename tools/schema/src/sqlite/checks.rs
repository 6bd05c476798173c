//! The checks of a table, out of the text that made it: SQLite has no other place to ask.

/// The expressions of `CHECK (…)` in a `CREATE TABLE`, without the outer parentheses.
pub(super) fn checks(sql: &str) -> Vec<String> {
    let words = words(sql);
    let mut found = Vec::new();
    for (number, &(start, end)) in words.iter().enumerate() {
        let opens = words
            .get(number + 1)
            .filter(|(at, _)| sql[*at..].starts_with('('));
        if !sql[start..end].eq_ignore_ascii_case("CHECK") {
            continue;
        }
        let Some(&(open, _)) = opens else { continue };
        let mut depth = 0;
        for &(at, behind) in &words[number + 1..] {
            match &sql[at..behind] {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                found.push(sql[open + 1..at].trim().to_owned());
                break;
            }
        }
    }
    found
}

/// Where words, quoted texts and signs begin and end; comments and blanks are left out.
fn words(sql: &str) -> Vec<(usize, usize)> {
    let bytes = sql.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &sql[at..];
        let until = |end: &str, skip: usize| {
            let length = rest[skip..]
                .find(end)
                .map_or(rest.len(), |length| skip + length + end.len());
            at + length
        };
        let end = match bytes[at] {
            b'-' if rest.starts_with("--") => until("\n", 2),
            b'/' if rest.starts_with("/*") => until("*/", 2),
            b'\'' => until("'", 1),
            b'"' => until("\"", 1),
            byte if is_word(byte) => at + rest.bytes().take_while(|byte| is_word(*byte)).count(),
            _ => at + 1,
        };
        let comment = rest.starts_with("--") || rest.starts_with("/*");
        if !comment && !bytes[at].is_ascii_whitespace() {
            found.push((at, end));
        }
        at = end;
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    #[test]
    fn checks_are_found_whatever_stands_in_them() {
        let sql = "CREATE TABLE a ( -- CHECK (no)\n x TEXT CHECK (x IN ('a)', 'check (b)')), \
            check_me INTEGER, CHECK ((x <> '') AND length(x) < 5))";
        assert_eq!(
            super::checks(sql),
            ["x IN ('a)', 'check (b)')", "(x <> '') AND length(x) < 5"]
        );
    }
}
