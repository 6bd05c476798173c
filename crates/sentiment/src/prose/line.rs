//! What a line is: prose, no prose, or the end of what its author wrote.

use super::inline::starts_with;
use super::quote::{self, Quote};
use super::starts::Starts;
use super::{footer, letter};
use memchr::memchr;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// To be read.
    Prose,
    /// A quote, a stack frame, a table row, a greeting: left out.
    NoProse,
    /// A signature begins: nothing behind it is read but a postscript.
    End,
    /// A quotation begins.
    Quote(Quote),
    /// A notice begins that goes on to the next empty line.
    Notice,
    /// The polite end of a letter if only a name follows ("Thanks,"), else prose.
    Farewell,
}

/// The length of the first line with its line break.
pub(super) fn length(text: &str) -> usize {
    memchr(b'\n', text.as_bytes()).map_or(text.len(), |at| at + 1)
}

/// Lines that begin so are no prose.
const NO_PROSE: [&str; 11] = [
    "bq.",
    "caused by:",
    "traceback (",
    "file \"",
    "this message was sent by atlassian",
    "this message is automatically generated",
    "this message was automatically generated",
    "if you think it was sent incorrectly",
    "for more information on jira",
    "- [ ]",
    "- [x]",
];

/// What the first line of a text is, which has so many bytes with its line break.
pub(super) fn kind(text: &str, length: usize) -> Kind {
    let bytes = text[..length].trim_ascii().as_bytes();
    let Some(first) = bytes.first() else {
        return Kind::Prose;
    };
    match first {
        b'>' => return Kind::NoProse,
        b'|' if bytes.len() > 1 && bytes.ends_with(b"|") => return Kind::NoProse,
        b'-' | b'_' if is_rule(bytes) => return Kind::End,
        b'.' if starts_with(bytes, "... ") && bytes.ends_with(b" more") => return Kind::NoProse,
        b'a' if starts_with(bytes, "at ") && is_frame(&bytes[3..]) => return Kind::NoProse,
        _ => {}
    }
    let may_start = STARTS.may_start(bytes);
    if let Some(quote) = quote::begins(bytes, text, length, may_start) {
        return Kind::Quote(quote);
    }
    if is_exception(bytes) {
        return Kind::NoProse;
    }
    if !may_start {
        return Kind::Prose;
    }
    if NO_PROSE.iter().any(|start| starts_with(bytes, start))
        || footer::is_sent_from(bytes)
        || letter::is_greeting(bytes)
    {
        Kind::NoProse
    } else if letter::is_closing(bytes) {
        Kind::End
    } else if letter::is_farewell(bytes) {
        Kind::Farewell
    } else if footer::is_notice(bytes, text) {
        Kind::Notice
    } else {
        Kind::Prose
    }
}

/// What lines start with that are no prose, or may be none.
static STARTS: Starts = {
    let starts = quote::and_quotes(Starts::NONE.and(&NO_PROSE));
    footer::and_footers(letter::and_letters(starts))
};

/// Whether this is all a letter ends with before quoted mail: one to three short lines that are no sentences, first a name.
pub(super) fn is_name(rest: &str) -> bool {
    let (mut at, mut count) = (0, 0);
    while at < rest.len() {
        let end = at + length(&rest[at..]);
        let line = rest[at..end].trim_ascii();
        if !line.is_empty() {
            let is_end = || {
                line.starts_with('>')
                    || matches!(kind(&rest[at..], end - at), Kind::Quote(_) | Kind::End)
            };
            let is_short = line.len() <= 40 && !line.ends_with(['.', '!', '?', ':']);
            if is_end() {
                return true;
            }
            if count == 3 || !is_short || (count == 0 && !is_called(line)) {
                return false;
            }
            count += 1;
        }
        at = end;
    }
    count > 0
}

/// Whether a line may be the name of somebody: a single word, or one with a capital first and last.
fn is_called(line: &str) -> bool {
    let mut words = line.split([' ', '-', ',']).filter(|word| !word.is_empty());
    let is_capital = |word: &str| !word.starts_with(char::is_lowercase);
    match (words.next(), words.next_back()) {
        (Some(first), Some(last)) => is_capital(first) && is_capital(last),
        (only, _) => only.is_some(),
    }
}

/// `--` or `____`.
fn is_rule(line: &[u8]) -> bool {
    line == b"--" || (line.len() >= 5 && line.iter().all(|byte| *byte == b'_'))
}

/// `org.example.Class.method(Class.java:12)`, without the `at` before it.
fn is_frame(line: &[u8]) -> bool {
    let word = line
        .split(|byte| *byte == b' ' || *byte == b'(')
        .next()
        .unwrap_or_default();
    word.contains(&b'.') && line.contains(&b'(')
}

/// A line that begins with the full name of an exception.
fn is_exception(line: &[u8]) -> bool {
    let name = line
        .split(|byte| matches!(byte, b' ' | b':'))
        .next()
        .unwrap_or_default();
    // "exception" and "error" are the ends of names of three parts: eight bytes at the least.
    if !matches!(name.last(), Some(b'n' | b'N' | b'r' | b'R')) || name.len() < 8 {
        return false;
    }
    let parts = name.split(|byte| *byte == b'.').count();
    parts >= 3 && (ends_with(name, "exception") || ends_with(name, "error"))
}

fn ends_with(line: &[u8], word: &str) -> bool {
    line.len()
        .checked_sub(word.len())
        .is_some_and(|at| line[at..].eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        super::kind(text, length(text))
    }

    /// The quick looks at first and last letters leave none out.
    #[test]
    fn every_line_of_the_lists_is_known() {
        for start in NO_PROSE {
            let line = format!("{start}x");
            assert_eq!(kind(&line), Kind::NoProse, "{line}");
            assert_eq!(kind(&line.to_uppercase()), Kind::NoProse, "{line}");
        }
        assert_eq!(kind("a.b.error: bad"), Kind::NoProse);
        assert_eq!(kind("a.b.EXCEPTION"), Kind::NoProse);
    }

    #[test]
    fn lines_are_told_apart() {
        for line in [
            "> quoted",
            "|| head || head ||",
            "\tat org.apache.Foo.bar(Foo.java:1)",
            "java.io.IOException: bad",
            "Hi Ann,",
            "Hello @user!",
        ] {
            assert_eq!(kind(line), Kind::NoProse, "{line}");
        }
        for line in ["--", "Kind regards,", "Regards"] {
            assert_eq!(kind(line), Kind::End, "{line}");
        }
        assert_eq!(kind("Thanks,\nAnn"), Kind::Farewell);
        assert_eq!(kind("Sent from my iPhone"), Kind::NoProse);
        let said = Kind::Quote(Quote::Said { length: 22 });
        assert_eq!(kind("On 1 May, Ann wrote:\r\nx"), said);
        for line in [
            "",
            "at first (I think) it worked.",
            "Hi Ann, this is great!",
            "-1, I hate it",
            "Regards the patch: I hate it",
            "On Monday it worked",
            "e.g. this",
        ] {
            assert_eq!(kind(line), Kind::Prose, "{line}");
        }
    }
}
