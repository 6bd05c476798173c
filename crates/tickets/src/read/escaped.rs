//! Texts as people wrote them, of those in which line ends and tabs are written as `\n` and `\t`, and of HTML.

use std::borrow::Cow;

use crate::{Format, Texts, html};

/// A text as people wrote it.
pub(super) fn prose<'a>(text: &'a str, format: &dyn Format) -> Cow<'a, str> {
    match format.texts() {
        Texts::Unknown if html::is_html(text) => html::text(text),
        Texts::Unknown | Texts::Plain => Cow::Borrowed(text),
        Texts::Html => html::text(text),
        Texts::Escaped => unescaped(text),
    }
}

/// A text in which line ends and tabs are written as `\n`, `\r` and `\t`, and a backslash as two.
fn unescaped(text: &str) -> Cow<'_, str> {
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
