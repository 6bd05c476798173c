//! PostgreSQL as a target, before the first row: what is there, and what is done first.

use std::collections::BTreeMap;

use schema::{Database, migrate, postgres};
use tokio_postgres::{Client, GenericClient};

use super::objects;
use crate::{
    Error,
    ledger::{self, Ledger},
    prospect::Prospect,
    table::{Moved, quoted},
};

/// While loading, a commit need not wait for the disk: the ledger is part of it, so what a crash of the server loses is
/// loaded again.
pub(super) const WHILE_LOADING: &str =
    "SET synchronous_commit = off; SET maintenance_work_mem = '256MB'";

/// What the target would be once migrated, found in a transaction that is undone.
pub async fn prospect(database: &Database, client: &mut Client) -> Result<Prospect, Error> {
    let failed = |error| database.postgres(error);
    let transaction = client.transaction().await.map_err(failed)?;
    let ledger = read_ledger(database, &transaction).await?;
    let applied = migrated(database, &transaction).await?;
    let schema = postgres::read(&transaction).await.map_err(failed)?;
    let mut rows = BTreeMap::new();
    for table in &schema.tables {
        let sql = format!("SELECT count(*) FROM {}", quoted(&table.name));
        let row = transaction.query_one(&sql, &[]).await.map_err(failed)?;
        let count: i64 = row.try_get(0).map_err(failed)?;
        rows.insert(table.name.clone(), u64::try_from(count).unwrap_or_default());
    }
    let objects = objects::found(database, &transaction).await?;
    transaction.rollback().await.map_err(failed)?;
    Ok(Prospect {
        schema,
        pending: applied,
        rows,
        objects: objects.iter().map(|object| object.title.clone()).collect(),
        ledger,
    })
}

/// Migrates, empties if asked, notes and drops indexes and foreign keys, keeps the application off: one transaction.
pub async fn begin(
    database: &Database,
    client: &mut Client,
    tables: &[Moved],
    overwrite: bool,
) -> Result<Ledger, Error> {
    let failed = |error| database.postgres(error);
    let transaction = client.transaction().await.map_err(failed)?;
    migrated(database, &transaction).await?;
    transaction
        .batch_execute(ledger::CREATE)
        .await
        .map_err(failed)?;
    if overwrite {
        let names: Vec<_> = tables.iter().map(Moved::quoted).collect();
        let sql = format!(
            "TRUNCATE {} RESTART IDENTITY; DELETE FROM undertone_move WHERE item LIKE 'table:%'",
            names.join(", ")
        );
        transaction.batch_execute(&sql).await.map_err(failed)?;
    }
    objects::drop_all(database, &transaction).await?;
    mark(database, &transaction).await?;
    let ledger = read_ledger(database, &transaction).await?;
    transaction.commit().await.map_err(failed)?;
    client.batch_execute(WHILE_LOADING).await.map_err(failed)?;
    Ok(ledger.unwrap_or_default())
}

/// Takes the mark away and brings the schema up to date.
async fn migrated(database: &Database, client: &impl GenericClient) -> Result<Vec<String>, Error> {
    let failed = |error| database.postgres(error);
    client
        .batch_execute(migrations::POSTGRES_BOOKKEEPING)
        .await
        .map_err(failed)?;
    client.batch_execute(ledger::UNMARK).await.map_err(failed)?;
    Ok(migrate::apply_in(database, client).await?)
}

/// A migration this program does not know: the application refuses to run.
async fn mark(database: &Database, client: &impl GenericClient) -> Result<(), Error> {
    client
        .execute(
            "INSERT INTO schema_migrations (version, name, checksum, applied_at) \
             SELECT max(version) + 1, $1, '', clock_timestamp() AT TIME ZONE 'UTC' FROM schema_migrations",
            &[&migrations::UNFINISHED_MOVE],
        )
        .await
        .map_err(|error| database.postgres(error))?;
    Ok(())
}

/// None where no move was begun.
pub(super) async fn read_ledger(
    database: &Database,
    client: &impl GenericClient,
) -> Result<Option<Ledger>, Error> {
    let failed = |error| database.postgres(error);
    let row = client
        .query_one("SELECT to_regclass('undertone_move') IS NOT NULL", &[])
        .await
        .map_err(failed)?;
    if !row.try_get::<_, bool>(0).map_err(failed)? {
        return Ok(None);
    }
    let rows = client.query(ledger::READ, &[]).await.map_err(failed)?;
    let items = rows
        .iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect::<Result<_, tokio_postgres::Error>>()
        .map_err(failed)?;
    let ledger = Ledger::read(items).ok_or_else(|| Error::Ledger(database.to_string()))?;
    Ok(Some(ledger))
}
