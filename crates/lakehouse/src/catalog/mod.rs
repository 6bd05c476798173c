//! The catalog of the lake: which files, and which rows of them, make a snapshot. It lives in the records.

mod damage;
mod publish;
mod read;

use std::future::Future;

use jiff::Timestamp;

pub use damage::{Unproven, damaged, ended, look, note, reading, sound, unproven};
pub use publish::publish;
pub use read::{Listed, current, files, live, live_at};

use crate::Error;

/// A value of a parameter or a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// SQL NULL.
    Null,
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(String),
    /// A moment, µs since the epoch.
    Timestamp(i64),
    /// A JSON document.
    Json(String),
}

/// Where the catalog's tables are: a database, or a transaction on it.
///
/// Statements take `$1, $2, …`; an error is the database's own words.
pub trait Catalog: Sync {
    /// Runs a statement and collects its rows.
    fn query(
        &self,
        sql: &str,
        params: Vec<Field>,
    ) -> impl Future<Output = Result<Vec<Vec<Field>>, String>> + Send;

    /// Runs a statement.
    fn execute(
        &self,
        sql: &str,
        params: Vec<Field>,
    ) -> impl Future<Output = Result<(), String>> + Send;
}

fn failed(reason: String) -> Error {
    Error::Records(reason)
}

/// A row, read column by column.
struct Columns(std::vec::IntoIter<Field>);

impl Columns {
    fn new(row: Vec<Field>) -> Self {
        Self(row.into_iter())
    }

    fn integer(&mut self) -> Result<i64, Error> {
        match self.0.next() {
            // A moment is a whole number where the database has no type for it.
            Some(Field::Integer(value) | Field::Timestamp(value)) => Ok(value),
            other => Err(failed(format!(
                "a whole number was expected instead of {other:?}"
            ))),
        }
    }

    fn unsigned<T: TryFrom<i64>>(&mut self) -> Result<T, Error> {
        let value = self.integer()?;
        T::try_from(value).map_err(|_| failed(format!("{value} is out of range")))
    }

    fn text(&mut self) -> Result<String, Error> {
        match self.0.next() {
            Some(Field::Text(value) | Field::Json(value)) => Ok(value),
            other => Err(failed(format!("text was expected instead of {other:?}"))),
        }
    }

    fn maybe_text(&mut self) -> Result<Option<String>, Error> {
        if matches!(self.0.as_slice().first(), Some(Field::Null)) {
            self.0.next();
            return Ok(None);
        }
        self.text().map(Some)
    }

    fn moment(&mut self) -> Result<Timestamp, Error> {
        Timestamp::from_microsecond(self.integer()?).map_err(|error| failed(error.to_string()))
    }
}

/// A moment as a parameter.
fn moment(at: Timestamp) -> Field {
    Field::Timestamp(at.as_microsecond())
}

/// A count as a parameter.
fn number(value: u64) -> Result<Field, Error> {
    i64::try_from(value)
        .map(Field::Integer)
        .map_err(|_| Error::Invalid(format!("{value} is too large")))
}
