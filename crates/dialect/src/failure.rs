//! What PostgreSQL's error codes mean to a caller.

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A unique index or primary key already holds the value.
    Unique,
    /// A referenced row is missing, or a row is still referenced.
    ForeignKey,
    /// A check failed.
    Check,
    /// A required column was null.
    NotNull,
    /// A concurrent transaction interfered: everything of this one was taken back, and it may be tried again.
    Serialization,
    /// The statement, or the wait for a lock, took too long.
    Timeout,
    /// The statement itself, or a value in it, is wrong.
    Invalid,
    /// The server's disk has no room.
    Full,
    /// The server cannot serve now, or not this user.
    Unavailable,
    /// Anything else.
    Other,
}

/// What an `SQLSTATE` means (PostgreSQL documentation, appendix A).
pub fn failure(code: &str) -> Failure {
    match code {
        "23505" | "23P01" => Failure::Unique,
        "23503" | "23001" => Failure::ForeignKey,
        "23514" => Failure::Check,
        "23502" => Failure::NotNull,
        // Serialization failure, deadlock; idle too long in a transaction, which is gone by now.
        "40001" | "40P01" | "25P03" => Failure::Serialization,
        // Cancelled by statement_timeout; lock_timeout.
        "57014" | "55P03" => Failure::Timeout,
        "53100" => Failure::Full,
        // No right to a table or schema; read only, as a standby is.
        "42501" | "0LP01" | "25006" => Failure::Unavailable,
        _ => match code.get(..2) {
            // Connection, authentication, no such database, out of memory or connections, shutting down, broken files.
            Some("08" | "28" | "3D" | "53" | "57" | "58" | "F0" | "XX") => Failure::Unavailable,
            // Values, and syntax or names.
            Some("22" | "42" | "26" | "3F") => Failure::Invalid,
            _ => Failure::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_who_can_act() {
        for (code, expected) in [
            ("23505", Failure::Unique),
            ("23503", Failure::ForeignKey),
            ("23514", Failure::Check),
            ("23502", Failure::NotNull),
            ("40001", Failure::Serialization),
            ("40P01", Failure::Serialization),
            ("57014", Failure::Timeout),
            ("55P03", Failure::Timeout),
            ("42601", Failure::Invalid),
            ("42P01", Failure::Invalid),
            ("22021", Failure::Invalid),
            ("22P02", Failure::Invalid),
            ("42501", Failure::Unavailable),
            ("53100", Failure::Full),
            ("53300", Failure::Unavailable),
            ("57P01", Failure::Unavailable),
            ("57P03", Failure::Unavailable),
            ("28P01", Failure::Unavailable),
            ("3D000", Failure::Unavailable),
            ("25P02", Failure::Other),
            ("", Failure::Other),
            ("ü", Failure::Other),
        ] {
            assert_eq!(failure(code), expected, "{code}");
        }
    }
}
