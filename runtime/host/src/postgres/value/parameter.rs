//! One parameter of a statement, written in the binary format.

use super::{
    Boxed, moment,
    numeric::{self, Numeric},
    range,
};
use crate::bindings::spin::postgres::postgres::ParameterValue;
use bytes::{BufMut, BytesMut};
use std::error::Error;
use tokio_postgres::types::{IsNull, ToSql, Type};

/// A value for a parameter.
#[derive(Debug)]
pub(in crate::postgres) struct Parameter(pub(in crate::postgres) ParameterValue);

/// Why a value cannot be sent.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unfit(&'static str);

/// Whether the parameter of this type takes this value. Nothing is converted between kinds: who wants that casts
/// in the statement, and the statement means the same on every host.
pub(in crate::postgres) fn accepts(value: &ParameterValue, of: &Type) -> bool {
    match value {
        ParameterValue::Boolean(_) => *of == Type::BOOL,
        ParameterValue::Int8(_) => *of == Type::CHAR,
        ParameterValue::Int16(_) => *of == Type::INT2,
        ParameterValue::Int32(_) => *of == Type::INT4,
        ParameterValue::Int64(_) => *of == Type::INT8,
        ParameterValue::Floating32(_) => *of == Type::FLOAT4,
        ParameterValue::Floating64(_) => *of == Type::FLOAT8,
        ParameterValue::Str(_) => <&str as ToSql>::accepts(of),
        ParameterValue::Binary(_) => *of == Type::BYTEA,
        ParameterValue::Date(_) => *of == Type::DATE,
        ParameterValue::Time(_) => *of == Type::TIME,
        ParameterValue::Datetime(_) => matches!(*of, Type::TIMESTAMP | Type::TIMESTAMPTZ),
        ParameterValue::Timestamp(_) => *of == Type::TIMESTAMPTZ,
        ParameterValue::Uuid(_) => *of == Type::UUID,
        ParameterValue::Jsonb(_) => matches!(*of, Type::JSONB | Type::JSON),
        ParameterValue::Decimal(_) => *of == Type::NUMERIC,
        ParameterValue::RangeInt32(_) => *of == Type::INT4_RANGE,
        ParameterValue::RangeInt64(_) => *of == Type::INT8_RANGE,
        ParameterValue::RangeDecimal(_) => *of == Type::NUM_RANGE,
        ParameterValue::ArrayInt32(_) => *of == Type::INT4_ARRAY,
        ParameterValue::ArrayInt64(_) => *of == Type::INT8_ARRAY,
        ParameterValue::ArrayDecimal(_) => *of == Type::NUMERIC_ARRAY,
        ParameterValue::ArrayStr(_) => matches!(
            *of,
            Type::TEXT_ARRAY | Type::VARCHAR_ARRAY | Type::BPCHAR_ARRAY | Type::NAME_ARRAY
        ),
        ParameterValue::Interval(_) => *of == Type::INTERVAL,
        ParameterValue::DbNull => true,
    }
}

/// The interface's name for the kind of a value.
pub(in crate::postgres) fn given(value: &ParameterValue) -> &'static str {
    match value {
        ParameterValue::Boolean(_) => "boolean",
        ParameterValue::Int8(_) => "int8",
        ParameterValue::Int16(_) => "int16",
        ParameterValue::Int32(_) => "int32",
        ParameterValue::Int64(_) => "int64",
        ParameterValue::Floating32(_) => "floating32",
        ParameterValue::Floating64(_) => "floating64",
        ParameterValue::Str(_) => "str",
        ParameterValue::Binary(_) => "binary",
        ParameterValue::Date(_) => "date",
        ParameterValue::Time(_) => "time",
        ParameterValue::Datetime(_) => "datetime",
        ParameterValue::Timestamp(_) => "timestamp",
        ParameterValue::Uuid(_) => "uuid",
        ParameterValue::Jsonb(_) => "jsonb",
        ParameterValue::Decimal(_) => "decimal",
        ParameterValue::RangeInt32(_) => "range-int32",
        ParameterValue::RangeInt64(_) => "range-int64",
        ParameterValue::RangeDecimal(_) => "range-decimal",
        ParameterValue::ArrayInt32(_) => "array-int32",
        ParameterValue::ArrayInt64(_) => "array-int64",
        ParameterValue::ArrayDecimal(_) => "array-decimal",
        ParameterValue::ArrayStr(_) => "array-str",
        ParameterValue::Interval(_) => "interval",
        ParameterValue::DbNull => "db-null",
    }
}

impl ToSql for Parameter {
    fn to_sql(&self, of: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match &self.0 {
            ParameterValue::Boolean(value) => value.to_sql(of, out),
            ParameterValue::Int8(value) => value.to_sql(of, out),
            ParameterValue::Int16(value) => value.to_sql(of, out),
            ParameterValue::Int32(value) => value.to_sql(of, out),
            ParameterValue::Int64(value) => value.to_sql(of, out),
            ParameterValue::Floating32(value) => value.to_sql(of, out),
            ParameterValue::Floating64(value) => value.to_sql(of, out),
            ParameterValue::Str(value) => value.to_sql(of, out),
            ParameterValue::Binary(value) => value.to_sql(of, out),
            ParameterValue::Date(date) => {
                out.put_i32(moment::days(*date).ok_or(Unfit("there is no such date"))?);
                Ok(IsNull::No)
            }
            ParameterValue::Time(time) => {
                out.put_i64(moment::micros(*time).ok_or(Unfit("there is no such time of a day"))?);
                Ok(IsNull::No)
            }
            ParameterValue::Datetime(at) => {
                out.put_i64(moment::moment(*at).ok_or(Unfit("there is no such date and time"))?);
                Ok(IsNull::No)
            }
            ParameterValue::Timestamp(seconds) => {
                let at = moment::moment_of_seconds(*seconds);
                out.put_i64(at.ok_or(Unfit("the moment is out of range"))?);
                Ok(IsNull::No)
            }
            ParameterValue::Uuid(text) => {
                let uuid = uuid::Uuid::parse_str(text).map_err(|_| Unfit("it is no UUID"))?;
                out.put_slice(uuid.as_bytes());
                Ok(IsNull::No)
            }
            ParameterValue::Jsonb(json) => {
                // The server checks the text itself.
                if *of == Type::JSONB {
                    out.put_u8(1);
                }
                out.put_slice(json);
                Ok(IsNull::No)
            }
            ParameterValue::Decimal(text) => {
                numeric::write(text, out)?;
                Ok(IsNull::No)
            }
            ParameterValue::RangeInt32(value) => {
                range::write(value, out, |bound, out| {
                    out.put_i32(*bound);
                    Ok(())
                })?;
                Ok(IsNull::No)
            }
            ParameterValue::RangeInt64(value) => {
                range::write(value, out, |bound, out| {
                    out.put_i64(*bound);
                    Ok(())
                })?;
                Ok(IsNull::No)
            }
            ParameterValue::RangeDecimal(value) => {
                range::write(value, out, |text, out| numeric::write(text, out))?;
                Ok(IsNull::No)
            }
            ParameterValue::ArrayInt32(items) => items.to_sql(of, out),
            ParameterValue::ArrayInt64(items) => items.to_sql(of, out),
            ParameterValue::ArrayDecimal(items) => {
                let items: Vec<Option<Numeric>> =
                    items.iter().map(|item| item.clone().map(Numeric)).collect();
                items.to_sql(of, out)
            }
            ParameterValue::ArrayStr(items) => items.to_sql(of, out),
            ParameterValue::Interval(interval) => {
                out.put_i64(interval.micros);
                out.put_i32(interval.days);
                out.put_i32(interval.months);
                Ok(IsNull::No)
            }
            ParameterValue::DbNull => Ok(IsNull::Yes),
        }
    }

    fn accepts(_of: &Type) -> bool {
        true
    }

    fn to_sql_checked(
        &self,
        of: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        if accepts(&self.0, of) {
            self.to_sql(of, out)
        } else {
            Err(Unfit("the value is of another type").into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_not_mixed() {
        let int64 = ParameterValue::Int64(1);
        assert!(accepts(&int64, &Type::INT8) && !accepts(&int64, &Type::INT4));
        let text = ParameterValue::Str("x".to_owned());
        assert!(accepts(&text, &Type::VARCHAR) && !accepts(&text, &Type::TIMESTAMPTZ));
        assert!(accepts(&ParameterValue::DbNull, &Type::INET));
        let mut out = BytesMut::new();
        assert!(
            Parameter(int64)
                .to_sql_checked(&Type::TEXT, &mut out)
                .is_err()
        );
    }

    #[test]
    fn impossible_values_are_refused() {
        for (value, of) in [
            (ParameterValue::Date((2001, 2, 29)), Type::DATE),
            (ParameterValue::Time((25, 0, 0, 0)), Type::TIME),
            (ParameterValue::Uuid("x".to_owned()), Type::UUID),
            (ParameterValue::Decimal("1e5".to_owned()), Type::NUMERIC),
            (ParameterValue::Timestamp(i64::MAX), Type::TIMESTAMPTZ),
        ] {
            let mut out = BytesMut::new();
            assert!(Parameter(value).to_sql_checked(&of, &mut out).is_err());
        }
    }
}
