//! Applies what is pending: all of it or, when one fails, none; one at a time, whoever else does the same.

use migrations::Migration;
use rusqlite::Connection;
use tokio_postgres::{Client, GenericClient};

use super::{applied, known, refused};
use crate::{Database, Error, postgres, sqlite};

/// Brings the database up to date; returns the names of the migrations it applied.
pub async fn up(database: &Database) -> Result<Vec<String>, Error> {
    match database {
        Database::Sqlite(path) => apply_sqlite(database, &mut sqlite::open_or_create(path)?),
        Database::Postgres(address) => {
            let mut client = postgres::connect(address, "undertone migrate").await?;
            apply_postgres(database, &mut client).await
        }
    }
}

/// Names of the migrations that [`up`] would apply.
pub async fn pending(database: &Database) -> Result<Vec<String>, Error> {
    match database {
        Database::Sqlite(path) if !path.exists() => planned(database, &[]),
        Database::Sqlite(path) => pending_sqlite(database, &sqlite::open(path)?),
        Database::Postgres(address) => {
            let client = postgres::connect(address, "undertone migrate").await?;
            planned(database, &applied::of_postgres(database, &client).await?)
        }
    }
}

/// The same of an open file.
pub fn pending_sqlite(database: &Database, connection: &Connection) -> Result<Vec<String>, Error> {
    planned(database, &applied::of_sqlite(database, connection)?)
}

fn planned(database: &Database, rows: &[applied::Row]) -> Result<Vec<String>, Error> {
    let known = known(database)?;
    let plan = migrations::plan(&known, &applied::without_times(rows));
    let plan = plan.map_err(|error| refused(database, error))?;
    Ok(plan.iter().map(full_name).collect())
}

fn apply_sqlite(database: &Database, connection: &mut Connection) -> Result<Vec<String>, Error> {
    let failed = |error| database.sqlite(error);
    if pending_sqlite(database, connection)?.is_empty() {
        return Ok(Vec::new());
    }
    connection
        .execute_batch("PRAGMA journal_mode = WAL")
        .map_err(failed)?;
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(failed)?;
    let names = apply_sqlite_in(database, &transaction)?;
    transaction.commit().map_err(failed)?;
    Ok(names)
}

/// Applies what is pending inside a transaction of the caller's that holds the write lock.
pub fn apply_sqlite_in(
    database: &Database,
    transaction: &Connection,
) -> Result<Vec<String>, Error> {
    let known = known(database)?;
    transaction
        .execute_batch(migrations::BOOKKEEPING)
        .map_err(|error| database.sqlite(error))?;
    // Only under the lock it is certain what is pending: another may have been first.
    let rows = applied::without_times(&applied::of_sqlite(database, transaction)?);
    let plan = migrations::plan(&known, &rows).map_err(|error| refused(database, error))?;
    for migration in plan {
        let applied = migrations::statements(migration.sql)
            .into_iter()
            .try_for_each(|sql| transaction.execute_batch(sql))
            .and_then(|()| {
                transaction.execute(
                    migrations::RECORD,
                    (migration.version, migration.name, &migration.checksum),
                )
            });
        applied.map_err(|error| Error::Failed {
            database: database.to_string(),
            name: full_name(migration),
            reason: error.to_string(),
        })?;
    }
    Ok(plan.iter().map(full_name).collect())
}

async fn apply_postgres(database: &Database, client: &mut Client) -> Result<Vec<String>, Error> {
    let failed = |error| database.postgres(error);
    if planned(database, &applied::of_postgres(database, client).await?)?.is_empty() {
        return Ok(Vec::new());
    }
    let transaction = client.transaction().await.map_err(failed)?;
    let names = apply_in(database, &transaction).await?;
    transaction.commit().await.map_err(failed)?;
    Ok(names)
}

/// Applies what is pending inside a transaction of the caller's, under the advisory lock that the product takes too.
pub async fn apply_in(
    database: &Database,
    client: &impl GenericClient,
) -> Result<Vec<String>, Error> {
    apply_first(database, client, usize::MAX).await
}

/// The same with the first `count` migrations alone: the schema that a backup was made from.
pub async fn apply_first(
    database: &Database,
    client: &impl GenericClient,
    count: usize,
) -> Result<Vec<String>, Error> {
    let failed = |error| database.postgres(error);
    let known = known(database)?;
    client
        .execute(
            "SELECT pg_advisory_xact_lock($1)",
            &[&migrations::POSTGRES_LOCK],
        )
        .await
        .map_err(failed)?;
    client
        .batch_execute(migrations::POSTGRES_BOOKKEEPING)
        .await
        .map_err(failed)?;
    let rows = applied::without_times(&applied::of_postgres(database, client).await?);
    let plan = migrations::plan(&known, &rows).map_err(|error| refused(database, error))?;
    let plan = &plan[..plan.len().min(count.saturating_sub(rows.len()))];
    for migration in plan {
        let undone = |error| Error::Failed {
            database: database.to_string(),
            name: full_name(migration),
            reason: database.postgres(error).to_string(),
        };
        client.batch_execute(migration.sql).await.map_err(undone)?;
        client
            .execute(
                migrations::POSTGRES_RECORD,
                &[
                    &i64::from(migration.version),
                    &migration.name,
                    &migration.checksum,
                ],
            )
            .await
            .map_err(undone)?;
    }
    Ok(plan.iter().map(full_name).collect())
}

fn full_name(migration: &Migration<'_>) -> String {
    format!("{:04}_{}", migration.version, migration.name)
}
