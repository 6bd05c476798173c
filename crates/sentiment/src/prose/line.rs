//! What a line is: prose, no prose, or the end of what its author wrote.

use super::inline::{find, starts_with};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// To be read.
    Prose,
    /// A quote, a stack frame, a table row, a greeting: left out.
    NoProse,
    /// A signature, a quoted mail or a footer begins: nothing behind it is read.
    End,
    /// The polite end of a letter if only a name follows ("Thanks,"), else prose.
    Farewell,
}

/// The length of the first line with its line break.
pub(super) fn length(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |at| at + 1)
}

/// Lines that begin so are no prose.
const NO_PROSE: [&str; 10] = [
    "bq.",
    "caused by:",
    "traceback (",
    "file \"",
    "this message ",
    "if you think it was sent incorrectly",
    "for more information on jira",
    "- [ ]",
    "- [x]",
    "sent from my ",
];

/// Lines that say nothing but this, whatever stands behind it, close a letter.
const CLOSINGS: [&str; 14] = [
    "best regards",
    "kind regards",
    "warm regards",
    "with kind regards",
    "with best regards",
    "many greetings",
    "regards",
    "best wishes",
    "sincerely",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "all the best",
    "br",
];

/// Said at the end of a letter, with a comma, before the name.
const FAREWELLS: [&str; 7] = [
    "thanks,",
    "thank you,",
    "many thanks,",
    "thanks and regards,",
    "thanks & regards,",
    "best,",
    "cheers,",
];

const GREETINGS: [&str; 5] = ["dear ", "hi ", "hello ", "hey ", "good morning "];

/// What a line is; `line` may hold its line break.
pub(super) fn kind(line: &str) -> Kind {
    let bytes = line.trim_ascii().as_bytes();
    let Some(first) = bytes.first() else {
        return Kind::Prose;
    };
    match first {
        b'>' => return Kind::NoProse,
        b'|' if bytes.len() > 1 && bytes.ends_with(b"|") => return Kind::NoProse,
        b'-' | b'_' if is_rule(bytes) => return Kind::End,
        b'.' if starts_with(bytes, "... ") && bytes.ends_with(b" more") => return Kind::NoProse,
        b'a' if starts_with(bytes, "at ") && is_frame(&bytes[3..]) => return Kind::NoProse,
        b'o' | b'O' if starts_with(bytes, "on ") && ends_with(bytes, "wrote:") => return Kind::End,
        _ => {}
    }
    if (may_be_no_prose(*first) && NO_PROSE.iter().any(|start| starts_with(bytes, start)))
        || is_exception(bytes)
    {
        Kind::NoProse
    } else if is_closing(bytes) {
        Kind::End
    } else if matches!(bytes.last(), Some(b','))
        && FAREWELLS
            .iter()
            .any(|word| bytes.eq_ignore_ascii_case(word.as_bytes()))
    {
        Kind::Farewell
    } else if is_greeting(bytes) {
        Kind::NoProse
    } else {
        Kind::Prose
    }
}

/// Whether any of [`NO_PROSE`] begins with this byte.
fn may_be_no_prose(first: u8) -> bool {
    matches!(first | 0x20, b'b' | b'c' | b't' | b'f' | b'i' | b's') || first == b'-'
}

/// Whether this is all a letter ends with: one to three short lines that are no sentences.
pub(super) fn is_name(rest: &str) -> bool {
    let mut lines = rest.lines().filter(|line| !line.trim_ascii().is_empty());
    let is_short = |line: &str| {
        let line = line.trim_ascii();
        line.len() <= 40 && !line.ends_with(['.', '!', '?', ':'])
    };
    lines.next().is_some_and(is_short)
        && lines.by_ref().take(2).all(is_short)
        && lines.next().is_none()
}

/// `--`, `____` or `-----Original Message-----`.
fn is_rule(line: &[u8]) -> bool {
    line == b"--"
        || (line.len() >= 5 && line.iter().all(|byte| *byte == b'_'))
        || (starts_with(line, "-----") && find(line, "original message").is_some())
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

fn is_closing(line: &[u8]) -> bool {
    let end = line
        .iter()
        .rposition(u8::is_ascii_alphabetic)
        .map_or(0, |at| at + 1);
    let words = &line[..end];
    // All of them end in these letters.
    matches!(
        words.last(),
        Some(b's' | b'S' | b'y' | b'Y' | b't' | b'T' | b'r' | b'R' | b'l' | b'L')
    ) && words.len() <= 20
        && CLOSINGS
            .iter()
            .any(|closing| words.eq_ignore_ascii_case(closing.as_bytes()))
}

/// "Dear Mr Smith," alone in its line.
fn is_greeting(line: &[u8]) -> bool {
    matches!(line.last(), Some(b',' | b'!' | b':'))
        && line.len() <= 40
        && GREETINGS.iter().any(|start| starts_with(line, start))
        && line.split(|byte| *byte == b' ').count() <= 4
        && line[..line.len() - 1].iter().all(|byte| {
            byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'.' | b'@' | b'-' | 0x80..)
        })
}

fn ends_with(line: &[u8], word: &str) -> bool {
    line.len()
        .checked_sub(word.len())
        .is_some_and(|at| line[at..].eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quick looks at first and last letters leave none out.
    #[test]
    fn every_line_of_the_lists_is_known() {
        for start in NO_PROSE {
            let line = format!("{start}x");
            assert_eq!(kind(&line), Kind::NoProse, "{line}");
            assert_eq!(kind(&line.to_uppercase()), Kind::NoProse, "{line}");
        }
        for line in CLOSINGS {
            assert_eq!(kind(line), Kind::End, "{line}");
            assert_eq!(kind(&line.to_uppercase()), Kind::End, "{line}");
        }
        for line in FAREWELLS {
            assert_eq!(kind(line), Kind::Farewell, "{line}");
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
        for line in ["--", "Kind regards,", "Regards", "On 1 May, Ann wrote:\r\n"] {
            assert_eq!(kind(line), Kind::End, "{line}");
        }
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
