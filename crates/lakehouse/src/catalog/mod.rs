//! The catalog of the lake: which files, and which rows of them, make a snapshot. It lives in the records.

mod damage;
mod publish;
mod read;

use std::future::Future;

use dialect::{Answer, FromValue, Value};

pub use damage::{Unproven, damaged, ended, look, note, reading, sound, unproven};
pub use publish::publish;
pub use read::{Listed, current, files, live, live_at};

use crate::Dataset;

/// Where the catalog's tables are: a database, or a transaction on it. Statements take `$1, $2, …`.
pub trait Catalog {
    /// Runs a statement and collects its rows.
    fn query(
        &self,
        sql: &str,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<Answer, dialect::Error>>;

    /// Runs a statement.
    fn execute(
        &self,
        sql: &str,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<u64, dialect::Error>>;
}

impl FromValue for Dataset {
    const EXPECTED: &'static str = "the name of a dataset";

    fn from_value(value: Value) -> Option<Self> {
        String::from_value(value).and_then(|name| Self::from_name(&name))
    }
}
