//! Brings the schema up to date, once per instance, whoever else does the same at the same time.

use std::cell::Cell;

use migrations::{Applied, Migration};
use spin_sdk::pg::Connection;

use super::transaction::begin_on;
use super::{connection, errors, statement};
use crate::bookkeeping::{self, READ, refused};
use crate::component::records_interface::{Error, Rows, Value};
use crate::patience::{Outcome, patiently};

/// What a migration does may take its time, and so may waiting for another's.
const PATIENT: [&str; 2] = [
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL lock_timeout = 0",
];

thread_local! {
    static UP_TO_DATE: Cell<bool> = const { Cell::new(false) };
}

/// Applies pending migrations unless this instance has already seen that there are none.
pub(super) async fn once() -> Result<(), Error> {
    if UP_TO_DATE.get() {
        return Ok(());
    }
    let known = migrations::parse(migrations::postgres()).map_err(refused)?;
    // Whole again where the server went away: a transaction that did not commit has changed nothing.
    patiently(async || match bring_up_to_date(&known).await {
        Ok(()) => Outcome::Done(()),
        Err(error @ (Error::Unavailable(_) | Error::Serialization)) => Outcome::Again(error),
        Err(error) => Outcome::Failed(error),
    })
    .await?;
    UP_TO_DATE.set(true);
    Ok(())
}

async fn bring_up_to_date(known: &[Migration<'_>]) -> Result<(), Error> {
    let connection = connection::take().await?;
    let applied = match applied(&connection).await {
        // A new database has no such table yet.
        Err(Error::Invalid(_)) => Vec::new(),
        other => other?,
    };
    if migrations::plan(known, &applied)
        .map_err(refused)?
        .is_empty()
    {
        return Ok(());
    }
    begin_on(&connection).await?;
    // Dropped on an error, the connection rolls back.
    apply(&connection, known).await?;
    run(&connection, "COMMIT", Vec::new()).await
}

/// Under the lock: another instance, or a command, may have been first, so what is pending is asked again.
async fn apply(connection: &Connection, known: &[Migration<'_>]) -> Result<(), Error> {
    for setting in PATIENT {
        run(connection, setting, Vec::new()).await?;
    }
    let key = vec![Value::Integer(migrations::POSTGRES_LOCK)];
    let (lock, key) = statement::prepared("SELECT pg_advisory_xact_lock($1)", key)?;
    statement::changes(connection, &lock, key).await?;
    run(connection, migrations::POSTGRES_BOOKKEEPING, Vec::new())
        .await
        .map_err(|error| blamed("schema_migrations", error))?;
    let applied = applied(connection).await?;
    for migration in migrations::plan(known, &applied).map_err(refused)? {
        let name = format!("{:04}_{}", migration.version, migration.name);
        for sql in migrations::statements(migration.sql) {
            run(connection, sql, Vec::new())
                .await
                .map_err(|error| blamed(&name, error))?;
        }
        let row = vec![
            Value::Integer(migration.version.into()),
            Value::Text(migration.name.to_owned()),
            Value::Text(migration.checksum.clone()),
        ];
        run(connection, migrations::POSTGRES_RECORD, row)
            .await
            .map_err(|error| blamed(&name, error))?;
        logline::info("migration_applied", serde_json::json!({"migration": name}));
    }
    Ok(())
}

async fn run(connection: &Connection, sql: &str, params: Vec<Value>) -> Result<(), Error> {
    let (typed, params) = statement::prepared(sql, params)?;
    let done = connection.execute(typed, params).await;
    done.map(drop).map_err(errors::failed)
}

async fn applied(connection: &Connection) -> Result<Vec<Applied>, Error> {
    let Rows { rows, .. } = statement::rows(connection, READ, Vec::new()).await?;
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
    rows.into_iter().map(read).collect()
}

/// Names the migration that failed; a server that went away is nobody's fault.
fn blamed(name: &str, error: Error) -> Error {
    match error {
        Error::Invalid(reason) | Error::Other(reason) => {
            Error::Migration(format!("{name}: {reason}"))
        }
        Error::Unavailable(reason) => Error::Unavailable(format!("{name}: {reason}")),
        other => other,
    }
}
