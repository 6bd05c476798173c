//! Rows of a file that are told by their numbers: neighbours together, as most are.

use serde::{Deserialize, Serialize};

/// Rows of a file, as the first and the last of each run, ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowSet(Vec<(u64, u64)>);

impl RowSet {
    /// Adds a row behind all others.
    pub(super) fn push(&mut self, row: u64) {
        self.add(row, row);
    }

    /// Adds a run behind all others.
    fn add(&mut self, first: u64, end: u64) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == first => *last = end,
            _ => self.0.push((first, end)),
        }
    }

    /// Adds the rows of a part that stands behind all others.
    pub fn append(&mut self, later: &Self) {
        for &(first, end) in &later.0 {
            self.add(first, end);
        }
    }

    /// How many rows there are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// The runs of them.
    pub fn runs(&self) -> &[(u64, u64)] {
        &self.0
    }
}

impl FromIterator<u64> for RowSet {
    fn from_iter<I: IntoIterator<Item = u64>>(rows: I) -> Self {
        let mut rows: Vec<u64> = rows.into_iter().collect();
        rows.sort_unstable();
        rows.dedup();
        let mut set = Self::default();
        for row in rows {
            set.push(row);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_run() {
        let set = RowSet::from_iter([9, 3, 4, 4, 5, 1]);
        assert_eq!(set.runs(), [(1, 1), (3, 5), (9, 9)]);
        assert_eq!((set.count(), RowSet::default().count()), (5, 0));
        let mut both = set.clone();
        both.append(&RowSet::from_iter([10, 12]));
        assert_eq!(both.runs(), [(1, 1), (3, 5), (9, 10), (12, 12)]);
        assert_eq!(serde_json::to_string(&set).unwrap(), "[[1,1],[3,5],[9,9]]");
    }
}
