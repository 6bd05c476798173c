//! SQLite as a target, before the first row: what is there, and what is done first.

use std::collections::BTreeMap;

use rusqlite::{Connection, TransactionBehavior};
use schema::{Database, migrate, sqlite};

use super::{count, objects};
use crate::{
    Error,
    ledger::{self, Ledger},
    prospect::Prospect,
    table::Moved,
};

/// What the target would be once migrated, found in a transaction that is undone.
pub fn prospect(database: &Database, connection: &mut Connection) -> Result<Prospect, Error> {
    let failed = |error| database.sqlite(error);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    let ledger = read_ledger(database, &transaction)?;
    let pending = migrated(database, &transaction)?;
    let schema = sqlite::read(&transaction).map_err(failed)?;
    let mut rows = BTreeMap::new();
    for table in &schema.tables {
        rows.insert(
            table.name.clone(),
            count(database, &transaction, &table.name)?,
        );
    }
    let objects = objects::found(&transaction).map_err(failed)?;
    transaction.rollback().map_err(failed)?;
    Ok(Prospect {
        schema,
        pending,
        rows,
        objects: objects.into_iter().map(|object| object.title).collect(),
        ledger,
    })
}

/// The same of a file that is not there yet.
pub fn scratch_prospect(database: &Database) -> Result<Prospect, Error> {
    let mut scratch = Connection::open_in_memory().map_err(|error| database.sqlite(error))?;
    prospect(database, &mut scratch)
}

/// Migrates, empties if asked, notes and drops indexes, keeps the application off: one transaction.
pub fn begin(
    database: &Database,
    connection: &mut Connection,
    tables: &[Moved],
    overwrite: bool,
) -> Result<Ledger, Error> {
    let failed = |error| database.sqlite(error);
    // Rows come without the order their references ask for; they are checked in the end. What a power cut loses is
    // loaded again, for the ledger is part of it.
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF; \
             PRAGMA cache_size = -65536",
        )
        .map_err(failed)?;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    migrated(database, &transaction)?;
    transaction.execute_batch(ledger::CREATE).map_err(failed)?;
    if overwrite {
        for table in tables.iter().rev() {
            let sql = format!("DELETE FROM {}", table.quoted());
            transaction.execute_batch(&sql).map_err(failed)?;
        }
        transaction
            .execute_batch(
                "DELETE FROM sqlite_sequence; DELETE FROM undertone_move WHERE item LIKE 'table:%'",
            )
            .map_err(failed)?;
    }
    objects::drop_all(database, &transaction)?;
    transaction
        .execute(
            "INSERT INTO schema_migrations (version, name, checksum, applied_at) \
             SELECT max(version) + 1, $1, '', CAST(unixepoch('subsec') * 1000 AS INTEGER) * 1000 FROM schema_migrations",
            [migrations::UNFINISHED_MOVE],
        )
        .map_err(failed)?;
    let ledger = read_ledger(database, &transaction)?;
    transaction.commit().map_err(failed)?;
    Ok(ledger.unwrap_or_default())
}

/// Takes the mark away and brings the schema up to date.
fn migrated(database: &Database, connection: &Connection) -> Result<Vec<String>, Error> {
    let failed = |error| database.sqlite(error);
    connection
        .execute_batch(migrations::BOOKKEEPING)
        .map_err(failed)?;
    connection.execute_batch(ledger::UNMARK).map_err(failed)?;
    Ok(migrate::apply_sqlite_in(database, connection)?)
}

/// None where no move was begun.
pub(super) fn read_ledger(
    database: &Database,
    connection: &Connection,
) -> Result<Option<Ledger>, Error> {
    let failed = |error| database.sqlite(error);
    let there: bool = connection
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'undertone_move'",
            [],
            |row| row.get(0),
        )
        .map_err(failed)?;
    if !there {
        return Ok(None);
    }
    let mut statement = connection.prepare(ledger::READ).map_err(failed)?;
    let items = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .and_then(Iterator::collect)
        .map_err(failed)?;
    let ledger = Ledger::read(items).ok_or_else(|| Error::Ledger(database.to_string()))?;
    Ok(Some(ledger))
}
