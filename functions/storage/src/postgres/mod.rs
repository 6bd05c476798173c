//! Records in PostgreSQL, over `spin:postgres`.

#[cfg(target_family = "wasm")]
mod connection;
#[cfg(target_family = "wasm")]
mod errors;
#[cfg(target_family = "wasm")]
mod migrate;
#[cfg(target_family = "wasm")]
mod statement;
#[cfg(target_family = "wasm")]
mod transaction;
#[cfg(target_family = "wasm")]
mod value;

#[cfg(target_family = "wasm")]
pub(crate) use statement::{execute, query};
#[cfg(target_family = "wasm")]
pub(crate) use transaction::Transaction;
