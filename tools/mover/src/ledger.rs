//! How far a move is: kept in the target, in the table `undertone_move`, until it is finished.
//!
//! Each change of it is part of the transaction whose effect it notes. Beside it a row in `schema_migrations` keeps the
//! application off a target that is not whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::value::{Key, Sum};

/// The table. The same statement serves both databases.
pub const CREATE: &str =
    "CREATE TABLE IF NOT EXISTS undertone_move (item text PRIMARY KEY, value text NOT NULL)";
/// All items.
pub const READ: &str = "SELECT item, value FROM undertone_move";
/// Notes an item.
pub const PUT: &str = "INSERT INTO undertone_move (item, value) VALUES ($1, $2) \
    ON CONFLICT (item) DO UPDATE SET value = excluded.value";
/// Removes the row of [`migrations::UNFINISHED_MOVE`].
pub const UNMARK: &str = "DELETE FROM schema_migrations WHERE name = 'unfinished_move'";

/// How far a table is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableState {
    /// Count and checksum of the source's rows that are in the target.
    pub sum: String,
    /// The last of them.
    pub last: Option<Key>,
    /// Whether they are all.
    pub done: bool,
}

/// An index, constraint or trigger that is off while rows are loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// What it is, in words.
    pub title: String,
    /// The table it belongs to.
    pub table: String,
    /// The statement that makes it.
    pub create: String,
    /// Whether it is made again.
    pub done: bool,
}

/// All that is noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Tables by name.
    pub tables: BTreeMap<String, TableState>,
    /// Objects by the order in which they are made again.
    pub objects: BTreeMap<u32, Object>,
}

impl TableState {
    /// Count and checksum; none if the note is damaged.
    pub fn sum(&self) -> Option<Sum> {
        if self.sum.is_empty() {
            return Some(Sum::default());
        }
        self.sum.parse().ok()
    }
}

impl Ledger {
    /// Reads items; none if one of them is damaged.
    pub fn read(items: Vec<(String, String)>) -> Option<Self> {
        let mut ledger = Self::default();
        for (item, value) in items {
            let (kind, name) = item.split_once(':')?;
            match kind {
                "table" => {
                    let state: TableState = serde_json::from_str(&value).ok()?;
                    state.sum()?;
                    ledger.tables.insert(name.to_owned(), state);
                }
                "object" => {
                    let object = serde_json::from_str(&value).ok()?;
                    ledger.objects.insert(name.parse().ok()?, object);
                }
                _ => return None,
            }
        }
        Some(ledger)
    }

    /// The state of a table.
    pub fn table(&self, name: &str) -> TableState {
        self.tables.get(name).cloned().unwrap_or_default()
    }
}

/// A table's item.
pub fn table_item(name: &str, state: &TableState) -> Result<(String, String), std::io::Error> {
    Ok((format!("table:{name}"), serde_json::to_string(state)?))
}

/// An object's item.
pub fn object_item(number: u32, object: &Object) -> Result<(String, String), std::io::Error> {
    Ok((
        format!("object:{number:05}"),
        serde_json::to_string(object)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::KeyPart;

    #[test]
    fn it_is_read_as_it_is_written() {
        let state = TableState {
            sum: Sum { rows: 3, sum: 9 }.to_string(),
            last: Some(Key(vec![
                KeyPart::Text("a".to_owned()),
                KeyPart::Moment(-1),
            ])),
            done: false,
        };
        let object = Object {
            title: "index a".to_owned(),
            table: "b".to_owned(),
            create: "CREATE INDEX a ON b (c)".to_owned(),
            done: true,
        };
        let items = vec![
            table_item("b", &state).unwrap(),
            object_item(7, &object).unwrap(),
        ];
        let ledger = Ledger::read(items).unwrap();
        assert_eq!(ledger.table("b"), state);
        assert_eq!(ledger.objects[&7], object);
        assert_eq!(ledger.table("other").sum(), Some(Sum::default()));
        assert_eq!(Ledger::read(vec![("x".to_owned(), String::new())]), None);
    }
}
