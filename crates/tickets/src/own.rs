//! Our own export of tickets, which writes a `'` in front of what a spreadsheet would run as a formula.

use std::borrow::Cow;

use crate::Header;

/// How its header starts, and names that only it has.
const START: [&str; 3] = ["ticket_id", "source", "summary"];
const NAMES: [&str; 5] = ["comments", "compound", "trend", "mood", "urgency"];

/// What a formula begins with, as `endpoint::csv` has it.
const BEGINNINGS: &[char] = &[
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    '\u{2212}',
];

/// Whether the header is that of our own export.
pub(crate) fn is_ours(header: &Header) -> bool {
    let names = header.names();
    let has = |name: &&str| names.iter().any(|known| known == name);
    names
        .iter()
        .zip(START)
        .filter(|(name, start)| name == start)
        .count()
        == START.len()
        && NAMES.iter().all(has)
}

/// A cell as it was before it was written.
pub(crate) fn unguarded(text: Cow<'_, str>) -> Cow<'_, str> {
    let Some(rest) = text.strip_prefix('\'') else {
        return text;
    };
    if !is_formula(rest.trim_start_matches('\'')) {
        return text;
    }
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[1..]),
        Cow::Owned(text) => Cow::Owned(text[1..].to_owned()),
    }
}

fn is_formula(text: &str) -> bool {
    let seen = text.trim_start_matches(['\u{feff}', '\u{200b}']);
    let number = text.strip_prefix('-').is_some_and(|digits| {
        digits.starts_with(|c: char| c.is_ascii_digit()) && is_number(digits)
    });
    seen.starts_with(BEGINNINGS) && !number
}

fn is_number(digits: &str) -> bool {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_front_of_a_formula_goes() {
        for (written, text) in [
            ("'+49 170 123", "+49 170 123"),
            ("'-5 apples", "-5 apples"),
            ("'@SUM(A1)", "@SUM(A1)"),
            ("'=1+1", "=1+1"),
            ("''=1+1", "'=1+1"),
            ("'＝1", "＝1"),
            ("'-5", "'-5"),
            ("'tis nothing", "'tis nothing"),
            ("-5", "-5"),
            ("'", "'"),
        ] {
            assert_eq!(unguarded(written.into()), text);
            assert_eq!(unguarded(written.to_owned().into()), text);
        }
    }
}
