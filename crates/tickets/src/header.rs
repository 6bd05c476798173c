//! The header of an export: its column names, repeated ones and all.

use serde::{Deserialize, Serialize};

/// Column names by position, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Header(Vec<String>);

impl Header {
    pub(crate) fn new(names: Vec<String>) -> Self {
        Self(names)
    }

    /// The same with columns behind that have no name, up to so many in all.
    pub(crate) fn widened(mut self, columns: usize) -> Self {
        let columns = columns.max(self.0.len());
        self.0.resize(columns, String::new());
        self
    }

    /// Number of columns.
    #[expect(
        clippy::len_without_is_empty,
        reason = "a header has at least one column"
    )]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The name of a column; beyond the header, its number from 1.
    pub fn name(&self, column: usize) -> String {
        self.0
            .get(column)
            .filter(|name| !name.is_empty())
            .cloned()
            .unwrap_or_else(|| format!("#{}", column + 1))
    }

    /// All names by position.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// Positions of the columns that have exactly this name.
    pub fn columns_named(&self, name: &str) -> Vec<usize> {
        (0..self.0.len())
            .filter(|&column| self.0[column] == name)
            .collect()
    }

    /// Number of different names.
    pub fn distinct(&self) -> usize {
        let mut names: Vec<&str> = self.0.iter().map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_names_are_found_by_position() {
        let header = Header::new(
            ["Issue key", "Comment", "", "Comment"]
                .map(String::from)
                .to_vec(),
        );
        assert_eq!(header.columns_named("Comment"), [1, 3]);
        assert_eq!((header.len(), header.distinct()), (4, 3));
        assert_eq!(
            (header.name(2), header.name(9)),
            ("#3".into(), "#10".into())
        );
    }
}
