//! Parameters that carry the type of their value.

use std::borrow::Cow;

use crate::Value;

/// What stands behind `$n`.
const fn cast(value: &Value) -> &'static str {
    match value {
        // Of whatever type the statement makes it.
        Value::Null => "",
        Value::Boolean(_) => "::boolean",
        Value::Integer(_) => "::bigint",
        Value::Real(_) => "::double precision",
        Value::Text(_) => "::text",
        Value::Bytes(_) => "::bytea",
        // In UTC: the one form of a moment with microseconds that every host of `spin:postgres` can send and read.
        Value::Timestamp(_) => "::timestamp",
        Value::Json(_) => "::jsonb",
        Value::Uuid(_) => "::uuid",
    }
}

/// The statement with the type of each value beside its parameter, so that PostgreSQL need not guess: `$1` becomes
/// `$1::bigint`. Parameters inside quotes and comments are none.
pub fn typed<'s>(sql: &'s str, params: &[Value]) -> Cow<'s, str> {
    if params.is_empty() {
        return Cow::Borrowed(sql);
    }
    let bytes = sql.as_bytes();
    let mut text = String::with_capacity(sql.len() + 12 * params.len());
    let (mut at, mut copied) = (0, 0);
    while at < bytes.len() {
        match &bytes[at..] {
            [quote @ (b'\'' | b'"'), ..] => at = past(sql, at + 1, char::from(*quote)),
            [b'-', b'-', ..] => at = past(sql, at + 2, '\n'),
            [b'$', digit, ..] if digit.is_ascii_digit() => {
                let digits = bytes[at + 1..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_digit());
                let end = at + 1 + digits.count();
                let param = sql[at + 1..end]
                    .parse()
                    .ok()
                    .and_then(|number: usize| params.get(number.checked_sub(1)?));
                text.push_str(&sql[copied..end]);
                text.push_str(param.map_or("", cast));
                (at, copied) = (end, end);
            }
            _ => at += 1,
        }
    }
    text.push_str(&sql[copied..]);
    Cow::Owned(text)
}

/// The place behind the next `end`. A doubled quote reads as two quoted texts side by side, which ends at the same place.
fn past(sql: &str, from: usize, end: char) -> usize {
    sql[from..]
        .find(end)
        .map_or(sql.len(), |found| from + found + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: Value = Value::Text(String::new());

    #[test]
    fn every_parameter_gets_the_type_of_its_value() {
        let sql = "SELECT $1 FROM a WHERE b = $2 AND c < $3 AND d = $1 OR e = $4";
        let at = Value::Timestamp(jiff::Timestamp::UNIX_EPOCH);
        let params = [TEXT, Value::Integer(1), at, Value::Null];
        assert_eq!(
            typed(sql, &params),
            "SELECT $1::text FROM a WHERE b = $2::bigint AND c < $3::timestamp AND d = $1::text OR e = $4"
        );
    }

    #[test]
    fn two_digits_are_one_number() {
        let params = [TEXT; 12];
        assert_eq!(typed("$1 $12", &params), "$1::text $12::text");
        assert_eq!(typed("$13 $0", &params), "$13 $0");
    }

    #[test]
    fn quotes_and_comments_hold_no_parameters() {
        let params = [Value::Json("{}".to_owned())];
        let sql = "SELECT '$1 it''s $1', \"$1\" -- $1\n, $1";
        assert_eq!(
            typed(sql, &params),
            "SELECT '$1 it''s $1', \"$1\" -- $1\n, $1::jsonb"
        );
        assert_eq!(typed("SELECT '$1", &params), "SELECT '$1");
    }

    #[test]
    fn a_statement_without_parameters_stays() {
        assert!(matches!(typed("SELECT 1", &[]), Cow::Borrowed(_)));
    }
}
