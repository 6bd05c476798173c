//! What a database says was applied to it.

use migrations::Applied;
use rusqlite::Connection;
use tokio_postgres::GenericClient;

use crate::{Database, Error};

/// One row of the bookkeeping table: what was applied, and when, in µs since the epoch.
pub(super) type Row = (Applied, i64);

/// None of them where there is no such table yet.
pub(super) fn of_sqlite(database: &Database, connection: &Connection) -> Result<Vec<Row>, Error> {
    let failed = |error| database.sqlite(error);
    let there: bool = connection
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'",
            [],
            |row| row.get(0),
        )
        .map_err(failed)?;
    if !there {
        return Ok(Vec::new());
    }
    let mut statement = connection
        .prepare(
            "SELECT version, name, checksum, applied_at FROM schema_migrations ORDER BY version",
        )
        .map_err(failed)?;
    let rows = statement
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .map_err(failed)?;
    rows.map(|row| to_row(database, row.map_err(failed)?))
        .collect()
}

/// None of them where there is no such table yet.
pub(super) async fn of_postgres(
    database: &Database,
    client: &impl GenericClient,
) -> Result<Vec<Row>, Error> {
    let failed = |error| database.postgres(error);
    let there: bool = client
        .query_one("SELECT to_regclass('schema_migrations') IS NOT NULL", &[])
        .await
        .and_then(|row| row.try_get(0))
        .map_err(failed)?;
    if !there {
        return Ok(Vec::new());
    }
    let rows = client
        .query(
            "SELECT version::bigint, name, checksum, (extract(epoch FROM applied_at) * 1000000)::bigint \
             FROM schema_migrations ORDER BY version",
            &[],
        )
        .await
        .map_err(failed)?;
    let read = |row: tokio_postgres::Row| {
        let row = (
            row.try_get(0).map_err(failed)?,
            row.try_get(1).map_err(failed)?,
            row.try_get(2).map_err(failed)?,
            row.try_get(3).map_err(failed)?,
        );
        to_row(database, row)
    };
    rows.into_iter().map(read).collect()
}

fn to_row(
    database: &Database,
    (version, name, checksum, at): (i64, String, String, i64),
) -> Result<Row, Error> {
    let version = u32::try_from(version).map_err(|_| Error::Bookkeeping {
        database: database.to_string(),
    })?;
    let applied = Applied {
        version,
        name,
        checksum,
    };
    Ok((applied, at))
}

/// Without the times, as the planner takes them.
pub(super) fn without_times(rows: &[Row]) -> Vec<Applied> {
    rows.iter().map(|(applied, _)| applied.clone()).collect()
}
