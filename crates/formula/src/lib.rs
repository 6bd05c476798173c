//! What a spreadsheet would run as a formula: a `'` in front keeps it from that, and is taken off again when the cell is
//! read.

/// What a formula begins with: the signs of spreadsheets, also as wide as a Chinese, Japanese or Korean character, and
/// blanks that some of them skip.
const BEGINNINGS: &[char] = &[
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    '\u{2212}',
];

/// Whether a spreadsheet would take the cell for a formula; a negative number is only a number.
pub fn is_formula(cell: &str) -> bool {
    seen(cell).starts_with(BEGINNINGS) && !is_negative_number(cell)
}

/// What is seen of a cell: what nobody sees in front of it does not make it a text.
fn seen(cell: &str) -> &str {
    let is_unseen = |sign: char| {
        matches!(sign, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
            || (sign.is_whitespace() && !BEGINNINGS.contains(&sign))
    };
    cell.trim_start_matches(is_unseen)
}

fn is_negative_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or_default();
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a cell is written with a `'` in front: a formula, or what begins with `'` itself, so that exactly one is to be
/// taken off.
pub fn is_guarded(cell: &str) -> bool {
    is_formula(cell) || seen(cell).starts_with('\'')
}

/// A cell as it was before it was written. Earlier releases put no `'` before one: a `'` in front of anything else is the
/// text's own.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| is_guarded(rest))
        .unwrap_or(cell)
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
            ("''tis", "'tis"),
            ("' =1", " =1"),
            ("' 'x", " 'x"),
            ("'＝1", "＝1"),
            ("'-5", "'-5"),
            ("'tis nothing", "'tis nothing"),
            ("-5", "-5"),
            ("'", "'"),
        ] {
            assert_eq!(unguarded(written), text);
        }
    }
}
