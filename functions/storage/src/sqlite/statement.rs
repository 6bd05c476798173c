//! One statement, outside a transaction.

use spin_sdk::sqlite::{self, Connection, Value};
use spin_sdk::wit_bindgen::StreamResult;

use super::errors::{Kind, kind};
use super::{connection, migrate};
use crate::component::records_interface::{
    Constraint, ConstraintKind, Error, Rows, Value as Parameter,
};
use crate::patience::{self, Outcome};

/// The most rows of an answer.
const MOST_ROWS: usize = 100_000;

/// How many rows are taken over from the host at once.
const ROWS_AT_ONCE: usize = 512;

/// An answer in the database's own values.
pub(super) struct Answer {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Value>>,
}

/// Runs one statement and collects its rows.
pub(crate) async fn query(sql: &str, params: Vec<Parameter>) -> Result<Rows, Error> {
    let (answer, _) = alone(sql, to_sqlite(params)).await?;
    Ok(rows(answer))
}

/// Runs one statement and tells how many rows it changed.
pub(crate) async fn execute(sql: &str, params: Vec<Parameter>) -> Result<u64, Error> {
    let (_, changes) = alone(sql, to_sqlite(params)).await?;
    Ok(changes)
}

/// Runs a statement on a connection of its own, again when the database was locked: it has changed nothing then.
async fn alone(sql: &str, params: Vec<Value>) -> Result<(Answer, u64), Error> {
    migrate::once().await?;
    patiently(async || {
        let connection = connection::take().await?;
        let answer = run(&connection, sql, params.clone()).await?;
        let changes = changes(&connection, sql).await;
        connection::give_back(connection);
        Ok((answer, changes))
    })
    .await
}

/// Tries again, some time later, what found the database locked.
pub(super) async fn patiently<T>(attempt: impl AsyncFn() -> Result<T, Error>) -> Result<T, Error> {
    patience::patiently(async || match attempt().await {
        Ok(answer) => Outcome::Done(answer),
        Err(error @ Error::Timeout) => Outcome::Again(error),
        Err(error) => Outcome::Failed(error),
    })
    .await
}

/// Runs a statement and takes over all its rows.
pub(super) async fn run(
    connection: &Connection,
    sql: &str,
    params: Vec<Value>,
) -> Result<Answer, Error> {
    let result = connection
        .execute(sql, params)
        .await
        .map_err(|error| failed(&error))?;
    let (columns, mut stream, outcome) = result.into_inner();
    let mut rows = Vec::new();
    loop {
        let (status, batch) = stream.read(Vec::with_capacity(ROWS_AT_ONCE)).await;
        rows.extend(batch.into_iter().map(|row| row.values));
        if rows.len() > MOST_ROWS {
            return Err(Error::Invalid(format!(
                "the answer has more than {MOST_ROWS} rows"
            )));
        }
        if !matches!(status, StreamResult::Complete(_)) {
            break;
        }
    }
    outcome.await.map_err(|error| failed(&error))?;
    Ok(Answer { columns, rows })
}

/// How many rows the statement before changed. SQLite keeps the number of the last one that could change any.
pub(super) async fn changes(connection: &Connection, sql: &str) -> u64 {
    let first = sql.split_ascii_whitespace().next().unwrap_or_default();
    let changing = ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"];
    if changing
        .iter()
        .any(|keyword| first.eq_ignore_ascii_case(keyword))
    {
        connection.changes().await
    } else {
        0
    }
}

pub(super) fn to_sqlite(params: Vec<Parameter>) -> Vec<Value> {
    let one = |value| match value {
        Parameter::Null => Value::Null,
        Parameter::Boolean(value) => Value::Integer(value.into()),
        Parameter::Integer(value) | Parameter::Timestamp(value) => Value::Integer(value),
        Parameter::Real(value) => Value::Real(value),
        Parameter::Text(value) | Parameter::Json(value) | Parameter::Uuid(value) => {
            Value::Text(value)
        }
        Parameter::Bytes(value) => Value::Blob(value),
    };
    params.into_iter().map(one).collect()
}

pub(super) fn rows(answer: Answer) -> Rows {
    let one = |value| match value {
        Value::Null => Parameter::Null,
        Value::Integer(value) => Parameter::Integer(value),
        Value::Real(value) => Parameter::Real(value),
        Value::Text(value) => Parameter::Text(value),
        Value::Blob(value) => Parameter::Bytes(value),
    };
    let row = |row: Vec<Value>| row.into_iter().map(one).collect();
    Rows {
        columns: answer.columns,
        rows: answer.rows.into_iter().map(row).collect(),
    }
}

pub(super) fn failed(error: &sqlite::Error) -> Error {
    let text = match error {
        sqlite::Error::NoSuchDatabase | sqlite::Error::AccessDenied => {
            return Error::Unavailable(
                "the manifest grants no database \"default\" to the storage".to_owned(),
            );
        }
        sqlite::Error::DatabaseFull => {
            return Error::Full("database or disk is full".to_owned());
        }
        sqlite::Error::InvalidConnection => {
            return Error::Unavailable("the connection was lost".to_owned());
        }
        sqlite::Error::Io(text) => text.clone(),
    };
    let conflict = |kind, detail| Error::Conflict(Constraint { kind, detail });
    match kind(&text) {
        Kind::Unique => conflict(ConstraintKind::Unique, text),
        Kind::ForeignKey => conflict(ConstraintKind::ForeignKey, text),
        Kind::Check => conflict(ConstraintKind::Check, text),
        Kind::NotNull => conflict(ConstraintKind::NotNull, text),
        Kind::Busy | Kind::Interrupted => Error::Timeout,
        Kind::Invalid => Error::Invalid(text),
        Kind::Full => Error::Full(text),
        Kind::Unavailable => Error::Unavailable(text),
        Kind::Other => Error::Other(text),
    }
}
