//! The schema of a PostgreSQL database.

mod connect;
mod read;

pub use connect::connect;
pub use read::read;
