//! What the target is and would be, before anything is changed.

use std::collections::BTreeMap;

use schema::Schema;

use crate::ledger::Ledger;

/// The target as it would be once migrated, and what is in it now.
#[derive(Debug)]
pub struct Prospect {
    /// Its tables once migrated.
    pub schema: Schema,
    /// Migrations that are pending.
    pub pending: Vec<String>,
    /// Rows it has, by table.
    pub rows: BTreeMap<String, u64>,
    /// Indexes, constraints and triggers that are off while rows are loaded.
    pub objects: Vec<String>,
    /// The notes of an unfinished move.
    pub ledger: Option<Ledger>,
}

impl Prospect {
    /// Tables that have rows, with their count.
    pub fn filled(&self) -> Vec<(&str, u64)> {
        let filled = self.rows.iter().filter(|(_, rows)| **rows > 0);
        filled
            .map(|(table, rows)| (table.as_str(), *rows))
            .collect()
    }
}
