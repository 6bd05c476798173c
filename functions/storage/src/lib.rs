//! Provider of `undertone:storage`: records and lake.
//!
//! Records live in SQLite (`spin:sqlite`, database `default`), or in the PostgreSQL that the variable `database_url` names.
//! Lake files live below `/data/lake`; their catalog is part of the records. What is done with them is `crates/provider`;
//! here are the host's databases as its drivers, and the interface as its callers speak it.

#[cfg(target_family = "wasm")]
mod component;
#[cfg(target_family = "wasm")]
mod spin;
