//! Brings the schema up to date, once per instance, whoever else does the same at the same time.

use std::cell::Cell;

use migrations::{Applied, Migration};
use spin_sdk::sqlite::{Connection, Value};

use super::{connection, statement};
use crate::bookkeeping::{self, READ, refused};
use crate::component::records_interface::Error;

thread_local! {
    static UP_TO_DATE: Cell<bool> = const { Cell::new(false) };
}

/// Applies pending migrations unless this instance has already seen that there are none.
pub(super) async fn once() -> Result<(), Error> {
    if UP_TO_DATE.get() {
        return Ok(());
    }
    let known = migrations::parse(migrations::sqlite()).map_err(refused)?;
    let connection = connection::take().await?;
    let applied = match applied(&connection).await {
        // A new database has no such table yet.
        Err(Error::Invalid(_)) => Vec::new(),
        other => other?,
    };
    if !migrations::plan(&known, &applied)
        .map_err(refused)?
        .is_empty()
    {
        statement::patiently(async || {
            statement::run(&connection, "BEGIN IMMEDIATE", Vec::new()).await
        })
        .await?;
        // Dropped on an error, the connection rolls back.
        apply(&connection, &known).await?;
        statement::run(&connection, "COMMIT", Vec::new()).await?;
    }
    connection::give_back(connection);
    UP_TO_DATE.set(true);
    Ok(())
}

/// Under the write lock: another instance may have been first, so what is pending is asked again.
async fn apply(connection: &Connection, known: &[Migration<'_>]) -> Result<(), Error> {
    statement::run(connection, migrations::BOOKKEEPING, Vec::new()).await?;
    let applied = applied(connection).await?;
    for migration in migrations::plan(known, &applied).map_err(refused)? {
        let name = format!("{:04}_{}", migration.version, migration.name);
        let failed = |error: Error| match error {
            Error::Full(_) => error,
            other => Error::Migration(format!("{name}: {other:?}")),
        };
        for sql in migrations::statements(migration.sql) {
            statement::run(connection, sql, Vec::new())
                .await
                .map_err(failed)?;
        }
        let row = vec![
            Value::integer(migration.version),
            Value::text(migration.name),
            Value::text(&migration.checksum),
        ];
        statement::run(connection, migrations::RECORD, row)
            .await
            .map_err(failed)?;
        logline::info("migration_applied", serde_json::json!({"migration": name}));
    }
    Ok(())
}

async fn applied(connection: &Connection) -> Result<Vec<Applied>, Error> {
    let answer = statement::run(connection, READ, Vec::new()).await?;
    let read = |row: Vec<Value>| match <[Value; 3]>::try_from(row) {
        Ok(
            [
                Value::Integer(version),
                Value::Text(name),
                Value::Text(checksum),
            ],
        ) => bookkeeping::applied(Some((version, name, checksum))),
        _ => bookkeeping::applied(None),
    };
    answer.rows.into_iter().map(read).collect()
}
