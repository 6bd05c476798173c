//! The Parquet lake's engine: files in, aggregates out.
//!
//! Without the feature `engine` only what callers need remains: the datasets' schemas and the words of the interface.

#[cfg(feature = "engine")]
pub mod catalog;
#[cfg(feature = "engine")]
mod engine;
mod error;
pub mod path;
mod plan;
#[cfg(feature = "engine")]
mod ranges;
mod raw;
pub mod schema;
mod types;
#[cfg(feature = "engine")]
mod zone;

#[cfg(feature = "engine")]
pub use engine::Lake;
pub use error::Error;
pub use path::Place;
pub use plan::{Dimension, Filter, Group, Measure, Plan, Table};
pub use raw::{RawQuery, RawRow, RawRows};
pub use types::{DamagedFile, Dataset, LiveFile, RemovedRows, Snapshot, StagedFile};
