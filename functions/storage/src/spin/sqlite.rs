//! SQLite over `spin:sqlite`.

use std::time::Duration;

use dialect::{Answer, Dialect, Error, Value};
use provider::{Connection, Driver};
use spin_sdk::sqlite::{self, Value as Cell};
use spin_sdk::wit_bindgen::StreamResult;

use super::ROWS_AT_ONCE;

/// The manifest's `sqlite_databases = ["default"]`.
const DATABASE: &str = "default";

/// The database of the manifest.
pub(crate) struct Sqlite;

/// A connection, which the host takes back and rolls back when it is dropped.
pub(crate) struct SqliteConnection(sqlite::Connection);

impl Driver for Sqlite {
    type Connection = SqliteConnection;

    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn open(&self) -> Result<SqliteConnection, Error> {
        let opened = sqlite::Connection::open(DATABASE).await;
        opened.map(SqliteConnection).map_err(failed)
    }

    async fn sleep(&self, time: Duration) {
        spin_sdk::time::sleep(time).await;
    }
}

impl Connection for SqliteConnection {
    async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        let params = params.into_iter().map(to_sqlite);
        let result = self.0.execute(sql, params).await.map_err(failed)?;
        let (columns, mut stream, outcome) = result.into_inner();
        let mut answer = Answer::new(columns);
        loop {
            let (status, batch) = stream.read(Vec::with_capacity(ROWS_AT_ONCE)).await;
            for row in batch {
                answer.push(row.values.into_iter().map(from_sqlite).collect())?;
            }
            if !matches!(status, StreamResult::Complete(_)) {
                break;
            }
        }
        outcome.await.map_err(failed)?;
        Ok(answer)
    }

    async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        self.query(sql, params).await?;
        Ok(if dialect::may_change(sql) {
            self.0.changes().await
        } else {
            0
        })
    }
}

fn to_sqlite(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Boolean(value) => Cell::Integer(value.into()),
        Value::Integer(value) => Cell::Integer(value),
        Value::Real(value) => Cell::Real(value),
        Value::Text(value) | Value::Json(value) | Value::Uuid(value) => Cell::Text(value),
        Value::Bytes(value) => Cell::Blob(value),
        Value::Timestamp(value) => Cell::Integer(value.as_microsecond()),
    }
}

fn from_sqlite(value: Cell) -> Value {
    match value {
        Cell::Null => Value::Null,
        Cell::Integer(value) => Value::Integer(value),
        Cell::Real(value) => Value::Real(value),
        Cell::Text(value) => Value::Text(value),
        Cell::Blob(value) => Value::Bytes(value),
    }
}

fn failed(error: sqlite::Error) -> Error {
    match error {
        sqlite::Error::NoSuchDatabase | sqlite::Error::AccessDenied => Error::Unavailable(
            "the manifest grants no database \"default\" to the storage".to_owned(),
        ),
        sqlite::Error::DatabaseFull => Error::Full("database or disk is full".to_owned()),
        sqlite::Error::InvalidConnection => {
            Error::Unavailable("the connection was lost".to_owned())
        }
        sqlite::Error::Io(text) => Error::from_sqlite(text),
    }
}
