//! Reading and writing files.

mod aggregate;
mod cache;
mod column;
mod digest;
mod encode;
mod files;
mod footer;
mod input;
mod lake;
mod load;
mod merge;
mod proof;
mod raw;
#[cfg(test)]
mod released;

pub use lake::Lake;

use crate::Error;

/// Names the file an error of the Parquet or Arrow libraries is about.
fn damaged(path: &str, error: impl std::fmt::Display) -> Error {
    Error::Damaged {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
