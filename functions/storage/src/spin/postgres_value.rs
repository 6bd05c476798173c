//! The values of `spin:postgres`.

use dialect::{Error, Value};
use spin_sdk::pg::{DbValue, ParameterValue};

/// A parameter as [`dialect::typed`] declares it.
pub(super) fn to_postgres(value: Value) -> ParameterValue {
    match value {
        Value::Null => ParameterValue::DbNull,
        Value::Boolean(value) => ParameterValue::Boolean(value),
        Value::Integer(value) => ParameterValue::Int64(value),
        Value::Real(value) => ParameterValue::Floating64(value),
        Value::Text(value) => ParameterValue::Str(value),
        Value::Bytes(value) => ParameterValue::Binary(value),
        Value::Timestamp(value) => ParameterValue::Datetime(dialect::civil(value)),
        Value::Json(value) => ParameterValue::Jsonb(value.into_bytes()),
        Value::Uuid(value) => ParameterValue::Uuid(value),
    }
}

/// A column's value.
pub(super) fn from_postgres(value: DbValue) -> Result<Value, Error> {
    let unreadable = |what: String| Error::Other(format!("a column holds {what}"));
    Ok(match value {
        DbValue::DbNull => Value::Null,
        DbValue::Boolean(value) => Value::Boolean(value),
        DbValue::Int8(value) => Value::Integer(value.into()),
        DbValue::Int16(value) => Value::Integer(value.into()),
        DbValue::Int32(value) => Value::Integer(value.into()),
        DbValue::Int64(value) => Value::Integer(value),
        DbValue::Floating32(value) => Value::Real(value.into()),
        DbValue::Floating64(value) => Value::Real(value),
        DbValue::Str(value) => Value::Text(value),
        DbValue::Binary(value) => Value::Bytes(value),
        DbValue::Datetime(value) => {
            let at = dialect::moment(value);
            Value::Timestamp(at.ok_or_else(|| unreadable(format!("the moment {value:?}")))?)
        }
        DbValue::Jsonb(value) => {
            let text = String::from_utf8(value).map_err(|error| unreadable(error.to_string()))?;
            Value::Json(dialect::compact(&text))
        }
        DbValue::Uuid(value) => Value::Uuid(value),
        // Sums and means of whole numbers.
        DbValue::Decimal(value) => {
            dialect::number(&value).ok_or_else(|| unreadable(format!("the number {value}")))?
        }
        other => return Err(unreadable(format!("{other:?}"))),
    })
}
