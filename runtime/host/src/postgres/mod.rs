//! PostgreSQL: pools of connections by address, each connection with one owner at a time.

mod error;
mod lease;
pub(crate) mod metrics;
mod pool;
mod rows;
mod session;
mod settings;
mod statement;
mod value;

pub(crate) use error::PostgresError;
pub(crate) use lease::Lease;
pub use pool::Pools as Postgres;
pub(crate) use pool::host;
pub(crate) use rows::Row;
pub use settings::PostgresSettings;
