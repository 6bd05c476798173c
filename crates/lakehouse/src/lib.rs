//! The Parquet lake's engine: files in, aggregates out.
//!
//! Without the feature `engine` only what callers need remains: the datasets' schemas and the words of the interface.

mod error;
mod plan;
pub mod schema;
mod types;

pub use error::Error;
pub use plan::{Dimension, Filter, Group, Measure, Plan, Table};
pub use types::{Dataset, LiveFile, RemovedRows, Snapshot, StagedFile};
