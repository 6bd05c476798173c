//! Why a move does not begin, or stops.

use crate::value::Fault;

/// Why a move does not begin, or stops. Until it is finished, the application refuses to run on the target.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A database cannot be reached, read or migrated.
    #[error(transparent)]
    Schema(#[from] schema::Error),
    /// Both are of the same kind.
    #[error(
        "a move goes from SQLite to PostgreSQL or back; to copy a database use `undertone backup` and `undertone restore`"
    )]
    SameKind,
    /// Migrations are pending at the source.
    #[error("{database} lacks migrations ({}): run `undertone migrate up` on it first, so that both sides have the same tables", pending.join(", "))]
    SourceBehind {
        /// The source.
        database: String,
        /// What it lacks.
        pending: Vec<String>,
    },
    /// The application has the database.
    #[error("{0}")]
    InUse(String),
    /// The target has rows.
    #[error("{database} is not empty ({}): name an empty database, or add --overwrite to delete its rows", rows.join(", "))]
    NotEmpty {
        /// The target.
        database: String,
        /// Tables with their rows.
        rows: Vec<String>,
    },
    /// An earlier move was interrupted.
    #[error(
        "an unfinished move fills {0}: add --resume to finish it, or --overwrite to begin anew"
    )]
    Unfinished(String),
    /// There is nothing to resume.
    #[error("no unfinished move fills {0}: leave --resume out")]
    NothingToResume(String),
    /// Rows that were moved already are no longer what they were.
    #[error(
        "the source changed since the move was interrupted (table {table}): begin anew with --overwrite"
    )]
    SourceChanged {
        /// The table.
        table: String,
    },
    /// Both sides' tables do not fit together.
    #[error("the tables of both sides differ: {}", .0.join("; "))]
    Tables(Vec<String>),
    /// A value that the target cannot hold.
    #[error(
        "table {table}, row with {key}, column {column}: {fault}; correct it in the source and go on with --resume"
    )]
    Value {
        /// The table.
        table: String,
        /// The row's primary key.
        key: String,
        /// The column.
        column: String,
        /// What is wrong.
        fault: Fault,
    },
    /// Values that the target cannot hold, or rows that it would refuse.
    #[error("{}; correct them in the source and begin again", .0.join(";\n"))]
    Misfits(Vec<String>),
    /// Both sides have been read once more, and are not the same.
    #[error("the copy differs from the source: {}; nothing was lost, the source is as it was: begin anew with --overwrite", .0.join("; "))]
    Differs(Vec<String>),
    /// Rows refer to rows that are not there.
    #[error("the target's foreign keys do not hold: {}", .0.join("; "))]
    ForeignKeys(Vec<String>),
    /// The move's own table in the target holds something else.
    #[error("the table undertone_move in {0} cannot be read: begin anew with --overwrite")]
    Ledger(String),
    /// The system refused.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A part of the mover ended without an answer.
    #[error("the reader of table {0} ended before its time")]
    Reader(String),
}

impl Error {
    /// Which value cannot be moved, and why.
    pub(crate) fn place(&self) -> Option<String> {
        let Self::Value {
            table,
            key,
            column,
            fault,
        } = self
        else {
            return None;
        };
        Some(format!(
            "table {table}, row with {key}, column {column}: {fault}"
        ))
    }
}
