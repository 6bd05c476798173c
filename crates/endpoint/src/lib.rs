//! The HTTP edge every function shares: what a handler is given, who calls, and how a failure is told.
//!
//! A function builds an axum router with [`Context`] as its state and hands it to `serve`. Handlers take
//! [`Caller`], [`Json`], [`Query`] and [`Path`] and return [`Result`]: whatever goes wrong on the way becomes
//! `application/problem+json` (RFC 9457).

mod attachment;
pub mod audit;
mod caller;
mod client;
mod context;
pub mod csv;
mod dates;
mod document;
mod download;
mod edge;
mod error;
mod extract;
mod guard;
mod installation;
mod objects;
mod optional;
mod page;
mod parameters;
mod pause;
#[cfg(target_family = "wasm")]
mod serve;
mod setting;
mod store_failures;
#[cfg(not(target_family = "wasm"))]
pub mod testing;

pub use attachment::attachment;
pub use caller::Caller;
pub use client::ClientAddress;
pub use context::{Clock, Context, Random};
pub use dates::Dates;
pub use document::one_of;
pub use download::{Download, Part};
pub use edge::{RequestId, answer};
pub use error::{Error, Fault, Problem, Result};
pub use extract::{Json, JsonOfRecords, OfRecords, Path, Query, holds_nul, nul};
pub use guard::guarded;
pub use installation::installation_secret;
pub use logline as log;
pub use page::{Limit, Listed, Page};
pub use pause::pause;
#[cfg(target_family = "wasm")]
pub use serve::serve;
pub use setting::setting;
