//! What SQLite keeps and PostgreSQL would stumble over only once all rows are there: rows that refer to none, and values too
//! long for an index.

use rusqlite::{Connection, Result, Row, types::Value};
use schema::{Database, Schema, Table};

use crate::{Error, table::quoted};

/// So many bytes of a row fit into each of PostgreSQL's indexes, with room for its numbers.
const MOST_BYTES: i64 = 2_600;
/// So many of a table are named.
const NAMED: usize = 20;

/// All of them, each with table, row and column.
pub fn misfits(
    database: &Database,
    connection: &Connection,
    schema: &Schema,
) -> std::result::Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for table in &schema.tables {
        let of_table = too_long(connection, table)
            .and_then(|long| Ok([long, orphans(connection, table)?]))
            .map_err(|error| database.sqlite(error))?;
        found.extend(of_table.into_iter().flatten());
    }
    Ok(found)
}

fn too_long(connection: &Connection, table: &Table) -> Result<Vec<String>> {
    let is_text = |name: &&String| {
        let column = table.column(name);
        column.is_some_and(|column| column.declared.eq_ignore_ascii_case("text"))
    };
    let bytes = |name: &String| {
        let column = quoted(name);
        format!("coalesce(length(CAST({column} AS BLOB)), 0)")
    };
    let further = table.indexes.iter().map(|index| &index.columns);
    let all = further.chain(&table.uniques).chain([&table.primary_key]);
    let texts: Vec<Vec<&String>> = all
        .map(|columns| columns.iter().filter(is_text).collect())
        .filter(|columns: &Vec<_>| !columns.is_empty())
        .collect();
    let longer: Vec<String> = texts
        .iter()
        .map(|columns| {
            let all: Vec<_> = columns.iter().map(|name| bytes(name)).collect();
            format!("{} > {MOST_BYTES}", all.join(" + "))
        })
        .collect();
    if longer.is_empty() {
        return Ok(Vec::new());
    }
    let mut columns: Vec<&String> = texts.into_iter().flatten().collect();
    columns.sort();
    columns.dedup();
    let lengths: Vec<_> = columns.iter().map(|name| bytes(name)).collect();
    let sql = format!(
        "SELECT {}, {} FROM {} WHERE {} LIMIT {NAMED}",
        key_list(table),
        lengths.join(", "),
        quoted(&table.name),
        longer.join(" OR ")
    );
    let mut statement = connection.prepare(&sql)?;
    let keys = table.primary_key.len();
    let rows = statement.query_map([], |row| {
        let mut longest = (0_i64, "");
        for (at, name) in columns.iter().enumerate() {
            longest = longest.max((row.get(keys + at)?, name.as_str()));
        }
        let place = place(table, row, longest.1)?;
        Ok(format!(
            "{place}: {} bytes are too long for PostgreSQL's index, which takes {MOST_BYTES}",
            longest.0
        ))
    })?;
    rows.collect()
}

fn orphans(connection: &Connection, table: &Table) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for foreign in &table.foreign_keys {
        let list = |columns: &[String], of: &str| {
            let pairs = columns.iter().zip(&foreign.to);
            let pairs = pairs.map(|(column, to)| match of {
                "filled" => format!("c.{} IS NOT NULL", quoted(column)),
                _ => format!("p.{} = c.{}", quoted(to), quoted(column)),
            });
            pairs.collect::<Vec<_>>().join(" AND ")
        };
        let Some(first) = foreign.columns.first() else {
            continue;
        };
        let key: Vec<_> = table
            .primary_key
            .iter()
            .map(|name| format!("c.{}", quoted(name)))
            .collect();
        let sql = format!(
            "SELECT {}, c.{} FROM {} c WHERE {} AND NOT EXISTS (SELECT 1 FROM {} p WHERE {}) LIMIT {NAMED}",
            key.join(", "),
            quoted(first),
            quoted(&table.name),
            list(&foreign.columns, "filled"),
            quoted(&foreign.table),
            list(&foreign.columns, "equal"),
        );
        let mut statement = connection.prepare(&sql)?;
        let rows = statement.query_map([], |row| {
            let value = in_words(&row.get(table.primary_key.len())?);
            let place = place(table, row, first)?;
            Ok(format!("{place}: {} has no row {value}", foreign.table))
        })?;
        found.extend(rows.collect::<Result<Vec<_>>>()?);
    }
    Ok(found)
}

fn key_list(table: &Table) -> String {
    let names: Vec<_> = table.primary_key.iter().map(|name| quoted(name)).collect();
    names.join(", ")
}

/// Where a value is, in a row that begins with its key.
fn place(table: &Table, row: &Row<'_>, column: &str) -> Result<String> {
    let mut key = Vec::new();
    for at in 0..table.primary_key.len() {
        key.push(in_words(&row.get(at)?));
    }
    let names = table.primary_key.join(", ");
    let (name, key) = (&table.name, key.join(", "));
    Ok(format!(
        "table {name}, row with {names} = {key}, column {column}"
    ))
}

fn in_words(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => format!("{:?}", text.chars().take(60).collect::<String>()),
        Value::Blob(_) => "bytes".to_owned(),
    }
}
