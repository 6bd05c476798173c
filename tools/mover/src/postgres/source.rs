//! PostgreSQL as a source: one snapshot, and nobody writes meanwhile.

use std::sync::Arc;

use pg_connect::Address;
use schema::{Database, Schema, postgres};
use tokio_postgres::Client;

use crate::{Error, table::quoted};

/// Sessions of the application, by the name they give themselves.
const SESSIONS: &str = "SELECT count(*) FROM pg_stat_activity \
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'undertone'";

/// A connection inside a transaction that sees one snapshot and holds a lock against writers on every table.
pub async fn open_source(
    database: &Database,
    address: &Address,
    dry_run: bool,
) -> Result<(Arc<Client>, Schema), Error> {
    let failed = |error| database.postgres(error);
    let client = postgres::connect(address, "undertone move").await?;
    if !dry_run {
        refuse_running(database, &client).await?;
    }
    let schema = postgres::read(&client).await.map_err(failed)?;
    // The locks come before the snapshot, so that it holds all that was written before.
    client
        .batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        .await
        .map_err(failed)?;
    if !dry_run && !schema.tables.is_empty() {
        let names: Vec<_> = schema
            .tables
            .iter()
            .map(|table| quoted(&table.name))
            .collect();
        client
            .batch_execute(&format!("LOCK TABLE {} IN SHARE MODE", names.join(", ")))
            .await
            .map_err(failed)?;
    }
    Ok((Arc::new(client), schema))
}

/// Refuses while the application is connected.
pub async fn refuse_running(database: &Database, client: &Client) -> Result<(), Error> {
    let row = client.query_one(SESSIONS, &[]).await;
    let sessions: i64 = row
        .and_then(|row| row.try_get(0))
        .map_err(|error| database.postgres(error))?;
    if sessions == 0 {
        return Ok(());
    }
    Err(Error::InUse(format!(
        "the application is connected to {database} ({sessions} sessions): stop it first"
    )))
}

/// The last id that a table's column was given, 0 before the first.
pub async fn sequence(
    database: &Database,
    client: &Client,
    table: &str,
    column: &str,
) -> Result<i64, Error> {
    let failed = |error| database.postgres(error);
    let row = client
        .query_one(
            "SELECT pg_get_serial_sequence($1, $2)",
            &[&quoted(table), &column],
        )
        .await
        .map_err(failed)?;
    let name: Option<String> = row.try_get(0).map_err(failed)?;
    let Some(name) = name else { return Ok(0) };
    let row = client
        .query_one(
            &format!(
                "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM {name}"
            ),
            &[],
        )
        .await
        .map_err(failed)?;
    Ok(row.try_get(0).map_err(failed)?)
}
