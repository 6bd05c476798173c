//! Provider of `undertone:storage`: records and lake.
//!
//! Records live in SQLite (`spin:sqlite`, database `default`); the variable `database_url` is where another database
//! would be named. Lake files live below `/data/lake`; their catalog is part of the records.
//!
//! Whichever function is called first in an instance brings the schema up to date.

#[cfg(target_family = "wasm")]
mod component;
pub mod settings;
pub mod sqlite;
