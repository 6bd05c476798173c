//! Values that tickets are grouped, filtered and put in order by: as long as every database's indexes take.

/// So many characters, of four bytes each at most: PostgreSQL's indexes take 2,700 bytes of a row.
const LONGEST: usize = 500;

/// As much of a value as is kept.
pub(super) fn cut(value: &str) -> &str {
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => &value[..end],
        None => value,
    }
}

/// What is wrong with a value of which not all is kept.
pub(super) fn excess(value: &str) -> Option<String> {
    let length = value.chars().count();
    (length > LONGEST).then(|| format!("{length} characters, of which {LONGEST} are kept"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_cut_between_characters() {
        let (fits, long) = ("ü".repeat(500), "ü".repeat(501));
        assert_eq!((cut(&fits), excess(&fits)), (fits.as_str(), None));
        assert_eq!(cut(&long), fits);
        let told = "501 characters, of which 500 are kept";
        assert_eq!(excess(&long).as_deref(), Some(told));
    }
}
