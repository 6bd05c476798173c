//! Brings the schema up to date, whoever else does the same at the same time.

use dialect::{Dialect, Error, IntoParams, Value};
use migrations::{Applied, Migration};

use crate::records::worded;
use crate::{Connection, Driver, Records};

/// Reads what was applied, in order.
const READ: &str = "SELECT version, name, checksum FROM schema_migrations ORDER BY version";

/// What PostgreSQL is told first. What a migration does may take its time, and so may waiting for another's.
const PATIENT: [&str; 2] = [
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL lock_timeout = 0",
];

/// Begins a transaction that writes.
pub(crate) fn begin(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "BEGIN IMMEDIATE",
        Dialect::Postgres => "BEGIN",
    }
}

/// Applies pending migrations.
pub(crate) async fn bring_up_to_date<D: Driver>(records: &Records<D>) -> Result<(), Error> {
    let known = migrations::parse(match records.dialect() {
        Dialect::Sqlite => migrations::sqlite(),
        Dialect::Postgres => migrations::postgres(),
    });
    let known = known.map_err(refused)?;
    let mut patience = records.patience();
    // Whole again where the database was locked or went away: a transaction that did not commit has changed nothing.
    loop {
        let connection = records.connections().take(&mut patience).await?;
        match apply_pending(&connection, records.dialect(), &known).await {
            Ok(()) => {
                records.connections().give_back(connection);
                return Ok(());
            }
            Err(error) => {
                drop(connection);
                if !records.may_repeat(&error, true) || !patience.lasts().await {
                    return Err(error);
                }
            }
        }
    }
}

async fn apply_pending(
    connection: &impl Connection,
    dialect: Dialect,
    known: &[Migration<'_>],
) -> Result<(), Error> {
    let applied = match applied(connection).await {
        // A new database has no such table yet.
        Err(Error::Invalid(_)) => Vec::new(),
        other => other?,
    };
    let pending = migrations::plan(known, &applied).map_err(refused)?;
    if pending.is_empty() {
        return Ok(());
    }
    run(connection, begin(dialect), Vec::new()).await?;
    // Dropped on an error, the connection rolls back.
    apply(connection, dialect, known).await?;
    run(connection, "COMMIT", Vec::new()).await
}

/// Under the write lock: another instance, or a command, may have been first, so what is pending is asked again.
async fn apply(
    connection: &impl Connection,
    dialect: Dialect,
    known: &[Migration<'_>],
) -> Result<(), Error> {
    let (bookkeeping, record) = match dialect {
        Dialect::Sqlite => (migrations::BOOKKEEPING, migrations::RECORD),
        Dialect::Postgres => {
            for setting in PATIENT {
                run(connection, setting, Vec::new()).await?;
            }
            let key = (migrations::POSTGRES_LOCK,).into_params();
            let lock = "SELECT pg_advisory_xact_lock($1)";
            run(connection, &worded(dialect, lock, &key), key.clone()).await?;
            (
                migrations::POSTGRES_BOOKKEEPING,
                migrations::POSTGRES_RECORD,
            )
        }
    };
    let made = run(connection, bookkeeping, Vec::new()).await;
    made.map_err(|error| blamed("schema_migrations", error))?;
    let applied = applied(connection).await?;
    for migration in migrations::plan(known, &applied).map_err(refused)? {
        let name = format!("{:04}_{}", migration.version, migration.name);
        for sql in migrations::statements(migration.sql) {
            let done = run(connection, sql, Vec::new()).await;
            done.map_err(|error| blamed(&name, error))?;
        }
        let row = (migration.version, migration.name, &migration.checksum).into_params();
        let noted = run(connection, &worded(dialect, record, &row), row.clone()).await;
        noted.map_err(|error| blamed(&name, error))?;
        logline::info("migration_applied", serde_json::json!({"migration": name}));
    }
    Ok(())
}

async fn run(connection: &impl Connection, sql: &str, params: Vec<Value>) -> Result<(), Error> {
    connection.execute(sql, params).await.map(drop)
}

async fn applied(connection: &impl Connection) -> Result<Vec<Applied>, Error> {
    let rows: Vec<(u32, String, String)> = connection.query(READ, Vec::new()).await?.decode()?;
    let applied = |(version, name, checksum)| Applied {
        version,
        name,
        checksum,
    };
    Ok(rows.into_iter().map(applied).collect())
}

/// The planner's refusal.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it takes the error of a result"
)]
fn refused(error: migrations::Error) -> Error {
    Error::Migration(error.to_string())
}

/// Names the migration that failed; a full disk, or a server that went away, is nobody's fault.
fn blamed(name: &str, error: Error) -> Error {
    match error {
        Error::Full(_) | Error::Serialization => error,
        Error::Unavailable(reason) => Error::Unavailable(format!("{name}: {reason}")),
        other => Error::Migration(format!("{name}: {other}")),
    }
}
