//! First names that are hardly ever anything else: no months, verbs or places.

use std::sync::LazyLock;

/// One a line, in order of their bytes.
static FIRST_NAMES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("first_names.txt").lines().collect());

/// Whether a word is one of them.
pub(super) fn is_first_name(word: &str) -> bool {
    FIRST_NAMES.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found() {
        assert!(FIRST_NAMES.len() > 400 && FIRST_NAMES.is_sorted());
        assert!(FIRST_NAMES.iter().all(|name| is_first_name(name)));
        assert!(!is_first_name("Will") && !is_first_name("anna"));
    }
}
