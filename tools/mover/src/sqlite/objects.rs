//! Indexes that are off while rows are loaded, as on the other side. Unique constraints stay: SQLite cannot drop them.
//! Triggers stay too: they keep the full-text index.

use rusqlite::Connection;
use schema::Database;

use super::prepare::read_ledger;
use crate::{
    Error,
    ledger::{self, Object},
    progress::{Event, Listener},
};

const FOUND: &str = "SELECT name, tbl_name, sql FROM sqlite_schema \
    WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE 'sentiment\\_search%' ESCAPE '\\' ORDER BY tbl_name, name";

/// All that would be dropped.
pub(super) fn found(connection: &Connection) -> rusqlite::Result<Vec<Object>> {
    let mut statement = connection.prepare(FOUND)?;
    let rows = statement.query_map([], |row| {
        Ok(Object {
            title: format!("index {}", row.get::<_, String>(0)?),
            table: row.get(1)?,
            create: row.get(2)?,
            done: false,
        })
    })?;
    rows.collect()
}

/// Drops all of them and notes how to make them again; what an earlier move noted stays noted.
pub(super) fn drop_all(database: &Database, connection: &Connection) -> Result<(), Error> {
    let failed = |error| database.sqlite(error);
    let objects = found(connection).map_err(failed)?;
    for object in &objects {
        let name = object.title.trim_start_matches("index ");
        connection
            .execute_batch(&format!("DROP INDEX {}", crate::table::quoted(name)))
            .map_err(failed)?;
    }
    let noted = read_ledger(database, connection)?.unwrap_or_default();
    let off = noted.objects.into_values().filter(|object| !object.done);
    let all: Vec<Object> = off.chain(objects).collect();
    connection
        .execute_batch("DELETE FROM undertone_move WHERE item LIKE 'object:%'")
        .map_err(failed)?;
    for (number, object) in (1..).zip(&all) {
        connection
            .execute(ledger::PUT, ledger::object_item(number, object)?)
            .map_err(failed)?;
    }
    Ok(())
}

/// Makes again what is off.
pub fn rebuild(
    database: &Database,
    connection: &mut Connection,
    listener: &mut Listener<'_>,
) -> Result<(), Error> {
    let failed = |error| database.sqlite(error);
    let noted = read_ledger(database, connection)?.unwrap_or_default();
    for (number, mut object) in noted.objects {
        if object.done {
            continue;
        }
        listener(Event::Rebuild {
            object: &object.title,
        });
        let transaction = connection.transaction().map_err(failed)?;
        transaction.execute_batch(&object.create).map_err(failed)?;
        object.done = true;
        transaction
            .execute(ledger::PUT, ledger::object_item(number, &object)?)
            .map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(())
}
