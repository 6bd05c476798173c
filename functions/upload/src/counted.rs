//! A part of a list that also tells how many rows it holds: clients of the lists of jobs read that.

use endpoint::Listed;
use serde::Serialize;
use utoipa::ToSchema;

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Counted<T> {
    #[serde(flatten)]
    listed: Listed<T>,
    /// How many this part holds.
    count: usize,
}

impl<T> From<Listed<T>> for Counted<T> {
    fn from(listed: Listed<T>) -> Self {
        let count = listed.results.len();
        Self { listed, count }
    }
}
