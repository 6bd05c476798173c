//! A table as the move sees it: the same columns on both sides, by name.

use schema::{Kind, Schema, Table};

use crate::{
    Error,
    value::{Cell, Fault, Key, KeyPart, Sum},
};

/// A table to move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its name.
    pub name: String,
    /// Its columns by name, each with what it holds.
    pub columns: Vec<(String, Kind)>,
    /// The positions in `columns` of its primary key.
    pub key: Vec<usize>,
    /// The column whose values the database makes.
    pub identity: Option<String>,
}

/// Which rows to read.
#[derive(Clone, Debug, Default)]
pub struct Range {
    /// Those behind this key.
    pub after: Option<Key>,
    /// Those up to this key.
    pub upto: Option<Key>,
    /// In the order of their keys.
    pub ordered: bool,
}

/// Some rows on their way.
#[derive(Debug, Default)]
pub struct Batch {
    /// Tuples of a binary COPY.
    pub tuples: Vec<u8>,
    /// Their count and checksum.
    pub sum: Sum,
    /// The key of the last one.
    pub last: Option<Key>,
}

/// A batch is handed on when it has so many bytes.
pub const BATCH_BYTES: usize = 256 << 10;
/// So many batches wait for the writer.
pub const BATCHES_AHEAD: usize = 4;

impl Moved {
    /// Pairs the tables of both sides in the given order. What a column holds is what PostgreSQL's type says.
    pub fn pair(order: &[&Table], postgres: &Schema, other: &Schema) -> Result<Vec<Self>, Error> {
        let mut wrong = Vec::new();
        let mut tables = Vec::new();
        for table in order {
            match (postgres.table(&table.name), other.table(&table.name)) {
                (Some(postgres), Some(other)) => {
                    tables.push(Self::of(postgres, other, &mut wrong));
                }
                _ => wrong.push(format!("{} is on one side alone", table.name)),
            }
        }
        let ordered = |name: &str| order.iter().any(|table| table.name == name);
        let sides = postgres.tables.iter().chain(&other.tables);
        let alone = sides.filter(|table| !ordered(&table.name));
        wrong.extend(alone.map(|table| format!("{} is on one side alone", table.name)));
        if wrong.is_empty() {
            Ok(tables)
        } else {
            wrong.dedup();
            Err(Error::Tables(wrong))
        }
    }

    fn of(postgres: &Table, sqlite: &Table, wrong: &mut Vec<String>) -> Self {
        let name = &postgres.name;
        let mut columns = Vec::new();
        for column in &postgres.columns {
            let place = format!("{name}.{}", column.name);
            let Some(twin) = sqlite.column(&column.name) else {
                wrong.push(format!("{place} is on one side alone"));
                continue;
            };
            match Kind::of_postgres(&column.declared) {
                Some(kind) if twin.declared.eq_ignore_ascii_case(kind.sqlite()) => {
                    columns.push((column.name.clone(), kind));
                }
                _ => wrong.push(format!(
                    "{place} is {} on PostgreSQL and {} on SQLite",
                    column.declared, twin.declared
                )),
            }
        }
        let alone = |column: &&schema::Column| postgres.column(&column.name).is_none();
        for column in sqlite.columns.iter().filter(alone) {
            wrong.push(format!("{name}.{} is on one side alone", column.name));
        }
        columns.sort_by(|one, other| one.0.cmp(&other.0));
        let place = |key: &String| columns.iter().position(|(column, _)| column == key);
        let key: Vec<usize> = postgres.primary_key.iter().filter_map(place).collect();
        let usable = key.iter().all(|&at| KeyPart::can_be(columns[at].1));
        if key.is_empty() || postgres.primary_key != sqlite.primary_key || !usable {
            wrong.push(format!("{name} has no primary key that both sides share"));
        }
        Self {
            name: name.clone(),
            identity: postgres.identity().map(|column| column.name.clone()),
            columns,
            key,
        }
    }

    /// The name, quoted.
    pub fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// The columns, quoted, with commas.
    pub fn column_list(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|(name, _)| quoted(name)).collect();
        names.join(", ")
    }

    /// The primary key's columns, quoted, with commas.
    pub fn key_list(&self) -> String {
        let names: Vec<_> = self
            .key
            .iter()
            .map(|&at| quoted(&self.columns[at].0))
            .collect();
        names.join(", ")
    }

    /// What each column holds.
    pub fn kinds(&self) -> Vec<Kind> {
        self.columns.iter().map(|(_, kind)| *kind).collect()
    }

    /// The key of a row.
    pub fn key_of(&self, cells: &[Cell<'_>]) -> Option<Key> {
        let parts = self.key.iter().map(|&at| KeyPart::of(&cells[at]));
        parts.collect::<Option<Vec<_>>>().map(Key)
    }

    /// A fault with its place.
    pub fn fault(&self, key: &str, (number, fault): (usize, Fault)) -> Error {
        Error::Value {
            table: self.name.clone(),
            key: format!("{} = {key}", self.key_list().replace('"', "")),
            column: self.columns[number].0.clone(),
            fault,
        }
    }
}

/// A key in words; none is the first row's.
pub fn in_words(key: Option<&Key>) -> String {
    key.map_or_else(|| "the first".to_owned(), ToString::to_string)
}

/// A name in quotes.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use schema::Column;

    fn schema(columns: &[(&str, &str)]) -> Schema {
        let column = |(name, declared): &(&str, &str)| Column {
            name: (*name).to_owned(),
            declared: (*declared).to_owned(),
            nullable: false,
            default: None,
            identity: false,
        };
        let table = Table {
            name: "t".to_owned(),
            columns: columns.iter().map(column).collect(),
            primary_key: vec!["id".to_owned()],
            ..Table::default()
        };
        Schema {
            tables: vec![table],
        }
    }

    #[test]
    fn columns_are_paired_by_name_whatever_their_order() {
        let postgres = schema(&[("id", "bigint"), ("at", "timestamp without time zone")]);
        let sqlite = schema(&[("at", "INTEGER"), ("id", "INTEGER")]);
        let order = [&postgres.tables[0]];
        let moved = &Moved::pair(&order, &postgres, &sqlite).unwrap()[0];
        assert_eq!(moved.column_list(), "\"at\", \"id\"");
        assert_eq!(moved.kinds(), [Kind::Moment, Kind::Integer]);
        assert_eq!(moved.key, [1]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let postgres = schema(&[("id", "bigint"), ("a", "integer"), ("b", "text")]);
        let sqlite = schema(&[("id", "INTEGER"), ("a", "INTEGER"), ("c", "TEXT")]);
        let error = Moved::pair(&[&postgres.tables[0]], &postgres, &sqlite).unwrap_err();
        let told = error.to_string();
        assert!(
            told.contains("t.a is integer on PostgreSQL and INTEGER on SQLite"),
            "{told}"
        );
        assert!(
            told.contains("t.b is on one side alone; t.c is on one side alone"),
            "{told}"
        );
        let more = Moved::pair(&[], &postgres, &sqlite)
            .unwrap_err()
            .to_string();
        assert!(more.ends_with("differ: t is on one side alone"), "{more}");
    }
}
