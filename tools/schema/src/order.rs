//! The order in which tables can be filled: those that are referred to first.

use std::collections::BTreeSet;

use crate::{Error, Schema, Table};

/// The tables, each after all that it refers to; of those that could come next, the one with the fewest rows, then by
/// name. A table may refer to itself.
pub fn dependency_order(
    schema: &Schema,
    rows: impl Fn(&Table) -> u64,
) -> Result<Vec<&Table>, Error> {
    let mut waiting: Vec<&Table> = schema.tables.iter().collect();
    waiting.sort_by(|one, other| (rows(one), &one.name).cmp(&(rows(other), &other.name)));
    let mut placed: BTreeSet<&str> = BTreeSet::new();
    let mut order = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let free = |table: &&Table| {
            let mut needs = table.foreign_keys.iter().map(|key| key.table.as_str());
            needs.all(|needed| needed == table.name || placed.contains(needed))
        };
        let Some(next) = waiting.iter().position(free) else {
            let names = waiting.iter().map(|table| table.name.clone());
            return Err(Error::Circle(names.collect()));
        };
        let table = waiting.remove(next);
        placed.insert(&table.name);
        order.push(table);
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ForeignKey;

    fn schema(tables: &[(&str, &[&str])]) -> Schema {
        let table = |(name, needs): &(&str, &[&str])| Table {
            name: (*name).to_owned(),
            foreign_keys: needs
                .iter()
                .map(|needed| ForeignKey {
                    columns: vec!["x".to_owned()],
                    table: (*needed).to_owned(),
                    to: vec!["id".to_owned()],
                    on_delete: "CASCADE".to_owned(),
                })
                .collect(),
            ..Table::default()
        };
        Schema {
            tables: tables.iter().map(table).collect(),
        }
    }

    #[test]
    fn what_is_referred_to_comes_first() {
        let schema = schema(&[("a", &["c", "a"]), ("b", &[]), ("c", &["b"])]);
        let order = dependency_order(&schema, |_| 0).unwrap();
        let names: Vec<_> = order.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["b", "c", "a"]);
    }

    #[test]
    fn small_tables_come_before_large_ones() {
        let schema = schema(&[("a", &[]), ("b", &["d"]), ("c", &[]), ("d", &[])]);
        let rows = |table: &Table| match table.name.as_str() {
            "a" => 9,
            "c" => 1,
            _ => 5,
        };
        let order = dependency_order(&schema, rows).unwrap();
        let names: Vec<_> = order.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["c", "d", "b", "a"]);
    }

    #[test]
    fn a_circle_is_named() {
        let schema = schema(&[("a", &["b"]), ("b", &["a"]), ("c", &[])]);
        let error = dependency_order(&schema, |_| 0).unwrap_err();
        assert!(matches!(error, Error::Circle(names) if names == ["a", "b"]));
    }

    #[test]
    fn a_table_that_is_not_there_counts_as_a_circle() {
        let schema = schema(&[("a", &["gone"])]);
        assert!(dependency_order(&schema, |_| 0).is_err());
    }
}
