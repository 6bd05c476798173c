//! Rows by name: the fields of a struct are the columns of a table, written and read with serde.
//!
//! A field that is a struct stands for its own fields. [`Moment`] and [`Document`] are the two kinds of columns that the
//! databases keep differently.

mod read;
mod write;

pub use read::Named;
pub use write::{Batch, batch, columns};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A moment in µs since the epoch: a whole number in SQLite, a `timestamp` in PostgreSQL.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Moment(pub i64);

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self(at.as_microsecond())
    }
}

/// A JSON document in its text form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document(pub String);

impl Document {
    /// The document of a value.
    pub fn of(value: &impl Serialize) -> Self {
        Self(serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned()))
    }
}

impl Default for Document {
    fn default() -> Self {
        Self("[]".to_owned())
    }
}

/// What serde calls them.
const MOMENT: &str = "Moment";
const DOCUMENT: &str = "Document";
