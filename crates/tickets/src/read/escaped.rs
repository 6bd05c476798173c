//! Texts in which line ends and tabs are written as `\n` and `\t`.

use std::borrow::Cow;

/// A text in which line ends and tabs are written as `\n`, `\r` and `\t`, and a backslash as two.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => {}
            Some('t') => out.push('\t'),
            Some('\\') | None => out.push('\\'),
            Some(other) => out.extend(['\\', other]),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_line_ends_come_back() {
        assert_eq!(
            unescaped(r"one\r\ntwo\tthree C:\\temp \x"),
            "one\ntwo\tthree C:\\temp \\x"
        );
        assert_eq!(unescaped("plain"), "plain");
    }
}
