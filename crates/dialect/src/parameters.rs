//! Parameters that carry the type of their value.

use std::borrow::Cow;

/// What a parameter's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SQL NULL: of whatever type the statement makes it.
    Null,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A floating-point number.
    Real,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A moment, sent as date and time in UTC.
    Moment,
    /// A JSON document.
    Json,
    /// A UUID.
    Uuid,
}

impl Kind {
    /// What stands around `$n`.
    const fn cast(self) -> (&'static str, &'static str) {
        match self {
            Self::Null => ("", ""),
            Self::Boolean => ("", "::boolean"),
            Self::Integer => ("", "::bigint"),
            Self::Real => ("", "::double precision"),
            Self::Text => ("", "::text"),
            Self::Bytes => ("", "::bytea"),
            // In UTC: the one form of a moment with microseconds that every host of `spin:postgres` can send and read.
            Self::Moment => ("", "::timestamp"),
            Self::Json => ("", "::jsonb"),
            Self::Uuid => ("", "::uuid"),
        }
    }
}

/// The statement with the type of each value beside its parameter, so that PostgreSQL need not guess: `$1` becomes
/// `$1::bigint`. Parameters inside quotes and comments are none.
pub fn typed<'s>(sql: &'s str, kinds: &[Kind]) -> Cow<'s, str> {
    if kinds.is_empty() {
        return Cow::Borrowed(sql);
    }
    let bytes = sql.as_bytes();
    let mut text = String::with_capacity(sql.len() + 12 * kinds.len());
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
                let kind = sql[at + 1..end]
                    .parse()
                    .ok()
                    .and_then(|number: usize| kinds.get(number.checked_sub(1)?));
                let (before, after) = kind.copied().unwrap_or(Kind::Null).cast();
                text.push_str(&sql[copied..at]);
                text.push_str(before);
                text.push_str(&sql[at..end]);
                text.push_str(after);
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

    #[test]
    fn every_parameter_gets_the_type_of_its_value() {
        let sql = "SELECT $1 FROM a WHERE b = $2 AND c < $3 AND d = $1 OR e = $4";
        let kinds = [Kind::Text, Kind::Integer, Kind::Moment, Kind::Null];
        assert_eq!(
            typed(sql, &kinds),
            "SELECT $1::text FROM a WHERE b = $2::bigint AND c < $3::timestamp AND d = $1::text OR e = $4"
        );
    }

    #[test]
    fn two_digits_are_one_number() {
        let kinds = [Kind::Text; 12];
        assert_eq!(typed("$1 $12", &kinds), "$1::text $12::text");
        assert_eq!(typed("$13 $0", &kinds), "$13 $0");
    }

    #[test]
    fn quotes_and_comments_hold_no_parameters() {
        let kinds = [Kind::Json];
        let sql = "SELECT '$1 it''s $1', \"$1\" -- $1\n, $1";
        assert_eq!(
            typed(sql, &kinds),
            "SELECT '$1 it''s $1', \"$1\" -- $1\n, $1::jsonb"
        );
        assert_eq!(typed("SELECT '$1", &kinds), "SELECT '$1");
    }

    #[test]
    fn a_statement_without_parameters_stays() {
        assert!(matches!(typed("SELECT 1", &[]), Cow::Borrowed(_)));
    }
}
