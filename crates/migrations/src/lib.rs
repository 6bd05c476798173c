//! Migrations of the schema: which there are, which are pending, and where one statement ends.
//!
//! Pure: whoever holds a database reads [`BOOKKEEPING`]'s table, asks [`plan`], and runs the answer.

mod embedded;
mod plan;
mod statements;

pub use embedded::sqlite;
pub use plan::{Applied, Error, Migration, parse, plan};
pub use statements::statements;

/// Creates the table that remembers which migrations were applied (`applied_at` in µs since the epoch).
pub const BOOKKEEPING: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (\
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)";
