//! Records in SQLite: a copy of the file as of one moment, while others write.

use std::path::Path;

use rusqlite::Connection;
use schema::{Database, sqlite};

use crate::{
    Error, TableInfo,
    archive::{Archive, temporary_beside},
    catalog::{self, Catalog, Records},
};

/// The file's name in the archive.
pub const NAME: &str = "records/default.db";

/// Adds a copy of the file and tells what is in it.
pub fn add(
    database: &Database,
    path: &Path,
    archive: &mut Archive,
    beside: &Path,
) -> Result<Records, Error> {
    let failed = |error| database.sqlite(error);
    // VACUUM INTO wants a file that is empty or not there.
    let copy = temporary_beside(beside)?.into_temp_path();
    let source = sqlite::open(path)?;
    let name = copy.to_string_lossy();
    source
        .execute("VACUUM INTO $1", [name.as_ref()])
        .map_err(failed)?;
    drop(source);
    let connection = Connection::open(&copy).map_err(failed)?;
    let tables = tables(&connection).map_err(failed)?;
    let catalog = read(&connection).map_err(failed)?;
    let migrations = migrations_of(&connection).map_err(failed)?;
    drop(connection);
    let file = std::fs::File::open(&copy).map_err(Error::file(&copy))?;
    let bytes = file.metadata().map_err(Error::file(&copy))?.len();
    archive.add(NAME, bytes, file)?;
    Ok(Records {
        catalog,
        tables,
        migrations,
    })
}

/// Tables with their counts.
pub fn tables(connection: &Connection) -> rusqlite::Result<Vec<TableInfo>> {
    let mut tables = Vec::new();
    for table in sqlite::read(connection)?.tables {
        let sql = format!("SELECT count(*) FROM \"{}\"", table.name);
        let rows: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        tables.push(TableInfo {
            name: table.name,
            rows: u64::try_from(rows).unwrap_or_default(),
            columns: Vec::new(),
            last_id: None,
        });
    }
    Ok(tables)
}

/// What the records say of files.
pub fn read(connection: &Connection) -> rusqlite::Result<Catalog> {
    let mut listed = connection.prepare(catalog::LISTED)?;
    let mut outcomes = connection.prepare(catalog::OUTCOMES)?;
    let mut jobs = connection.prepare(catalog::JOBS)?;
    Ok(Catalog {
        listed: listed
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?,
        outcomes: outcomes
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?,
        jobs: jobs
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?,
    })
}

fn migrations_of(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement = connection
        .prepare("SELECT version, name, checksum FROM schema_migrations ORDER BY version")?;
    let rows = statement.query_map([], |row| {
        let (version, name): (u32, String) = (row.get(0)?, row.get(1)?);
        Ok((format!("{version:04}_{name}"), row.get(2)?))
    })?;
    rows.collect()
}

/// What is wrong with a restored file: its structure, its references, its counts.
pub fn wrong(connection: &Connection, expected: &[TableInfo]) -> rusqlite::Result<Vec<String>> {
    let mut wrong = Vec::new();
    let told: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if told != "ok" {
        wrong.push(told);
    }
    let broken: i64 =
        connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })?;
    if broken > 0 {
        wrong.push(format!("{broken} rows refer to rows that are not there"));
    }
    let found = tables(connection)?;
    if found != expected {
        wrong.push("the tables or their counts differ".to_owned());
    }
    Ok(wrong)
}
