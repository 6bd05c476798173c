//! Typed access to the records and the lake.
//!
//! In a component it calls the imports of `undertone:storage`. Natively the same types run on a temporary SQLite
//! database with every migration applied, so that functions are tested without a WebAssembly toolchain.
//!
//! Parameters of a statement are `$1, $2, …`, numbered by first appearance.

mod error;
pub mod lake;
pub mod named;
mod params;
mod records;
mod row;
mod value;
pub mod variables;

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(target_family = "wasm")]
mod wasm;

#[cfg(not(target_family = "wasm"))]
use native as backend;
#[cfg(target_family = "wasm")]
use wasm as backend;

pub use error::{ConstraintKind, Error};
pub use params::IntoParams;
pub use records::{Dialect, Records, Transaction};
pub use row::{FromRow, Row};
pub use value::{FromValue, ToValue, Value};

/// What a web framework asks of handlers: every future can be sent, in a component as natively.
const _: fn(&Records, &Transaction, &lake::Lake) = |records, transaction, lake| {
    fn sendable<T: Send>(_: T) {}
    sendable(records.query::<(i64,)>("", (1,)));
    sendable(records.begin());
    sendable(transaction.execute("", (1,)));
    sendable(lake.append(0, lake::Dataset::Ticket, "", 0, "", Vec::new()));
    sendable(lake.current(0));
};
