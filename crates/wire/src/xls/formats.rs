//! Which numbers of a sheet are dates: those that are shown so.

/// Whether a number in that format is a moment; formats of Excel's own have no text.
pub(super) fn is_date(number: u16, format: Option<&str>) -> bool {
    match format {
        // Excel calls it differently in each language.
        _ if number == 0 => false,
        Some(format) => shows_date(format),
        None => matches!(number, 14..=22 | 27..=36 | 45 | 47 | 50..=58),
    }
}

/// Whether a format has a part of a date or an hour outside of quotes and brackets; `[h]` counts hours.
fn shows_date(format: &str) -> bool {
    let (mut quoted, mut bracket) = (false, false);
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => bracket = true,
            ']' => bracket = false,
            ';' if !bracket => return false,
            'G' | 'g'
                if !bracket && letters.as_str().to_ascii_lowercase().starts_with("eneral") =>
            {
                return false;
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' if !bracket => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_by_their_format() {
        for (format, expected) in [
            ("yyyy\\-mm\\-dd", true),
            ("[$-409]d/mmm/yy h:mm AM/PM;@", true),
            ("General", false),
            ("0.00\" days\"", false),
            ("[Red]0;-0", false),
            ("#,##0_d", false),
            ("@", false),
        ] {
            assert_eq!(shows_date(format), expected, "{format}");
        }
        assert!(is_date(22, None) && !is_date(0, None) && !is_date(46, None));
        assert!(!is_date(22, Some("0.0")) && !is_date(0, Some("Standard")));
    }
}
