//! A temporary SQLite database.
//!
//! It is a file in write-ahead mode, as in production: a reader beside an open transaction sees the state before it.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use dialect::{Answer, Dialect, Error, Value};
use rusqlite::{ErrorCode, params_from_iter, types};
use tempfile::TempDir;

use super::PATIENCE;
use crate::connections::lock;
use crate::{Connection, Driver};

/// SQLite by itself. Clones share the database.
#[derive(Clone)]
pub struct Sqlite(Arc<Pool>);

struct Pool {
    folder: TempDir,
    // Whether it does what our runtime does for a component: keeps connections, and enforces foreign keys on each.
    as_runtime: bool,
    free: Mutex<Vec<rusqlite::Connection>>,
}

/// A connection, given back when it is dropped.
pub struct SqliteConnection {
    pool: Arc<Pool>,
    // None only while it is dropped.
    open: Mutex<Option<rusqlite::Connection>>,
}

impl Sqlite {
    /// A database of its own, gone with the driver.
    ///
    /// # Panics
    ///
    /// When the machine has no room for a temporary folder.
    pub fn temporary() -> Self {
        Self::hosted(true)
    }

    /// A database as stock Spin opens it.
    #[cfg(test)]
    pub(crate) fn bare() -> Self {
        Self::hosted(false)
    }

    fn hosted(as_runtime: bool) -> Self {
        Self(Arc::new(Pool {
            folder: TempDir::new().expect("a temporary folder"),
            as_runtime,
            free: Mutex::default(),
        }))
    }
}

impl Driver for Sqlite {
    type Connection = SqliteConnection;

    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn open(&self) -> Result<SqliteConnection, Error> {
        let free = lock(&self.0.free).pop();
        let open = free.map_or_else(|| self.0.open(), Ok).map_err(failed)?;
        Ok(SqliteConnection {
            pool: self.0.clone(),
            open: Mutex::new(Some(open)),
        })
    }

    async fn sleep(&self, time: Duration) {
        thread::sleep(time);
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }
}

impl Pool {
    fn open(&self) -> Result<rusqlite::Connection, rusqlite::Error> {
        let connection = rusqlite::Connection::open(self.folder.path().join("records.sqlite"))?;
        connection.busy_timeout(PATIENCE / 3)?;
        // Nothing of it outlives the process, so nothing needs to reach the disk.
        connection.execute_batch("PRAGMA synchronous = OFF")?;
        // The library is built to enforce foreign keys from the start, other than that of a host.
        let setting = if self.as_runtime {
            "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON"
        } else {
            "PRAGMA foreign_keys = OFF"
        };
        connection.execute_batch(setting)?;
        Ok(connection)
    }
}

impl Connection for SqliteConnection {
    async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        self.with(|connection| {
            let mut statement = prepare(connection, sql)?;
            let names = statement.column_names();
            let mut answer = Answer::new(names.map(str::to_owned).collect());
            let width = answer.columns.len();
            let params = params_from_iter(params.into_iter().map(to_sqlite));
            let mut rows = statement.query(params).map_err(failed)?;
            while let Some(row) = rows.next().map_err(failed)? {
                let cells = (0..width).map(|at| row.get(at).map(from_sqlite));
                answer.push(cells.collect::<Result<_, _>>().map_err(failed)?)?;
            }
            Ok(answer)
        })
    }

    async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        self.with(|connection| {
            let mut statement = prepare(connection, sql)?;
            let params = params_from_iter(params.into_iter().map(to_sqlite));
            let mut rows = statement.query(params).map_err(failed)?;
            while rows.next().map_err(failed)?.is_some() {}
            Ok(if dialect::may_change(sql) {
                connection.changes()
            } else {
                0
            })
        })
    }
}

impl SqliteConnection {
    fn with<T>(
        &self,
        run: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match lock(&self.open).as_ref() {
            Some(connection) => run(connection),
            None => Err(Error::Unavailable("the connection was lost".to_owned())),
        }
    }
}

impl Drop for SqliteConnection {
    fn drop(&mut self) {
        // A closed connection rolls back; one whose rollback fails is closed.
        if let Some(connection) = lock(&self.open).take()
            && self.pool.as_runtime
            && (connection.is_autocommit() || connection.execute_batch("ROLLBACK").is_ok())
        {
            lock(&self.pool.free).push(connection);
        }
    }
}

/// Prepares a statement and checks what SQLite would overlook and PostgreSQL would refuse.
fn prepare<'c>(
    connection: &'c rusqlite::Connection,
    sql: &str,
) -> Result<rusqlite::CachedStatement<'c>, Error> {
    let statement = connection.prepare_cached(sql).map_err(failed)?;
    for position in 1..=statement.parameter_count() {
        let name = statement.parameter_name(position).unwrap_or("?");
        if name != format!("${position}") {
            return Err(Error::Invalid(format!(
                "parameter {name} appears where ${position} should: number them by first appearance"
            )));
        }
    }
    Ok(statement)
}

/// As a host tells it: in the database's own words.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it takes the error of a result"
)]
fn failed(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::Full("database or disk is full".to_owned()),
        _ => Error::from_sqlite(error.to_string()),
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
