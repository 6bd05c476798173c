//! The lake's catalog in the records.
//!
//! A component runs on one thread; `SendWrapper` says so to the engine, which asks for `Send`.

use lakehouse::catalog::{Catalog, Field};
use send_wrapper::SendWrapper;

use super::records::Transaction;
use super::records_interface::{Error, Rows, Value};
use super::{Provider, records_interface::Guest as _, records_interface::GuestTransaction as _};

/// The catalog outside a transaction.
pub(super) struct Alone;

/// The catalog inside a caller's transaction.
pub(super) struct Inside<'t>(SendWrapper<&'t Transaction>);

impl<'t> Inside<'t> {
    pub(super) fn new(transaction: &'t Transaction) -> Self {
        Self(SendWrapper::new(transaction))
    }
}

impl Catalog for Alone {
    async fn query(&self, sql: &str, params: Vec<Field>) -> Result<Vec<Vec<Field>>, String> {
        let answer = SendWrapper::new(Provider::query(sql.to_owned(), values(params))).await;
        fields(answer.map_err(told)?)
    }

    async fn execute(&self, sql: &str, params: Vec<Field>) -> Result<(), String> {
        SendWrapper::new(Provider::execute(sql.to_owned(), values(params)))
            .await
            .map(drop)
            .map_err(told)
    }
}

impl Catalog for Inside<'_> {
    async fn query(&self, sql: &str, params: Vec<Field>) -> Result<Vec<Vec<Field>>, String> {
        let answer = SendWrapper::new(self.0.query(sql.to_owned(), values(params))).await;
        fields(answer.map_err(told)?)
    }

    async fn execute(&self, sql: &str, params: Vec<Field>) -> Result<(), String> {
        SendWrapper::new(self.0.execute(sql.to_owned(), values(params)))
            .await
            .map(drop)
            .map_err(told)
    }
}

fn values(params: Vec<Field>) -> Vec<Value> {
    let value = |field| match field {
        Field::Null => Value::Null,
        Field::Integer(value) => Value::Integer(value),
        Field::Text(value) => Value::Text(value),
        Field::Timestamp(value) => Value::Timestamp(value),
        Field::Json(value) => Value::Json(value),
    };
    params.into_iter().map(value).collect()
}

fn fields(answer: Rows) -> Result<Vec<Vec<Field>>, String> {
    let field = |value| match value {
        Value::Null => Ok(Field::Null),
        Value::Integer(value) => Ok(Field::Integer(value)),
        Value::Text(value) => Ok(Field::Text(value)),
        Value::Timestamp(value) => Ok(Field::Timestamp(value)),
        Value::Json(value) => Ok(Field::Json(value)),
        other => Err(format!("the catalog holds {other:?}")),
    };
    answer
        .rows
        .into_iter()
        .map(|row| row.into_iter().map(field).collect())
        .collect()
}

pub(super) fn told(error: Error) -> String {
    match error {
        Error::Unavailable(reason)
        | Error::WrongInstallation(reason)
        | Error::Full(reason)
        | Error::Misconfigured(reason)
        | Error::Invalid(reason)
        | Error::Migration(reason)
        | Error::Other(reason) => reason,
        Error::Conflict(broken) => broken.detail,
        Error::Timeout => "the database took too long".to_owned(),
        Error::Serialization => "a concurrent transaction interfered".to_owned(),
    }
}
