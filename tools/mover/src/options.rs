//! What a move is told.

use schema::Database;

/// Rows in one transaction, unless told otherwise.
pub const ROWS_AT_ONCE: u64 = 50_000;

/// A move.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the rows are.
    pub from: Database,
    /// Where they go.
    pub to: Database,
    /// Only say what would be done, after reading every value of the source.
    pub dry_run: bool,
    /// Go on with a move that was interrupted.
    pub resume: bool,
    /// Delete the target's rows first.
    pub overwrite: bool,
    /// About how many rows go into one transaction.
    pub rows_at_once: u64,
}

impl Options {
    /// A move as it usually is.
    pub fn new(from: Database, to: Database) -> Self {
        Self {
            from,
            to,
            dry_run: false,
            resume: false,
            overwrite: false,
            rows_at_once: ROWS_AT_ONCE,
        }
    }
}
