//! Moves the records from SQLite to PostgreSQL and back, and proves that both sides hold the same.
//!
//! One snapshot of the source is read table by table, in the order of their references, into transactions of some tens
//! of thousands of rows; each notes in the target how far it is, so that a move that was killed goes on. Rows travel as
//! tuples of PostgreSQL's binary COPY in both directions. In the end the target is read once more: rows and checksum of
//! every table must be the source's. Until then the application refuses to run on the target.

mod error;
mod ledger;
mod options;
mod plan;
mod postgres;
mod progress;
mod prospect;
mod run;
mod source;
mod sqlite;
mod table;
mod target;
mod value;

pub use error::Error;
pub use options::{Options, ROWS_AT_ONCE};
pub use progress::{Event, Listener};
pub use run::{Proof, run};
pub use value::Sum;
