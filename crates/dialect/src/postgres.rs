//! What PostgreSQL's error codes mean to a caller.

use crate::{ConstraintKind, Error};

impl Error {
    /// What an `SQLSTATE` means (PostgreSQL documentation, appendix A), with the server's own words.
    pub fn from_postgres(code: &str, detail: String) -> Self {
        let conflict = |kind, detail| Self::Conflict { kind, detail };
        match code {
            "23505" | "23P01" => conflict(ConstraintKind::Unique, detail),
            "23503" | "23001" => conflict(ConstraintKind::ForeignKey, detail),
            "23514" => conflict(ConstraintKind::Check, detail),
            "23502" => conflict(ConstraintKind::NotNull, detail),
            // Serialization failure, deadlock; idle too long in a transaction, which is gone by now.
            "40001" | "40P01" | "25P03" => Self::Serialization,
            // Cancelled by statement_timeout; lock_timeout.
            "57014" | "55P03" => Self::Timeout,
            "53100" => Self::Full(detail),
            // No right to a table or schema; read only, as a standby is.
            "42501" | "0LP01" | "25006" => Self::Unavailable(detail),
            _ => match code.get(..2) {
                // Connection, authentication, no such database, out of memory or connections, shutting down, broken files.
                Some("08" | "28" | "3D" | "53" | "57" | "58" | "F0" | "XX") => {
                    Self::Unavailable(detail)
                }
                // Values, and syntax or names.
                Some("22" | "42" | "26" | "3F") => Self::Invalid(detail),
                _ => Self::Other(detail),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict(kind: ConstraintKind) -> Error {
        let detail = String::new();
        Error::Conflict { kind, detail }
    }

    #[test]
    fn codes_tell_who_can_act() {
        let full = Error::Full(String::new());
        let invalid = || Error::Invalid(String::new());
        let unavailable = || Error::Unavailable(String::new());
        let other = || Error::Other(String::new());
        for (code, expected) in [
            ("23505", conflict(ConstraintKind::Unique)),
            ("23503", conflict(ConstraintKind::ForeignKey)),
            ("23514", conflict(ConstraintKind::Check)),
            ("23502", conflict(ConstraintKind::NotNull)),
            ("40001", Error::Serialization),
            ("40P01", Error::Serialization),
            ("57014", Error::Timeout),
            ("55P03", Error::Timeout),
            ("42601", invalid()),
            ("42P01", invalid()),
            ("22021", invalid()),
            ("22P02", invalid()),
            ("42501", unavailable()),
            ("53100", full),
            ("53300", unavailable()),
            ("57P01", unavailable()),
            ("57P03", unavailable()),
            ("28P01", unavailable()),
            ("3D000", unavailable()),
            ("25P02", other()),
            ("", other()),
            ("ü", other()),
        ] {
            let told = Error::from_postgres(code, String::new());
            assert_eq!(told, expected, "{code}");
        }
    }
}
