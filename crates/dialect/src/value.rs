//! Values of parameters and columns.

use jiff::Timestamp;
use uuid::Uuid;

/// A value of a parameter or a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// SQLite reads it back as [`Value::Integer`] 0 or 1.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A moment in microseconds. SQLite reads it back as [`Value::Integer`].
    Timestamp(Timestamp),
    /// A JSON document. SQLite reads it back as [`Value::Text`].
    Json(String),
    /// A UUID in its hyphenated form. SQLite reads it back as [`Value::Text`].
    Uuid(String),
}

/// What can be a parameter.
pub trait ToValue {
    /// The parameter's value.
    fn to_value(self) -> Value;
}

/// What can be read from a column, whichever database answers.
pub trait FromValue: Sized {
    /// What the column should hold, for the error message.
    const EXPECTED: &'static str;

    /// Reads the value; none when it is of another type or out of range.
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! to_value {
    ($($type:ty => |$value:ident| $to:expr;)*) => {
        $(impl ToValue for $type {
            fn to_value(self) -> Value {
                let $value = self;
                $to
            }
        })*
    };
}

to_value! {
    Value => |value| value;
    bool => |value| Value::Boolean(value);
    i64 => |value| Value::Integer(value);
    i32 => |value| Value::Integer(value.into());
    u32 => |value| Value::Integer(value.into());
    // Databases hold signed numbers: what is beyond them stays the largest.
    u64 => |value| Value::Integer(i64::try_from(value).unwrap_or(i64::MAX));
    usize => |value| Value::Integer(i64::try_from(value).unwrap_or(i64::MAX));
    f64 => |value| Value::Real(value);
    String => |value| Value::Text(value);
    &String => |value| Value::Text(value.clone());
    &str => |value| Value::Text(value.to_owned());
    Vec<u8> => |value| Value::Bytes(value);
    &[u8] => |value| Value::Bytes(value.to_owned());
    Timestamp => |value| Value::Timestamp(value);
    serde_json::Value => |value| Value::Json(value.to_string());
    &serde_json::Value => |value| Value::Json(value.to_string());
    Uuid => |value| Value::Uuid(value.to_string());
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(self) -> Value {
        self.map_or(Value::Null, T::to_value)
    }
}

macro_rules! from_value {
    ($($type:ty, $expected:literal, { $($pattern:pat => $to:expr,)* })*) => {
        $(impl FromValue for $type {
            const EXPECTED: &'static str = $expected;

            fn from_value(value: Value) -> Option<Self> {
                match value {
                    $($pattern => $to,)*
                    _ => None,
                }
            }
        })*
    };
}

from_value! {
    bool, "a boolean", {
        Value::Boolean(value) => Some(value),
        Value::Integer(0) => Some(false),
        Value::Integer(1) => Some(true),
    }
    i64, "a whole number", { Value::Integer(value) => Some(value), }
    i32, "a whole number of 32 bits", { Value::Integer(value) => value.try_into().ok(), }
    u32, "a whole number of 32 bits, not negative", { Value::Integer(value) => value.try_into().ok(), }
    u64, "a whole number, not negative", { Value::Integer(value) => value.try_into().ok(), }
    usize, "a whole number, not negative", { Value::Integer(value) => value.try_into().ok(), }
    f64, "a number", {
        Value::Real(value) => Some(value),
        // Sums of whole numbers, and whole numbers in a column without affinity.
        Value::Integer(value) => Some(nearest(value)),
    }
    String, "text", { Value::Text(value) | Value::Json(value) | Value::Uuid(value) => Some(value), }
    Vec<u8>, "bytes", { Value::Bytes(value) => Some(value), }
    Timestamp, "a moment", {
        Value::Timestamp(value) => Some(value),
        Value::Integer(value) => Timestamp::from_microsecond(value).ok(),
    }
    serde_json::Value, "a JSON document", {
        Value::Json(value) | Value::Text(value) => serde_json::from_str(&value).ok(),
    }
    Uuid, "a UUID", { Value::Uuid(value) | Value::Text(value) => value.parse().ok(), }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a floating-point number was asked for: the nearest one"
)]
fn nearest(value: i64) -> f64 {
    value as f64
}

impl FromValue for Value {
    const EXPECTED: &'static str = "a value";

    fn from_value(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlites_counterparts_are_understood() {
        assert_eq!(bool::from_value(Value::Integer(1)), Some(true));
        assert_eq!(bool::from_value(Value::Integer(2)), None);
        assert_eq!(
            Timestamp::from_value(Value::Integer(1_500_000)),
            Timestamp::from_microsecond(1_500_000).ok()
        );
        assert_eq!(
            serde_json::Value::from_value(Value::Text("[1]".to_owned())),
            Some(serde_json::json!([1]))
        );
        assert_eq!(f64::from_value(Value::Integer(2)), Some(2.0));
        assert_eq!(Option::<String>::from_value(Value::Null), Some(None));
    }

    #[test]
    fn a_number_out_of_range_is_refused() {
        assert_eq!(u32::from_value(Value::Integer(-1)), None);
        assert_eq!(i32::from_value(Value::Integer(1 << 40)), None);
        assert_eq!(u64::MAX.to_value(), Value::Integer(i64::MAX));
    }
}
