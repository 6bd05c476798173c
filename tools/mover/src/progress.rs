//! What a move tells while it runs.

/// A step of the move. The listener is called before the step begins; [`Event::Rows`] comes after some rows were
/// committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// Migrations, ledger and dropped indexes: everything before the first row.
    Prepare,
    /// A table is read on the source once more, since it was moved before an interruption.
    Recheck {
        /// The table.
        table: &'a str,
    },
    /// A table's rows are copied.
    Table {
        /// The table.
        table: &'a str,
        /// Rows the source has.
        rows: u64,
        /// Rows the target has already.
        done: u64,
    },
    /// More rows of the table are committed.
    Rows {
        /// How many.
        rows: u64,
    },
    /// An index, constraint or trigger is made again.
    Rebuild {
        /// What it is.
        object: &'a str,
    },
    /// The ids go on where they were.
    Sequences,
    /// A table is read on the target.
    Verify {
        /// The table.
        table: &'a str,
    },
    /// The last step: the ledger goes, the application may use the target.
    Finish,
}

/// Who listens.
pub type Listener<'l> = dyn FnMut(Event<'_>) + 'l;
