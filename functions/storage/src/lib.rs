//! Provider of `undertone:storage`: records and lake.
//!
//! Records live in SQLite (`spin:sqlite`, database `default`), or in the PostgreSQL that the variable `database_url` names.
//! Lake files live below `/data/lake`; their catalog is part of the records.
//!
//! Whichever function is called first in an instance brings the schema up to date.

pub mod backoff;
#[cfg(target_family = "wasm")]
mod bookkeeping;
#[cfg(target_family = "wasm")]
mod component;
#[cfg(target_family = "wasm")]
mod patience;
#[cfg(target_family = "wasm")]
mod postgres;
pub mod sqlite;
