//! Reads the schema of an open file.

use std::collections::BTreeMap;

use rusqlite::{Connection, Result};

use super::checks::checks;
use crate::{Column, ForeignKey, Index, OWN_TABLES, Schema, Table};

/// Real tables: not the virtual ones of the full-text index, nor the tables these keep.
const TABLES: &str = "SELECT l.name, s.sql FROM pragma_table_list AS l \
    JOIN sqlite_schema AS s ON s.type = 'table' AND s.name = l.name \
    WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY l.name";

/// Reads all tables.
pub fn read(connection: &Connection) -> Result<Schema> {
    let mut statement = connection.prepare(TABLES)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut tables = Vec::new();
    for row in rows {
        let (name, sql): (String, String) = row?;
        if !OWN_TABLES.contains(&name.as_str()) {
            tables.push(table(connection, name, &sql)?);
        }
    }
    Ok(Schema { tables })
}

fn table(connection: &Connection, name: String, sql: &str) -> Result<Table> {
    let mut keyed: Vec<(i64, String)> = Vec::new();
    let mut columns = Vec::new();
    let counts_itself = sql.to_ascii_uppercase().contains("AUTOINCREMENT");
    let mut statement = connection.prepare(
        "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_xinfo($1) WHERE hidden = 0 ORDER BY cid",
    )?;
    let mut rows = statement.query([&name])?;
    while let Some(row) = rows.next()? {
        let (place, column): (i64, String) = (row.get(4)?, row.get(0)?);
        if place > 0 {
            keyed.push((place, column.clone()));
        }
        columns.push(Column {
            name: column,
            declared: row.get(1)?,
            nullable: !row.get::<_, bool>(2)? && place == 0,
            default: row.get(3)?,
            identity: counts_itself && place > 0,
        });
    }
    keyed.sort();
    let (uniques, indexes) = indexes(connection, &name)?;
    Ok(Table {
        columns,
        primary_key: keyed.into_iter().map(|(_, column)| column).collect(),
        foreign_keys: foreign_keys(connection, &name)?,
        uniques,
        checks: checks(sql),
        indexes,
        name,
    })
}

fn foreign_keys(connection: &Connection, table: &str) -> Result<Vec<ForeignKey>> {
    let mut statement = connection.prepare(
        "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list($1) ORDER BY id, seq",
    )?;
    let mut found: BTreeMap<i64, ForeignKey> = BTreeMap::new();
    let mut rows = statement.query([table])?;
    while let Some(row) = rows.next()? {
        let key = found.entry(row.get(0)?).or_insert(ForeignKey {
            columns: Vec::new(),
            table: row.get(1)?,
            to: Vec::new(),
            on_delete: row.get(4)?,
        });
        key.columns.push(row.get(2)?);
        key.to.push(row.get(3)?);
    }
    let mut keys: Vec<_> = found.into_values().collect();
    keys.sort();
    Ok(keys)
}

/// Unique constraints and further indexes.
fn indexes(connection: &Connection, table: &str) -> Result<(Vec<Vec<String>>, Vec<Index>)> {
    let mut statement = connection
        .prepare("SELECT name, \"unique\", origin FROM pragma_index_list($1) ORDER BY name")?;
    let (mut uniques, mut indexes) = (Vec::new(), Vec::new());
    let mut rows = statement.query([table])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let mut columns = connection.prepare_cached(
            "SELECT coalesce(name, '') FROM pragma_index_info($1) ORDER BY seqno",
        )?;
        let columns = columns
            .query_map([&name], |row| row.get(0))?
            .collect::<Result<Vec<String>>>()?;
        match row.get::<_, String>(2)?.as_str() {
            "u" => uniques.push(columns),
            "pk" => {}
            _ => indexes.push(Index {
                name,
                unique: row.get(1)?,
                columns,
            }),
        }
    }
    uniques.sort();
    indexes.sort();
    Ok((uniques, indexes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_products_own_schema_is_read() {
        let connection = Connection::open_in_memory().unwrap();
        for (_, sql) in migrations::sqlite() {
            connection.execute_batch(sql).unwrap();
        }
        let schema = read(&connection).unwrap();
        let names: Vec<_> = schema
            .tables
            .iter()
            .map(|table| table.name.as_str())
            .collect();
        assert!(
            names.contains(&"tickets")
                && !names
                    .iter()
                    .any(|name| name.contains("search") && *name != "search_upkeep")
        );
        let users = schema.table("users").unwrap();
        assert_eq!(users.primary_key, ["id"]);
        assert_eq!(users.identity().unwrap().name, "id");
        assert_eq!(users.uniques, [["email"]]);
        assert_eq!(users.foreign_keys[0].table, "workspaces");
        assert_eq!(users.foreign_keys[0].on_delete, "CASCADE");
        assert_eq!(users.indexes.len(), 2);
        assert_eq!(users.checks.len(), 3);
        let attempts = schema.table("login_attempts").unwrap();
        assert_eq!(attempts.primary_key, ["subject", "window_start"]);
        assert_eq!(attempts.identity(), None);
        assert!(!attempts.columns[0].nullable);
    }
}
