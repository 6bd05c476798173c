//! Every kind of value, to the database and back, compared with what the database prints.

use crate::postgres::open;
use spin_sdk::pg::{DbValue, Error, Interval, ParameterValue as Given, RangeBoundKind};

/// A type, a value for it, how the database prints it, and the value that must come back.
type Case = (&'static str, Given, &'static str, DbValue);

/// Sends each value; what differs, or how many there were.
pub async fn there_and_back() -> Result<String, Error> {
    let connection = open().await?;
    connection
        .execute("SET timezone = 'America/New_York'", [])
        .await?;
    let cases = cases();
    let mut wrong = Vec::new();
    for (of, given, printed, expected) in &cases {
        let statement = format!("SELECT $1::{of} AS value, ($1::{of})::text AS printed");
        let rows = connection
            .query(statement, [given.clone()])
            .await?
            .collect()
            .await?;
        let value = format!("{:?}", rows[0][0]);
        if value != format!("{expected:?}") {
            wrong.push(format!("{of}: {value} instead of {expected:?}"));
        }
        let text = rows[0]
            .get::<String>("printed")
            .unwrap_or("NULL".to_owned());
        if text != *printed {
            wrong.push(format!("{of}: printed {text} instead of {printed}"));
        }
    }
    Ok(if wrong.is_empty() {
        format!("{} kinds", cases.len())
    } else {
        wrong.join("\n")
    })
}

fn cases() -> Vec<Case> {
    let mut cases = plain();
    cases.extend(moments());
    cases.extend(ranges());
    cases.extend(arrays());
    cases
}

fn plain() -> Vec<Case> {
    let text = |text: &str| text.to_owned();
    vec![
        (
            "boolean",
            Given::Boolean(true),
            "true",
            DbValue::Boolean(true),
        ),
        ("\"char\"", Given::Int8(65), "A", DbValue::Int8(65)),
        (
            "smallint",
            Given::Int16(i16::MIN),
            "-32768",
            DbValue::Int16(i16::MIN),
        ),
        (
            "integer",
            Given::Int32(i32::MIN),
            "-2147483648",
            DbValue::Int32(i32::MIN),
        ),
        (
            "bigint",
            Given::Int64(i64::MAX),
            "9223372036854775807",
            DbValue::Int64(i64::MAX),
        ),
        (
            "real",
            Given::Floating32(1.5),
            "1.5",
            DbValue::Floating32(1.5),
        ),
        (
            "double precision",
            Given::Floating64(0.1),
            "0.1",
            DbValue::Floating64(0.1),
        ),
        (
            "text",
            Given::Str(text("a ä 😀 ' \\")),
            "a ä 😀 ' \\",
            DbValue::Str(text("a ä 😀 ' \\")),
        ),
        (
            "varchar",
            Given::Str(text("v")),
            "v",
            DbValue::Str(text("v")),
        ),
        (
            "char(3)",
            Given::Str(text("c")),
            "c",
            DbValue::Str(text("c  ")),
        ),
        (
            "bytea",
            Given::Binary(vec![0, 255]),
            "\\x00ff",
            DbValue::Binary(vec![0, 255]),
        ),
        (
            "uuid",
            Given::Uuid(text("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11")),
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            DbValue::Uuid(text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
        ),
        (
            "jsonb",
            Given::Jsonb(br#"{"b": [1, null], "a": "x"}"#.to_vec()),
            r#"{"a": "x", "b": [1, null]}"#,
            DbValue::Jsonb(br#"{"a": "x", "b": [1, null]}"#.to_vec()),
        ),
        (
            "numeric",
            Given::Decimal(text("-12345678901234567890123456789012345.000100")),
            "-12345678901234567890123456789012345.000100",
            DbValue::Decimal(text("-12345678901234567890123456789012345.000100")),
        ),
        (
            "numeric",
            Given::Decimal(text("NaN")),
            "NaN",
            DbValue::Decimal(text("NaN")),
        ),
        (
            "numeric(8,2)",
            Given::Decimal(text("0.005")),
            "0.01",
            DbValue::Decimal(text("0.01")),
        ),
        ("text", Given::DbNull, "NULL", DbValue::DbNull),
        ("timestamptz", Given::DbNull, "NULL", DbValue::DbNull),
    ]
}

fn moments() -> Vec<Case> {
    let interval = |micros, days, months| Interval {
        micros,
        days,
        months,
    };
    let at = (2024, 2, 29, 23, 59, 59, 123_456_000);
    vec![
        (
            "date",
            Given::Date((2024, 2, 29)),
            "2024-02-29",
            DbValue::Date((2024, 2, 29)),
        ),
        (
            "date",
            Given::Date((-43, 3, 15)),
            "0044-03-15 BC",
            DbValue::Date((-43, 3, 15)),
        ),
        (
            "time",
            Given::Time((23, 59, 59, 123_456_789)),
            "23:59:59.123456",
            DbValue::Time((23, 59, 59, 123_456_000)),
        ),
        (
            "timestamp",
            Given::Datetime(at),
            "2024-02-29 23:59:59.123456",
            DbValue::Datetime(at),
        ),
        (
            "timestamptz",
            Given::Datetime(at),
            "2024-02-29 18:59:59.123456-05",
            DbValue::Datetime(at),
        ),
        (
            "timestamptz",
            Given::Timestamp(-1),
            "1969-12-31 18:59:59-05",
            DbValue::Datetime((1969, 12, 31, 23, 59, 59, 0)),
        ),
        (
            "interval",
            Given::Interval(interval(3_600_000_001, -2, 14)),
            "1 year 2 mons -2 days +01:00:00.000001",
            DbValue::Interval(interval(3_600_000_001, -2, 14)),
        ),
    ]
}

fn ranges() -> Vec<Case> {
    use RangeBoundKind::{Exclusive, Inclusive};
    let text = |text: &str| text.to_owned();
    vec![
        (
            "int4range",
            Given::RangeInt32((Some((1, Exclusive)), Some((5, Inclusive)))),
            "[2,6)",
            DbValue::RangeInt32((Some((2, Inclusive)), Some((6, Exclusive)))),
        ),
        (
            "int4range",
            Given::RangeInt32((Some((3, Exclusive)), Some((3, Exclusive)))),
            "empty",
            DbValue::RangeInt32((Some((0, Exclusive)), Some((0, Exclusive)))),
        ),
        (
            "int8range",
            Given::RangeInt64((None, Some((i64::MAX, Exclusive)))),
            "(,9223372036854775807)",
            DbValue::RangeInt64((None, Some((i64::MAX, Exclusive)))),
        ),
        (
            "numrange",
            Given::RangeDecimal((Some((text("-0.5"), Exclusive)), None)),
            "(-0.5,)",
            DbValue::RangeDecimal((Some((text("-0.5"), Exclusive)), None)),
        ),
    ]
}

fn arrays() -> Vec<Case> {
    let text = |text: &str| Some(text.to_owned());
    vec![
        (
            "int4[]",
            Given::ArrayInt32(vec![Some(1), None, Some(-1)]),
            "{1,NULL,-1}",
            DbValue::ArrayInt32(vec![Some(1), None, Some(-1)]),
        ),
        (
            "int4[]",
            Given::ArrayInt32(vec![]),
            "{}",
            DbValue::ArrayInt32(vec![]),
        ),
        (
            "int8[]",
            Given::ArrayInt64(vec![Some(i64::MIN)]),
            "{-9223372036854775808}",
            DbValue::ArrayInt64(vec![Some(i64::MIN)]),
        ),
        (
            "numeric[]",
            Given::ArrayDecimal(vec![text("1.10"), None]),
            "{1.10,NULL}",
            DbValue::ArrayDecimal(vec![text("1.10"), None]),
        ),
        (
            "text[]",
            Given::ArrayStr(vec![text("a,b"), None, text("")]),
            "{\"a,b\",NULL,\"\"}",
            DbValue::ArrayStr(vec![text("a,b"), None, text("")]),
        ),
    ]
}
