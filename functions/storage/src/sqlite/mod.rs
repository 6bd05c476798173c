//! Records in SQLite, over `spin:sqlite`.

pub mod errors;

#[cfg(target_family = "wasm")]
mod connection;
#[cfg(target_family = "wasm")]
mod migrate;
#[cfg(target_family = "wasm")]
mod statement;
#[cfg(target_family = "wasm")]
mod transaction;

#[cfg(target_family = "wasm")]
pub(crate) use statement::{execute, query};
#[cfg(target_family = "wasm")]
pub(crate) use transaction::Transaction;
