//! Splits a migration into its statements.

/// The statements of a script, trimmed, without their final semicolons and without leading comments.
///
/// Semicolons inside quotes, comments, and the `BEGIN … END` body of a `CREATE TRIGGER` do not end a statement.
pub fn statements(script: &str) -> Vec<&str> {
    let bytes = script.as_bytes();
    let mut found = Vec::new();
    let mut start = None;
    let mut body = Body::default();
    let mut at = 0;
    while at < bytes.len() {
        let end = token_end(script, at);
        let token = &script[at..end];
        let blank =
            token.starts_with("--") || token.starts_with("/*") || bytes[at].is_ascii_whitespace();
        if token == ";" && !body.open() {
            found.extend(
                start
                    .take()
                    .map(|start: usize| script[start..at].trim_end()),
            );
            body = Body::default();
        } else if !blank {
            start.get_or_insert(at);
            body.see(token);
        }
        at = end;
    }
    found.extend(start.map(|start| strip_trailing_comments(&script[start..])));
    found
}

/// Where the token that begins at `at` ends: a comment, a quoted text, a word, or one character.
fn token_end(script: &str, at: usize) -> usize {
    let rest = &script.as_bytes()[at..];
    let until = |needle: &[u8], skip: usize| {
        let found = rest[skip..]
            .windows(needle.len())
            .position(|window| window == needle);
        at + found.map_or(rest.len(), |found| skip + found + needle.len())
    };
    match rest {
        [b'-', b'-', ..] => until(b"\n", 2),
        [b'/', b'*', ..] => until(b"*/", 2),
        // A doubled quote reads as two quoted texts side by side, which ends at the same place.
        [quote @ (b'\'' | b'"' | b'`'), ..] => until(&[*quote], 1),
        [b'[', ..] => until(b"]", 1),
        [b'$', ..] => match dollar_quote(&script[at..]) {
            Some(quote) => until(quote.as_bytes(), quote.len()),
            None => at + 1,
        },
        [first, ..] if is_word(*first) => {
            at + rest.iter().take_while(|byte| is_word(**byte)).count()
        }
        _ => at + 1,
    }
}

/// PostgreSQL's `$name$`, which quotes until it comes again.
fn dollar_quote(rest: &str) -> Option<&str> {
    let end = rest[1..].find('$')? + 2;
    rest[1..end - 1]
        .bytes()
        .all(is_word)
        .then_some(&rest[..end])
}

/// Bytes of names and keywords; those of a character beyond ASCII stay together.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Follows whether the statement is inside a trigger's body.
#[derive(Default)]
struct Body {
    words: usize,
    creates: bool,
    trigger: bool,
    depth: usize,
}

impl Body {
    fn open(&self) -> bool {
        self.depth > 0
    }

    fn see(&mut self, token: &str) {
        let is = |keyword: &str| token.eq_ignore_ascii_case(keyword);
        self.words += 1;
        self.creates |= self.words == 1 && is("CREATE");
        // CREATE [TEMP|TEMPORARY] TRIGGER
        self.trigger |= self.creates && self.words <= 3 && is("TRIGGER");
        if self.trigger {
            if is("BEGIN") || (self.depth > 0 && is("CASE")) {
                self.depth += 1;
            } else if is("END") {
                self.depth = self.depth.saturating_sub(1);
            }
        }
    }
}

fn strip_trailing_comments(text: &str) -> &str {
    let bytes = text.as_bytes();
    let (mut at, mut last) = (0, 0);
    while at < bytes.len() {
        let end = token_end(text, at);
        let token = &text[at..end];
        if !(token.starts_with("--") || token.starts_with("/*") || bytes[at].is_ascii_whitespace())
        {
            last = end;
        }
        at = end;
    }
    &text[..last]
}

#[cfg(test)]
mod tests {
    use super::statements;

    #[test]
    fn quotes_and_comments_hide_semicolons() {
        let script = "-- one; two\nINSERT INTO a VALUES ('x;''y', \"b;\", [c;]); /* ; */ SELECT 1 -- ;\n; \n\nSELECT 2 -- end;";
        assert_eq!(
            statements(script),
            [
                "INSERT INTO a VALUES ('x;''y', \"b;\", [c;])",
                "SELECT 1 -- ;",
                "SELECT 2"
            ]
        );
    }

    #[test]
    fn a_function_body_between_dollars_is_one() {
        let script = "CREATE FUNCTION f() RETURNS int AS $b$ SELECT 1; SELECT '$$;' $b$ LANGUAGE sql; SELECT 'a' $$; x";
        let found = statements(script);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].ends_with("LANGUAGE sql"));
        assert_eq!(statements("SELECT $1; SELECT $2").len(), 2);
    }

    #[test]
    fn a_trigger_is_one_statement() {
        let script =
            "CREATE TRIGGER t AFTER INSERT ON a WHEN CASE new.x WHEN 1 THEN 0 ELSE 1 END BEGIN
            UPDATE a SET x = CASE WHEN x > 1 THEN 2 ELSE 3 END; DELETE FROM b;
        END;
        CREATE TABLE c (begin_at INTEGER);";
        let found = statements(script);
        assert_eq!(found.len(), 2);
        assert!(found[0].ends_with("END"));
        assert_eq!(found[1], "CREATE TABLE c (begin_at INTEGER)");
    }

    #[test]
    fn nothing_but_comments_is_no_statement() {
        assert!(statements("-- nothing\n ; /* here */ ;").is_empty());
    }

    #[test]
    fn an_unclosed_quote_runs_to_the_end() {
        assert_eq!(statements("SELECT 'a; b"), ["SELECT 'a; b"]);
    }
}
