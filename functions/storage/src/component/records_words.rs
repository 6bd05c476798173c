//! Between the words of the interface `records` and the provider's.

use dialect::{Answer, ConstraintKind, Error, Value};
use jiff::Timestamp;

use super::records_interface as wit;

pub(super) fn values(params: Vec<wit::Value>) -> Result<Vec<Value>, wit::Error> {
    params.into_iter().map(from_wit).collect()
}

pub(super) fn rows(answer: Answer) -> wit::Rows {
    let row = |row: Vec<Value>| row.into_iter().map(to_wit).collect();
    wit::Rows {
        columns: answer.columns,
        rows: answer.rows.into_iter().map(row).collect(),
    }
}

fn from_wit(value: wit::Value) -> Result<Value, wit::Error> {
    Ok(match value {
        wit::Value::Null => Value::Null,
        wit::Value::Boolean(value) => Value::Boolean(value),
        wit::Value::Integer(value) => Value::Integer(value),
        wit::Value::Real(value) => Value::Real(value),
        wit::Value::Text(value) => Value::Text(value),
        wit::Value::Bytes(value) => Value::Bytes(value),
        wit::Value::Timestamp(micros) => {
            let at = Timestamp::from_microsecond(micros);
            Value::Timestamp(
                at.map_err(|_| wit::Error::Invalid(format!("{micros} µs is no moment")))?,
            )
        }
        wit::Value::Json(value) => Value::Json(value),
        wit::Value::Uuid(value) => Value::Uuid(value),
    })
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

pub(super) fn failed(error: Error) -> wit::Error {
    match error {
        Error::Unavailable(reason) => wit::Error::Unavailable(reason),
        Error::Full(reason) => wit::Error::Full(reason),
        Error::Misconfigured(reason) => wit::Error::Misconfigured(reason),
        Error::Conflict { kind, detail } => {
            let kind = match kind {
                ConstraintKind::Unique => wit::ConstraintKind::Unique,
                ConstraintKind::ForeignKey => wit::ConstraintKind::ForeignKey,
                ConstraintKind::Check => wit::ConstraintKind::Check,
                ConstraintKind::NotNull => wit::ConstraintKind::NotNull,
            };
            wit::Error::Conflict(wit::Constraint { kind, detail })
        }
        Error::Invalid(reason) => wit::Error::Invalid(reason),
        Error::Timeout => wit::Error::Timeout,
        Error::Serialization => wit::Error::Serialization,
        Error::Migration(reason) => wit::Error::Migration(reason),
        Error::WrongInstallation(reason) => wit::Error::WrongInstallation(reason),
        Error::Other(reason) => wit::Error::Other(reason),
        // Of the provider's own statements: its tables are not what it made them.
        error @ (Error::NoRow | Error::Decode { .. }) => wit::Error::Other(error.to_string()),
    }
}
