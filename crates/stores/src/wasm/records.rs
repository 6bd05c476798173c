//! Records over the imported interface.

use std::cell::Cell;

use dialect::Answer;
use jiff::Timestamp;
use send_wrapper::SendWrapper;

use super::bindings::undertone::storage::records as wit;
use crate::{ConstraintKind, Dialect, Error, Value};

#[derive(Clone)]
pub(crate) struct Records;

pub(crate) struct Transaction {
    pub(super) inner: wit::Transaction,
    dialect: Dialect,
}

thread_local! {
    // The database does not change while an instance lives.
    static DIALECT: Cell<Option<Dialect>> = const { Cell::new(None) };
}

impl Records {
    pub(crate) fn connect() -> Self {
        Self
    }

    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        answer(SendWrapper::new(wit::query(sql.to_owned(), values(params))).await)
    }

    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        let done = SendWrapper::new(wit::execute(sql.to_owned(), values(params))).await;
        done.map_err(failed)
    }

    pub(crate) async fn begin(&self) -> Result<Transaction, Error> {
        let dialect = dialect(self).await;
        let begun = SendWrapper::new(wit::Transaction::begin()).await;
        Ok(Transaction {
            inner: begun.map_err(failed)?,
            dialect,
        })
    }
}

/// Which database answers.
pub(crate) async fn dialect(_: &Records) -> Dialect {
    if let Some(dialect) = DIALECT.get() {
        return dialect;
    }
    let dialect = match SendWrapper::new(wit::current_dialect()).await {
        wit::Dialect::Sqlite => Dialect::Sqlite,
        wit::Dialect::Postgres => Dialect::Postgres,
    };
    DIALECT.set(Some(dialect));
    dialect
}

impl Transaction {
    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        answer(SendWrapper::new(self.inner.query(sql.to_owned(), values(params))).await)
    }

    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        let done = SendWrapper::new(self.inner.execute(sql.to_owned(), values(params))).await;
        done.map_err(failed)
    }

    pub(crate) async fn commit(&self) -> Result<(), Error> {
        let done = SendWrapper::new(self.inner.commit()).await;
        done.map_err(failed)
    }
}

fn values(params: Vec<Value>) -> Vec<wit::Value> {
    params.into_iter().map(to_wit).collect()
}

fn answer(answer: Result<wit::Rows, wit::Error>) -> Result<Answer, Error> {
    let wit::Rows { columns, rows } = answer.map_err(failed)?;
    let row = |row: Vec<wit::Value>| row.into_iter().map(from_wit).collect();
    let rows = rows.into_iter().map(row).collect::<Result<_, _>>()?;
    Ok(Answer { columns, rows })
}

fn to_wit(value: Value) -> wit::Value {
    match value {
        Value::Null => wit::Value::Null,
        Value::Boolean(value) => wit::Value::Boolean(value),
        Value::Integer(value) => wit::Value::Integer(value),
        Value::Real(value) => wit::Value::Real(value),
        Value::Text(value) => wit::Value::Text(value),
        Value::Bytes(value) => wit::Value::Bytes(value),
        Value::Timestamp(value) => wit::Value::Timestamp(value.as_microsecond()),
        Value::Json(value) => wit::Value::Json(value),
        Value::Uuid(value) => wit::Value::Uuid(value),
    }
}

fn from_wit(value: wit::Value) -> Result<Value, Error> {
    Ok(match value {
        wit::Value::Null => Value::Null,
        wit::Value::Boolean(value) => Value::Boolean(value),
        wit::Value::Integer(value) => Value::Integer(value),
        wit::Value::Real(value) => Value::Real(value),
        wit::Value::Text(value) => Value::Text(value),
        wit::Value::Bytes(value) => Value::Bytes(value),
        wit::Value::Timestamp(value) => {
            let at = Timestamp::from_microsecond(value);
            Value::Timestamp(at.map_err(|error| Error::Other(error.to_string()))?)
        }
        wit::Value::Json(value) => Value::Json(value),
        wit::Value::Uuid(value) => Value::Uuid(value),
    })
}

fn failed(error: wit::Error) -> Error {
    match error {
        wit::Error::Unavailable(reason) => Error::Unavailable(reason),
        wit::Error::Full(reason) => Error::Full(reason),
        wit::Error::Misconfigured(reason) => Error::Misconfigured(reason),
        wit::Error::Conflict(wit::Constraint { kind, detail }) => {
            let kind = match kind {
                wit::ConstraintKind::Unique => ConstraintKind::Unique,
                wit::ConstraintKind::ForeignKey => ConstraintKind::ForeignKey,
                wit::ConstraintKind::Check => ConstraintKind::Check,
                wit::ConstraintKind::NotNull => ConstraintKind::NotNull,
            };
            Error::Conflict { kind, detail }
        }
        wit::Error::Invalid(reason) => Error::Invalid(reason),
        wit::Error::Timeout => Error::Timeout,
        wit::Error::Serialization => Error::Serialization,
        wit::Error::Migration(reason) => Error::Migration(reason),
        wit::Error::WrongInstallation(reason) => Error::WrongInstallation(reason),
        wit::Error::Other(reason) => Error::Other(reason),
    }
}
