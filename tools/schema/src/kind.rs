//! The one table of types: what a column means, and how each database holds it.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number of 64 bits.
    Integer,
    /// A moment in UTC, to the microsecond; on SQLite µs since the epoch, UTC.
    Moment,
    /// Yes or no; on SQLite 1 or 0.
    Boolean,
    /// A number of double precision.
    Real,
    /// Text.
    Text,
    /// A JSON document; on SQLite its text.
    Json,
    /// A UUID; on SQLite its text.
    Uuid,
    /// Bytes.
    Bytes,
}

impl Kind {
    /// The kind of a PostgreSQL type as `format_type` writes it; none for a type the records do not use.
    pub fn of_postgres(declared: &str) -> Option<Self> {
        Some(match declared {
            "bigint" => Self::Integer,
            "timestamp without time zone" => Self::Moment,
            "boolean" => Self::Boolean,
            "double precision" => Self::Real,
            "text" => Self::Text,
            "jsonb" => Self::Json,
            "uuid" => Self::Uuid,
            "bytea" => Self::Bytes,
            _ => return None,
        })
    }

    /// The type on PostgreSQL.
    pub fn postgres(self) -> &'static str {
        match self {
            Self::Integer => "bigint",
            Self::Moment => "timestamp",
            Self::Boolean => "boolean",
            Self::Real => "double precision",
            Self::Text => "text",
            Self::Json => "jsonb",
            Self::Uuid => "uuid",
            Self::Bytes => "bytea",
        }
    }

    /// The type on SQLite.
    pub fn sqlite(self) -> &'static str {
        match self {
            Self::Integer | Self::Moment | Self::Boolean => "INTEGER",
            Self::Real => "REAL",
            Self::Text | Self::Json | Self::Uuid => "TEXT",
            Self::Bytes => "BLOB",
        }
    }

    /// What a SQLite column means by its type, its name and its check: moments are known by their names, yes-or-no by
    /// the check that allows 0 and 1 alone. JSON and UUIDs cannot be told from text.
    pub fn of_sqlite(declared: &str, name: &str, checks: &[String]) -> Option<Self> {
        let yes_or_no = |check: &String| {
            let plain: String = check.chars().filter(|c| !c.is_whitespace()).collect();
            plain.eq_ignore_ascii_case(&format!("{name}IN(0,1)"))
        };
        Some(match declared.to_ascii_uppercase().as_str() {
            "INTEGER" if is_moment(name) => Self::Moment,
            "INTEGER" if checks.iter().any(yes_or_no) => Self::Boolean,
            "INTEGER" => Self::Integer,
            "REAL" => Self::Real,
            "TEXT" => Self::Text,
            "BLOB" => Self::Bytes,
            _ => return None,
        })
    }
}

/// Whether a column of that name holds a moment.
pub(crate) fn is_moment(name: &str) -> bool {
    const ENDINGS: [&str; 6] = ["_at", "_until", "_start", "_time", "_timestamp", "_of"];
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_type_name_and_check() {
        let kind = |declared, name, checks: &[&str]| {
            let checks: Vec<_> = checks.iter().map(|&check| check.to_owned()).collect();
            Kind::of_sqlite(declared, name, &checks)
        };
        assert_eq!(kind("INTEGER", "created_at", &[]), Some(Kind::Moment));
        assert_eq!(
            kind("INTEGER", "is_active", &["is_active IN (0, 1)"]),
            Some(Kind::Boolean)
        );
        assert_eq!(
            kind("INTEGER", "chunk", &["chunk IN (0, 2)"]),
            Some(Kind::Integer)
        );
        assert_eq!(kind("VARCHAR(20)", "x", &[]), None);
    }

    #[test]
    fn every_kind_is_read_back_from_its_postgres_name() {
        use Kind::{Boolean, Bytes, Integer, Json, Moment, Real, Text, Uuid};
        for kind in [Integer, Boolean, Real, Text, Json, Uuid, Bytes] {
            assert_eq!(Kind::of_postgres(kind.postgres()), Some(kind));
        }
        assert_eq!(
            Kind::of_postgres("timestamp without time zone"),
            Some(Moment)
        );
        assert_eq!(Kind::of_postgres("timestamp with time zone"), None);
    }
}
