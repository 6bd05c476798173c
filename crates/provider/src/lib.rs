//! The records and the lake, on whichever database a [`Driver`] reaches.
//!
//! In a component the driver is the host's `spin:sqlite` or `spin:postgres`; natively, for tests, it is a client of the
//! database itself ([`native`]). What is sent, in which order, what is tried again and how long, what an error means, how
//! the schema is brought up to date and what the lake's catalog says is the same for all of them and written here.

mod backoff;
mod catalog;
mod connections;
mod driver;
mod installation;
mod lake;
mod migrate;
#[cfg(not(target_family = "wasm"))]
pub mod native;
mod patience;
mod records;
#[cfg(test)]
mod tests;
mod transaction;

pub use driver::{Connection, Driver, Either};
pub use lake::Lake;
pub use records::Records;
pub use transaction::Transaction;
