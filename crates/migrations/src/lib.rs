//! Migrations of the schema: which there are, which are pending, and where one statement ends.
//!
//! Pure: whoever holds a database reads the table of [`BOOKKEEPING`] or [`POSTGRES_BOOKKEEPING`], asks [`plan`], and runs the answer.

mod embedded;
mod plan;
mod statements;

pub use embedded::{features, postgres, sqlite};
pub use plan::{Applied, Error, Migration, UNFINISHED_MOVE, parse, plan};
pub use statements::statements;

/// Creates the table that remembers which migrations were applied, on SQLite (`applied_at` in µs since the epoch).
pub const BOOKKEEPING: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (\
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)";

/// As [`BOOKKEEPING`], on PostgreSQL.
pub const POSTGRES_BOOKKEEPING: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (\
    version bigint PRIMARY KEY, name text COLLATE \"C\" NOT NULL, checksum text COLLATE \"C\" NOT NULL, applied_at timestamp NOT NULL)";

/// Remembers a migration (version, name, checksum) on SQLite, by the database's own clock.
pub const RECORD: &str = "INSERT INTO schema_migrations (version, name, checksum, applied_at) \
    VALUES ($1, $2, $3, CAST(unixepoch('subsec') * 1000 AS INTEGER) * 1000)";

/// As [`RECORD`], on PostgreSQL.
pub const POSTGRES_RECORD: &str = "INSERT INTO schema_migrations (version, name, checksum, applied_at) \
    VALUES ($1, $2, $3, clock_timestamp() AT TIME ZONE 'UTC')";

/// The key of the advisory lock (`pg_advisory_xact_lock`) that whoever migrates a PostgreSQL database holds, from before it
/// reads the bookkeeping table until it commits.
pub const POSTGRES_LOCK: i64 = 7_310_299_874_021;
