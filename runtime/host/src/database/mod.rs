//! SQLite files: a pool of connections, each on a thread of its own, each with one owner at a time.

mod connection;
mod guard;
mod lease;
mod log;
mod patience;
mod query;
mod room;

pub(crate) use lease::Lease;
pub use lease::{Database, DatabaseSettings, Durability};
pub use query::{DatabaseError, Row, Value};
