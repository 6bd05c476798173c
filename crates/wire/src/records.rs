//! Records that are at hand already, as a program sends them.

use serde_json::{Map, Value};
use tickets::{Encoding, Origin, Wire};

use crate::{Error, Landing, Sink, json, table::Table};

/// A record, or why it is none and what stands there instead.
pub type Record<'a> = Result<&'a Map<String, Value>, (String, String)>;

/// Writes records as rows; one that is none keeps its number and its fault.
pub fn records<'a>(
    records: impl IntoIterator<Item = Record<'a>>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    let mut table = Table::new();
    for (number, record) in (1..).zip(records) {
        match record {
            Ok(object) => {
                json::write_record(&mut table, object)?;
                sink(table.end(number))?;
            }
            Err((reason, value)) => sink(table.fault(number, &reason, &value))?,
        }
    }
    let origin = Origin::new(Wire::Api, Encoding::Utf8);
    Ok(Landing::Rows(table.header(origin)))
}
