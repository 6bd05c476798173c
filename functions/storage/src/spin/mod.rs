//! The host's databases as drivers of the provider.

mod postgres;
mod postgres_errors;
mod postgres_value;
mod sqlite;

use provider::Either;

pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;

/// The configured database.
pub(crate) type Database = Either<Sqlite, Postgres>;

/// How many rows are taken over from the host at once.
const ROWS_AT_ONCE: usize = 512;
