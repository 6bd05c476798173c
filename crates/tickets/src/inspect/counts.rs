//! Columns that are called comments and only say how many there are.

use std::collections::BTreeMap;

use super::Role;
use crate::Header;

/// Digits of a count.
const DIGITS: usize = 6;

/// Whether each column of comments held anything but a number so far.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<usize, bool>);

/// Whether a text is how many comments there are, and none itself.
pub(crate) fn is_count(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let text = text.strip_suffix(b".0").unwrap_or(text);
    !text.is_empty() && text.len() <= DIGITS && text.iter().all(u8::is_ascii_digit)
}

impl Counts {
    /// Takes a cell that is not empty.
    pub fn learn(&mut self, column: usize, text: &[u8]) {
        let other = self.0.entry(column).or_default();
        *other = *other || !is_count(text);
    }

    /// The columns of which none of the same name holds anything but numbers.
    pub fn columns(&self, roles: &[Role], header: &Header) -> Vec<usize> {
        let told: Vec<String> = self
            .0
            .iter()
            .filter(|(_, other)| **other)
            .map(|(column, _)| header.name(*column))
            .collect();
        let comments = self
            .0
            .keys()
            .copied()
            .filter(|column| roles[*column] == Role::Comment);
        comments
            .filter(|column| !told.contains(&header.name(*column)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_a_small_number() {
        for text in ["3", " 0 ", "12.0", "999999"] {
            assert!(is_count(text.as_bytes()), "{text}");
        }
        for text in ["", "3 of 4", "1234567", "1.5", "-1", "ok"] {
            assert!(!is_count(text.as_bytes()), "{text}");
        }
    }
}
