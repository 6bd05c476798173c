//! PostgreSQL as a target, after the last row.

use schema::Database;
use tokio_postgres::Client;

use crate::{
    Error, ledger,
    table::{Moved, quoted},
};

/// Lets the ids go on behind the largest, and behind the last one the source gave away.
pub async fn set_sequences(
    database: &Database,
    client: &Client,
    tables: &[(Moved, i64)],
) -> Result<(), Error> {
    for (table, given) in tables {
        let Some(column) = &table.identity else {
            continue;
        };
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence($1, $2), greatest($3, m.most, 1), greatest($3, m.most) > 0) \
             FROM (SELECT coalesce(max({}), 0) AS most FROM {}) AS m",
            quoted(column),
            table.quoted()
        );
        client
            .execute(&sql, &[&table.quoted(), column, given])
            .await
            .map_err(|error| database.postgres(error))?;
    }
    Ok(())
}

/// The application may use it from here on.
pub async fn finish(database: &Database, client: &Client) -> Result<(), Error> {
    // This commit waits for the disk, and with it all before it.
    let sql = format!(
        "SET synchronous_commit = on; BEGIN; DROP TABLE undertone_move; {}; COMMIT",
        ledger::UNMARK
    );
    client
        .batch_execute(&sql)
        .await
        .map_err(|error| database.postgres(error))?;
    Ok(())
}
