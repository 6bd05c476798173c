//! SQLite as a source: one snapshot, under the write lock, so that nobody writes what would not be moved.

use std::{
    fs::File,
    path::Path,
    sync::{Arc, Mutex},
};

use rusqlite::Connection;
use schema::{Database, Schema, migrate, sqlite};

use super::Shared;
use crate::{Error, table::quoted};

/// An open source.
pub struct Source {
    /// Inside a transaction that sees one snapshot.
    pub connection: Shared,
    /// Its tables.
    pub schema: Schema,
    /// Keeps the application off its data folder.
    pub held: Option<File>,
}

/// Opens a file. A dry run only reads; a move takes the write lock, and the application's lock where there is one.
pub fn open_source(database: &Database, path: &Path, dry_run: bool) -> Result<Source, Error> {
    let failed = |error| database.sqlite(error);
    let connection = sqlite::open(path)?;
    let held = if dry_run {
        None
    } else {
        sqlite::in_use(path).map_err(|error| Error::InUse(error.to_string()))?
    };
    let begin = if dry_run { "BEGIN" } else { "BEGIN IMMEDIATE" };
    connection.execute_batch(begin).map_err(failed)?;
    let pending = migrate::pending_sqlite(database, &connection)?;
    if !pending.is_empty() {
        return Err(Error::SourceBehind {
            database: database.to_string(),
            pending,
        });
    }
    let schema = sqlite::read(&connection).map_err(failed)?;
    Ok(Source {
        connection: Arc::new(Mutex::new(connection)),
        schema,
        held,
    })
}

/// How many rows a table has.
pub fn count(database: &Database, connection: &Connection, table: &str) -> Result<u64, Error> {
    let sql = format!("SELECT count(*) FROM {}", quoted(table));
    let rows: i64 = connection
        .query_row(&sql, [], |row| row.get(0))
        .map_err(|error| database.sqlite(error))?;
    Ok(u64::try_from(rows).unwrap_or_default())
}

/// The last id that was given in a table, 0 before the first.
pub fn sequence(database: &Database, connection: &Connection, table: &str) -> Result<i64, Error> {
    let given = connection.query_row(
        "SELECT seq FROM sqlite_sequence WHERE name = $1",
        [table],
        |row| row.get(0),
    );
    match given {
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(0),
        other => Ok(other.map_err(|error| database.sqlite(error))?),
    }
}
