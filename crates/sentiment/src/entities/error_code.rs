//! Codes and names of errors.

use super::{
    EntityLabel,
    scan::{Found, Text},
};

/// An error code that begins at the word `at`.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    let (end, confidence) = if text.byte(start).is_ascii_digit() {
        failure(text, start).or_else(|| status_with_reason(text, start))
    } else {
        // Most words have one capital at most.
        let is_code = !text.byte(start + 1).is_ascii_lowercase();
        let code = || prefixed(text, start).or_else(|| constant(text, start));
        is_code
            .then(code)
            .flatten()
            .or_else(|| exception(text, at))
            .or_else(|| after_word(text, start))
    }?;
    text.ends(end)
        .then(|| Found::new(start, end, EntityLabel::ErrorCode, confidence))
}

/// `0x80070005`, `0xC0000005`: eight figures, the first an 8 or C, as Windows marks failures; others are addresses.
fn failure(text: Text<'_>, start: usize) -> Option<(usize, f64)> {
    let is_failure =
        matches!(text.byte(start + 2), b'8' | b'C' | b'c') && text.byte(start + 3) == b'0';
    hexadecimal(text, start).filter(|found| is_failure && found.0 == start + 10)
}

/// `0x` and one to sixteen figures.
fn hexadecimal(text: Text<'_>, start: usize) -> Option<(usize, f64)> {
    if !text.goes_on(start, "0x") {
        return None;
    }
    let figures = text.text[start + 2..]
        .bytes()
        .take(17)
        .take_while(u8::is_ascii_hexdigit)
        .count();
    (1..=16)
        .contains(&figures)
        .then_some((start + 2 + figures, 0.95))
}

/// `404 Not Found`, `503 Service Unavailable`.
fn status_with_reason(text: Text<'_>, start: usize) -> Option<(usize, f64)> {
    const REASONS: [(&str, &str); 12] = [
        ("400", "Bad Request"),
        ("401", "Unauthorized"),
        ("403", "Forbidden"),
        ("404", "Not Found"),
        ("405", "Method Not Allowed"),
        ("409", "Conflict"),
        ("413", "Payload Too Large"),
        ("429", "Too Many Requests"),
        ("500", "Internal Server Error"),
        ("502", "Bad Gateway"),
        ("503", "Service Unavailable"),
        ("504", "Gateway Timeout"),
    ];
    let (code, reason) = REASONS
        .into_iter()
        .find(|(code, _)| text.goes_on(start, code))?;
    let at = start + code.len();
    (text.byte(at) == b' ' && text.goes_on(at + 1, reason)).then_some((at + 1 + reason.len(), 0.98))
}

/// `ORA-00942`, `CVE-2024-3094`, `SQLSTATE 42P01`, `TS2322`: known makers only, for a ticket key looks alike.
fn prefixed(text: Text<'_>, start: usize) -> Option<(usize, f64)> {
    let prefix = text.letters(start);
    let at = start + prefix.len();
    match prefix {
        "CVE" if text.byte(at) == b'-' => {
            let (_, at) = text.number(at + 1, 4, 4)?;
            let (_, end) = text
                .number(at + 1, 4, 7)
                .filter(|_| text.byte(at) == b'-')?;
            Some((end, 0.99))
        }
        "ORA" | "PLS" | "TNS" | "IMAP" | "NPM" if text.byte(at) == b'-' => {
            text.number(at + 1, 4, 6).map(|(_, end)| (end, 0.97))
        }
        "SQLSTATE" => {
            let from = at + usize::from(matches!(text.byte(at), b' ' | b'[' | b':' | b'='));
            let code = text.text[from..].bytes().take(6);
            let length = code
                .take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
                .count();
            (from > at && length == 5).then_some((from + 5, 0.97))
        }
        "TS" | "CS" | "MSB" | "NU" | "NETSDK" | "LNK" => {
            text.number(at, 4, 4).map(|(_, end)| (end, 0.85))
        }
        _ => None,
    }
}

/// `ERR_CONNECTION_REFUSED`, `ECONNRESET`, `SIGSEGV`, `NS_ERROR_FAILURE`, `E_ACCESSDENIED`.
fn constant(text: Text<'_>, start: usize) -> Option<(usize, f64)> {
    const NAMES: [&str; 24] = [
        "EACCES",
        "EADDRINUSE",
        "EAGAIN",
        "EBADF",
        "EBUSY",
        "ECONNABORTED",
        "ECONNREFUSED",
        "ECONNRESET",
        "EEXIST",
        "EHOSTUNREACH",
        "EINVAL",
        "EIO",
        "EISDIR",
        "EMFILE",
        "ENETUNREACH",
        "ENOENT",
        "ENOMEM",
        "ENOSPC",
        "ENOTFOUND",
        "EPERM",
        "EPIPE",
        "ETIMEDOUT",
        "SIGKILL",
        "SIGSEGV",
    ];
    let is_part = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    let length = text.text[start..]
        .bytes()
        .take(65)
        .take_while(is_part)
        .count();
    let name = &text.text[start..start + length];
    let is_prefixed = length <= 64
        && !name.ends_with('_')
        && ["ERR_", "ERROR_", "NS_ERROR_", "E_"]
            .iter()
            .any(|prefix| name.len() > prefix.len() + 2 && name.starts_with(prefix));
    (is_prefixed || NAMES.contains(&name)).then_some((start + length, 0.95))
}

/// `NullPointerException`, `TypeError`: letters in humps that end so.
fn exception(text: Text<'_>, at: usize) -> Option<(usize, f64)> {
    let word = text.words[at];
    let stem = word
        .text
        .strip_suffix("Exception")
        .or_else(|| word.text.strip_suffix("Error"))?;
    let is_name = stem.len() >= 2
        && word.text.len() <= 80
        && stem.starts_with(|first: char| first.is_ascii_uppercase())
        && stem.ends_with(|last: char| last.is_ascii_lowercase() || last.is_ascii_uppercase())
        && stem.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_name.then(|| (word.start + word.text.len(), 0.9))
}

/// `HTTP 500`, `error 1067`, `error code 0x80070005`, `status code: 404`, `exit code 137`.
fn after_word(text: Text<'_>, start: usize) -> Option<(usize, f64)> {
    const WORDS: [(&str, u32, u32); 11] = [
        ("http status", 400, 599),
        ("http error", 400, 599),
        ("http/1.1", 400, 599),
        ("http", 400, 599),
        ("status code", 400, 599),
        ("exit code", 1, 255),
        ("return code", 1, 99_999),
        ("error code", 1, 999_999),
        ("errno", 1, 999),
        ("error", 100, 99_999),
        ("status", 400, 599),
    ];
    if !matches!(text.byte(start) | 0x20, b'e' | b'h' | b'r' | b's') {
        return None;
    }
    let (word, least, most) = WORDS
        .into_iter()
        .find(|(word, ..)| text.goes_on(start, word))?;
    let mut at = start + word.len();
    at += usize::from(matches!(text.byte(at), b':' | b'#' | b'='));
    at = text.skip_space(at);
    at += usize::from(text.byte(at) == b'#');
    if at == start + word.len() {
        return None;
    }
    if word.starts_with("error")
        && let Some((end, _)) = hexadecimal(text, at)
    {
        return Some((end, 0.97));
    }
    let (code, end) = text.number(at, 1, 6)?;
    let is_plain = !matches!(text.byte(end), b'.' | b',' | b':' | b'%' | b'-')
        || !text.byte(end + 1).is_ascii_alphanumeric();
    // "error 404 times" cannot be told from a code; "error 2 of 5" is below the least.
    ((least..=most).contains(&code) && is_plain && text.byte(end) != b'%').then_some((end, 0.9))
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::found;

    #[test]
    fn codes_of_known_makers_are_found() {
        for text in [
            "0x80070005",
            "ORA-00942",
            "CVE-2024-3094",
            "SQLSTATE 42P01",
            "TS2322",
            "ERR_CONNECTION_REFUSED",
            "ECONNRESET",
            "NullPointerException",
            "TypeError",
            "HTTP 500",
            "error 1067",
            "error code 0x80070005",
            "status code: 404",
            "Exit code 137",
            "404 Not Found",
            "503 service unavailable",
            "HTTP/1.1 502",
            "Error: 12007",
        ] {
            assert_eq!(
                found(&format!("got {text}.")),
                [format!("ERROR_CODE {text}")]
            );
        }
    }

    #[test]
    fn class_names_with_packages_give_the_class() {
        assert_eq!(
            found("java.lang.IllegalStateException: no"),
            ["ERROR_CODE IllegalStateException"]
        );
    }

    #[test]
    fn ticket_keys_and_words_are_not() {
        for text in [
            "ABC-12345",
            "Error",
            "an Exception",
            "0x12",
            "0x7ff6d9d9",
            "HTTP 200",
            "error 2 of 5",
            "status 7",
            "E_",
            "TS23",
            "the error log",
            "200 OK",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
