//! Stores for native builds: a temporary database, and the lake's engine on a folder.
//!
//! The database is SQLite, or PostgreSQL where `UNDERTONE_TEST_POSTGRES` names a server to make databases on: so every
//! function's tests run on both.

mod lake;
mod postgres;
mod records;
mod sqlite;
mod sqlite_errors;
mod variables;

pub(crate) use lake::Lake;
pub(crate) use records::{Records, Transaction};
pub(crate) use variables::{set_variable, variable};

/// Answers are cut short by an error beyond this, as the interface says.
const MOST_ROWS: usize = 100_000;
