//! SQLite as a target, after the last row.

use rusqlite::Connection;
use schema::Database;

use crate::{Error, ledger, table::Moved};

/// Lets the ids go on behind the largest, and behind the last one the source gave away.
pub fn set_sequences(
    database: &Database,
    connection: &Connection,
    tables: &[(Moved, i64)],
) -> Result<(), Error> {
    let failed = |error| database.sqlite(error);
    for (table, given) in tables {
        if table.identity.is_none() {
            continue;
        }
        // The row is there once the table had a row; its value is the largest id.
        let known = connection
            .execute(
                "UPDATE sqlite_sequence SET seq = max(seq, $1) WHERE name = $2",
                (given, &table.name),
            )
            .map_err(failed)?;
        if known == 0 && *given > 0 {
            connection
                .execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)",
                    (&table.name, given),
                )
                .map_err(failed)?;
        }
    }
    Ok(())
}

/// All foreign keys, and the file itself.
pub fn check(database: &Database, connection: &Connection) -> Result<(), Error> {
    let failed = |error| database.sqlite(error);
    let mut statement = connection
        .prepare("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")
        .map_err(failed)?;
    let broken = statement
        .query_map([], |row| {
            let (table, parent, rows): (String, String, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(format!(
                "{rows} rows of {table} refer to rows that {parent} lacks"
            ))
        })
        .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
        .map_err(failed)?;
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Error::ForeignKeys(broken))
    }
}

/// The application may use it from here on.
pub fn finish(database: &Database, connection: &Connection) -> Result<(), Error> {
    let sql = format!(
        "PRAGMA synchronous = FULL; BEGIN IMMEDIATE; DROP TABLE undertone_move; {}; COMMIT; \
         PRAGMA wal_checkpoint(TRUNCATE)",
        ledger::UNMARK
    );
    connection
        .execute_batch(&sql)
        .map_err(|error| database.sqlite(error))
        .map_err(Error::from)
}
