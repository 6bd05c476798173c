//! One value of a row, read from the binary format.

use super::{
    Boxed,
    moment::{self, DATE, MOMENT},
    numeric::Numeric,
    range,
};
use crate::bindings::spin::postgres::postgres::{DbValue, Interval};
use postgres_protocol::types as raw;
use tokio_postgres::{
    Row,
    types::{FromSql, Type},
};

/// The values of a row, or which column has one that does not fit the interface.
pub(in crate::postgres) fn row(row: &Row) -> Result<Vec<DbValue>, String> {
    let mut values = Vec::with_capacity(row.len());
    for (index, column) in row.columns().iter().enumerate() {
        let Cell(value) = row.try_get(index).map_err(|error| {
            let reason =
                std::error::Error::source(&error).map_or_else(String::new, ToString::to_string);
            format!("column `{}` ({}): {reason}", column.name(), column.type_())
        })?;
        values.push(value);
    }
    Ok(values)
}

/// The memory a value takes, roughly.
pub(in crate::postgres) fn size(value: &DbValue) -> usize {
    const EACH: usize = 24;
    let texts = |texts: &[Option<String>]| -> usize {
        texts
            .iter()
            .map(|text| EACH + text.as_ref().map_or(0, String::len))
            .sum()
    };
    2 * EACH
        + match value {
            DbValue::Str(text) | DbValue::Decimal(text) | DbValue::Uuid(text) => text.len(),
            DbValue::Binary(bytes) | DbValue::Jsonb(bytes) | DbValue::Unsupported(bytes) => {
                bytes.len()
            }
            DbValue::ArrayInt32(items) => items.len() * 8,
            DbValue::ArrayInt64(items) => items.len() * 16,
            DbValue::ArrayDecimal(items) | DbValue::ArrayStr(items) => texts(items),
            _ => 0,
        }
}

struct Cell(DbValue);

impl<'a> FromSql<'a> for Cell {
    fn from_sql(of: &Type, bytes: &'a [u8]) -> Result<Self, Boxed> {
        Ok(Self(match *of {
            Type::BOOL => DbValue::Boolean(raw::bool_from_sql(bytes)?),
            Type::CHAR => DbValue::Int8(raw::char_from_sql(bytes)?),
            Type::INT2 => DbValue::Int16(raw::int2_from_sql(bytes)?),
            Type::INT4 => DbValue::Int32(raw::int4_from_sql(bytes)?),
            Type::INT8 => DbValue::Int64(raw::int8_from_sql(bytes)?),
            Type::FLOAT4 => DbValue::Floating32(raw::float4_from_sql(bytes)?),
            Type::FLOAT8 => DbValue::Floating64(raw::float8_from_sql(bytes)?),
            Type::TEXT | Type::VARCHAR | Type::BPCHAR => {
                DbValue::Str(raw::text_from_sql(bytes)?.to_owned())
            }
            Type::BYTEA => DbValue::Binary(bytes.to_vec()),
            Type::DATE => DbValue::Date(moment::date(raw::date_from_sql(bytes)?).ok_or(DATE)?),
            Type::TIME => {
                DbValue::Time(moment::time(raw::time_from_sql(bytes)?).ok_or("no time of a day")?)
            }
            Type::TIMESTAMP | Type::TIMESTAMPTZ => {
                let micros = raw::timestamp_from_sql(bytes)?;
                DbValue::Datetime(moment::datetime(micros).ok_or(MOMENT)?)
            }
            Type::UUID => {
                DbValue::Uuid(uuid::Uuid::from_bytes(raw::uuid_from_sql(bytes)?).to_string())
            }
            Type::JSONB => match bytes.split_first() {
                Some((1, json)) => DbValue::Jsonb(json.to_vec()),
                _ => return Err("an unknown version of jsonb".into()),
            },
            Type::NUMERIC => DbValue::Decimal(Numeric::from_sql(of, bytes)?.0),
            Type::INT4_RANGE => DbValue::RangeInt32(range::read(bytes, 0, raw::int4_from_sql)?),
            Type::INT8_RANGE => DbValue::RangeInt64(range::read(bytes, 0, raw::int8_from_sql)?),
            Type::NUM_RANGE => {
                DbValue::RangeDecimal(range::read(bytes, "0".to_owned(), |bytes| {
                    Ok(Numeric::from_sql(&Type::NUMERIC, bytes)?.0)
                })?)
            }
            Type::INT4_ARRAY => DbValue::ArrayInt32(Vec::from_sql(of, bytes)?),
            Type::INT8_ARRAY => DbValue::ArrayInt64(Vec::from_sql(of, bytes)?),
            Type::NUMERIC_ARRAY => {
                let items = Vec::<Option<Numeric>>::from_sql(of, bytes)?;
                DbValue::ArrayDecimal(items.into_iter().map(|item| item.map(|n| n.0)).collect())
            }
            Type::TEXT_ARRAY | Type::VARCHAR_ARRAY | Type::BPCHAR_ARRAY => {
                DbValue::ArrayStr(Vec::from_sql(of, bytes)?)
            }
            Type::INTERVAL => DbValue::Interval(interval(bytes)?),
            _ => DbValue::Unsupported(bytes.to_vec()),
        }))
    }

    fn from_sql_null(_of: &Type) -> Result<Self, Boxed> {
        Ok(Self(DbValue::DbNull))
    }

    fn accepts(_of: &Type) -> bool {
        true
    }
}

fn interval(bytes: &[u8]) -> Result<Interval, Boxed> {
    let (Some((micros, rest)), 16) = (bytes.split_first_chunk(), bytes.len()) else {
        return Err("an interval of an unknown form".into());
    };
    let (days, months) = rest.split_at(4);
    Ok(Interval {
        micros: i64::from_be_bytes(*micros),
        days: raw::int4_from_sql(days)?,
        months: raw::int4_from_sql(months)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_without_a_name_keep_their_bytes() {
        let Cell(value) = Cell::from_sql(&Type::INET, &[1, 2]).unwrap();
        assert!(matches!(value, DbValue::Unsupported(bytes) if bytes == [1, 2]));
    }

    #[test]
    fn broken_bytes_are_errors() {
        for of in [
            Type::JSONB,
            Type::INTERVAL,
            Type::NUMERIC,
            Type::UUID,
            Type::DATE,
        ] {
            assert!(Cell::from_sql(&of, &[9, 9, 9]).is_err(), "{of}");
        }
        // `infinity` is no date that has a year.
        assert!(Cell::from_sql(&Type::DATE, &i32::MAX.to_be_bytes()).is_err());
    }
}
