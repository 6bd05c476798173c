//! Why a statement did not succeed.

/// Which rule of the schema a statement broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// A primary key or unique index already holds the value.
    Unique,
    /// A referenced row is missing, or a row is still referenced.
    ForeignKey,
    /// A check failed.
    Check,
    /// A required column was null.
    NotNull,
}

/// Why a statement did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached or opened; trying later may help.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The database has no room for what was to be written; nothing was changed.
    #[error("the database has no room: {0}")]
    Full(String),
    /// The configuration names no database that could be used.
    #[error("the database is not configured: {0}")]
    Misconfigured(String),
    /// The statement broke a rule of the schema; nothing was changed by it.
    #[error("a rule of the schema was broken: {detail}")]
    Conflict {
        /// Which kind of rule.
        kind: ConstraintKind,
        /// The database's own words: names the table, column or index.
        detail: String,
    },
    /// The statement itself is wrong: syntax, an unknown name, a parameter of the wrong type.
    #[error("the statement is wrong: {0}")]
    Invalid(String),
    /// The statement or the wait for a lock took longer than allowed.
    #[error("the database took too long")]
    Timeout,
    /// A concurrent transaction interfered; the whole transaction may be tried again.
    #[error("a concurrent transaction interfered")]
    Serialization,
    /// The schema cannot be brought up to date; names the migration and the reason.
    #[error("the schema cannot be brought up to date: {0}")]
    Migration(String),
    /// The records and the data folder are not of one installation; neither is used.
    #[error("not one installation: {0}")]
    WrongInstallation(String),
    /// Anything else, in the database's own words.
    #[error("the database: {0}")]
    Other(String),
    /// A row was asked for and there was none.
    #[error("no row was found")]
    NoRow,
    /// A column did not hold what was asked for.
    #[error("column {column:?} does not hold {expected}")]
    Decode {
        /// The column's name, or its position where the row is too short.
        column: String,
        /// The type asked for.
        expected: &'static str,
    },
}

impl Error {
    /// Whether the statement broke a rule of this kind.
    pub fn is_conflict(&self, wanted: ConstraintKind) -> bool {
        matches!(self, Self::Conflict { kind, .. } if *kind == wanted)
    }
}
