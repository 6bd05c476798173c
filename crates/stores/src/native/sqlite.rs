//! Records in a temporary SQLite database.
//!
//! It is a file in write-ahead mode, as in production: a reader beside an open transaction sees the state before it.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, params_from_iter, types};
use tempfile::TempDir;

use super::MOST_ROWS;
use crate::records::Answer;
use crate::{Error, Value};

#[derive(Clone)]
pub(crate) struct Records(Arc<Pool>);

struct Pool {
    folder: TempDir,
    free: Mutex<Vec<Connection>>,
}

pub(crate) struct Transaction {
    pool: Arc<Pool>,
    // None once committed.
    connection: Mutex<Option<Connection>>,
}

impl Records {
    pub(super) fn in_memory() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let connection = open(folder.path())
            .and_then(migrate)
            .expect("the embedded migrations apply");
        Self(Arc::new(Pool {
            folder,
            free: Mutex::new(vec![connection]),
        }))
    }

    pub(super) fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        self.0.with(|connection| query(connection, sql, params))
    }

    pub(super) fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        self.0.with(|connection| execute(connection, sql, params))
    }

    pub(super) fn begin(&self) -> Result<Transaction, Error> {
        let connection = self.0.take()?;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Transaction {
            pool: self.0.clone(),
            connection: Mutex::new(Some(connection)),
        })
    }
}

impl Transaction {
    pub(super) fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        self.with(|connection| query(connection, sql, params))
    }

    pub(super) fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        self.with(|connection| execute(connection, sql, params))
    }

    pub(super) fn commit(&self) -> Result<(), Error> {
        self.with(|connection| Ok(connection.execute_batch("COMMIT")?))?;
        if let Some(connection) = lock(&self.connection).take() {
            self.pool.put_back(connection);
        }
        Ok(())
    }

    fn with<T>(&self, run: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        match lock(&self.connection).as_ref() {
            Some(connection) => run(connection),
            None => Err(Error::Invalid("the transaction has ended".to_owned())),
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // A closed connection rolls back; one whose rollback fails is closed.
        if let Some(connection) = lock(&self.connection).take()
            && connection.execute_batch("ROLLBACK").is_ok()
        {
            self.pool.put_back(connection);
        }
    }
}

impl Pool {
    fn take(&self) -> Result<Connection, Error> {
        let free = lock(&self.free).pop();
        free.map_or_else(|| open(self.folder.path()), Ok)
    }

    fn put_back(&self, connection: Connection) {
        lock(&self.free).push(connection);
    }

    fn with<T>(&self, run: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let connection = self.take()?;
        let answer = run(&connection);
        self.put_back(connection);
        answer
    }
}

/// The guarded value, also after a panic: connections and lists of them stay whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn open(folder: &Path) -> Result<Connection, Error> {
    let connection = Connection::open(folder.join("records.sqlite"))?;
    connection.busy_timeout(Duration::from_secs(2))?;
    // Nothing of it outlives the process, so nothing needs to reach the disk.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;",
    )?;
    Ok(connection)
}

fn migrate(connection: Connection) -> Result<Connection, Error> {
    let known = migrations::parse(migrations::sqlite())
        .map_err(|error| Error::Migration(error.to_string()))?;
    connection.execute_batch("BEGIN")?;
    connection.execute_batch(migrations::BOOKKEEPING)?;
    for migration in &known {
        for statement in migrations::statements(migration.sql) {
            connection.execute_batch(statement)?;
        }
        connection.execute(
            migrations::RECORD,
            (migration.version, migration.name, &migration.checksum),
        )?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(connection)
}

fn query(connection: &Connection, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
    let mut statement = prepare(connection, sql, params.len())?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let width = columns.len();
    let mut found = statement.query(params_from_iter(params.into_iter().map(to_sqlite)))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        if rows.len() == MOST_ROWS {
            return Err(Error::Invalid(format!(
                "the answer has more than {MOST_ROWS} rows"
            )));
        }
        rows.push(
            (0..width)
                .map(|at| Ok(from_sqlite(row.get(at)?)))
                .collect::<Result<_, Error>>()?,
        );
    }
    Ok(Answer { columns, rows })
}

fn execute(connection: &Connection, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
    let mut statement = prepare(connection, sql, params.len())?;
    let before = connection.total_changes();
    let mut rows = statement.query(params_from_iter(params.into_iter().map(to_sqlite)))?;
    while rows.next()?.is_some() {}
    drop(rows);
    // A statement that changes nothing leaves the count of the one before it.
    Ok(if connection.total_changes() == before {
        0
    } else {
        connection.changes()
    })
}

/// Prepares a statement and checks what SQLite would overlook and PostgreSQL would refuse.
fn prepare<'c>(
    connection: &'c Connection,
    sql: &str,
    given: usize,
) -> Result<rusqlite::CachedStatement<'c>, Error> {
    let statement = connection.prepare_cached(sql)?;
    for position in 1..=statement.parameter_count() {
        let name = statement.parameter_name(position).unwrap_or("?");
        if name != format!("${position}") {
            let reason = format!(
                "parameter {name} appears where ${position} should: number them by first appearance"
            );
            return Err(Error::Invalid(reason));
        }
    }
    if statement.parameter_count() == given {
        Ok(statement)
    } else {
        Err(Error::Invalid(format!(
            "{given} parameters for a statement that takes {}",
            statement.parameter_count()
        )))
    }
}

fn to_sqlite(value: Value) -> types::Value {
    match value {
        Value::Null => types::Value::Null,
        Value::Boolean(value) => types::Value::Integer(value.into()),
        Value::Integer(value) => types::Value::Integer(value),
        Value::Real(value) => types::Value::Real(value),
        Value::Text(value) | Value::Json(value) | Value::Uuid(value) => types::Value::Text(value),
        Value::Bytes(value) => types::Value::Blob(value),
        Value::Timestamp(value) => types::Value::Integer(value.as_microsecond()),
    }
}

fn from_sqlite(value: types::Value) -> Value {
    match value {
        types::Value::Null => Value::Null,
        types::Value::Integer(value) => Value::Integer(value),
        types::Value::Real(value) => Value::Real(value),
        types::Value::Text(value) => Value::Text(value),
        types::Value::Blob(value) => Value::Bytes(value),
    }
}
