//! Words that programs write where there is nothing.

/// Whether a value stands for none, in whatever column.
pub(crate) fn is(value: &str) -> bool {
    matches!(
        value,
        "NULL" | "null" | "(null)" | "<null>" | "NaN" | "nan" | "NaT" | "\\N" | "#N/A"
    )
}

/// Whether a value stands for no date.
pub(crate) fn is_no_date(value: &str) -> bool {
    const WORDS: [&str; 11] = [
        "n/a", "na", "none", "nil", "-", "--", "---", "\u{2013}", "\u{2014}", "?", "0",
    ];
    is(value) || WORDS.iter().any(|word| word.eq_ignore_ascii_case(value)) || is_zero_date(value)
}

/// Whether a value says that nobody works on the ticket.
pub(crate) fn is_nobody(value: &str) -> bool {
    const WORDS: [&str; 16] = [
        "unassigned",
        "not assigned",
        "nobody",
        "no agent",
        "-",
        "n/a",
        "none",
        "sin asignar",
        "no asignado",
        "não atribuído",
        "sem atribuição",
        "non assigné",
        "non attribué",
        "nicht zugewiesen",
        "non assegnato",
        "niet toegewezen",
    ];
    let value = value.to_lowercase();
    WORDS.contains(&value.as_str())
}

/// The date that `MySQL` keeps where there is none, in whatever detail of its time.
fn is_zero_date(value: &str) -> bool {
    let time = value.strip_prefix("0000-00-00");
    time.is_some_and(|time| {
        time.bytes()
            .all(|byte| matches!(byte, b'0' | b':' | b'.' | b' ' | b'T' | b'Z'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_by_name() {
        assert!(is_nobody("Not assigned") && is_nobody("No asignado") && is_nobody("-"));
        assert!(!is_nobody("Noah Ude") && !is_nobody(""));
    }

    #[test]
    fn what_stands_for_nothing() {
        for none in ["NULL", "nan", "NaT", "\\N"] {
            assert!(is(none) && is_no_date(none), "{none}");
        }
        for none in [
            "N/A",
            "-",
            "0000-00-00",
            "0000-00-00 00:00",
            "0000-00-00T00:00:00Z",
            "None",
        ] {
            assert!(!is(none) && is_no_date(none), "{none}");
        }
        for some in [
            "None of them",
            "yesterday",
            "2026-01-02",
            "0000-00-00 01:00",
            "",
        ] {
            assert!(!is(some) && !is_no_date(some), "{some}");
        }
    }
}
