//! The WebAssembly host: engine, capabilities, composition and the cache of compiled code.
//!
//! A [`Host`] compiles [`Sources`] through a [`Cache`] and binds them to a [`Component`], whose grants decide what
//! the guest can reach. The result serves HTTP requests and cron events.

mod bindings;
pub mod cache;
mod capabilities;
pub mod clock;
mod component;
pub mod compose;
mod database;
mod engine;
mod limits;
pub mod log;
pub mod metrics;
pub mod outbound;
mod output;
mod postgres;
mod serve;
mod store;

pub use cache::{Cache, CacheError, Code, Origin, Sources};
pub use component::{Component, Limits, Mount};
pub use compose::Dependency;
pub use database::{Database, DatabaseSettings, Durability};
pub use engine::Capacity;
pub use postgres::{Postgres, PostgresSettings};
pub use serve::{
    CronFailure, CronHandler, Failure, Host, HttpHandler, Place, Program, ProgramError,
    internal::{Internal, InternalAnswer},
};
pub use wasmtime_wasi_http::{Error as HttpError, WasiBody};
