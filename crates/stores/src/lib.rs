//! Typed access to the records and the lake.
//!
//! In a component it calls the imports of `undertone:storage`. Natively it is the provider itself on a temporary database,
//! so that functions are tested without a WebAssembly toolchain.
//!
//! Parameters of a statement are `$1, $2, …`, numbered by first appearance.

pub mod lake;
pub mod named;
mod records;
mod statement;
pub mod variables;

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(target_family = "wasm")]
mod wasm;

#[cfg(not(target_family = "wasm"))]
use native as backend;
#[cfg(target_family = "wasm")]
use wasm as backend;

pub use dialect::{
    ConstraintKind, Dialect, Error, FromRow, FromValue, IntoParams, Row, ToValue, Value,
};
pub use records::{Records, Transaction};
pub use statement::Statement;

/// What a web framework asks of handlers: every future can be sent, in a component as natively.
const _: fn(&Records, &Transaction, &lake::Lake) = |records, transaction, lake| {
    fn sendable<T: Send>(_: T) {}
    sendable(records.query::<(i64,)>("", (1,)));
    sendable(records.begin());
    sendable(transaction.execute("", (1,)));
    sendable(lake.append(0, lake::Dataset::Ticket, "", 0, "", Vec::new()));
    sendable(lake.current(0));
};
