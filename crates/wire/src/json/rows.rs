//! The rows that the records of a JSON file are.

use std::borrow::Borrow;

use serde_json::{Map, Value};
use tickets::FileError;

use super::{board, envelope, nested, perceval, record, split::Item, surrogates, tabular};
use crate::{Error, Limits, Sink, limits::Meter, table::Table};
use tabular::Tabular;

/// The state between two records.
pub(super) struct Rows {
    table: Table,
    records: u64,
    /// The names of columns, where rows are lists under them.
    header: Option<Vec<String>>,
    /// Whether the records are those of a list.
    listed: bool,
    /// A table repeats separators where JSON has nothing.
    meter: Meter,
    /// Rows without names repeat those of their columns.
    copied: Meter,
}

impl Rows {
    /// Rows for a table that may have columns of other files already.
    pub fn new(limits: Limits, table: Table) -> Self {
        Self {
            table,
            records: 0,
            header: None,
            listed: false,
            meter: Meter::new(limits),
            copied: Meter::new(Limits {
                unpacked: u64::MAX,
                ..limits
            }),
        }
    }

    /// Notes bytes of the file.
    pub fn take(&mut self, bytes: u64) {
        self.meter.take(bytes);
        self.copied.take(bytes);
    }

    /// Whether the records that come are those of a list.
    pub fn in_list(&mut self, listed: bool) {
        self.listed = listed;
    }

    /// The table, unless nothing was written to it.
    pub fn finish(self) -> Result<Table, Error> {
        if self.records == 0 {
            return Err(FileError::NoRows.into());
        }
        Ok(self.table)
    }

    /// Hands on the rows of a record.
    pub fn write(&mut self, item: &Item<'_>, sink: Sink<'_>) -> Result<(), Error> {
        let read = serde_json::from_slice::<Value>(item.bytes).or_else(|error| {
            let mended = surrogates::mended(item.bytes);
            let again = serde_json::from_slice(&mended);
            // What was wrong with it as it is.
            again.map_err(|_| error)
        });
        if !item.too_long
            && let Ok(Value::Object(object)) = &read
        {
            if let Some(cards) = board::cards(object) {
                return self.write_all(cards, item.line, sink);
            }
            if let Some(table) = Tabular::of(object, self.listed) {
                return self.write_table(&table, item, sink);
            }
            if let Some(hits) = envelope::hits(object) {
                return self.write_all(hits.into_iter(), item.line, sink);
            }
            if !envelope::holds_one(object)
                && let Some(records) = nested::records(object)
            {
                return self.write_all(records.into_iter(), item.line, sink);
            }
        }
        if let Ok(Value::Array(values)) = &read
            && self.records == 0
            && self.header.is_none()
        {
            self.header = tabular::header(values).filter(|names| tabular::fits(names));
            if self.header.is_some() {
                return Ok(());
            }
        }
        self.records += 1;
        let table = &mut self.table;
        let row = match read {
            Ok(Value::Array(values))
                if (1..=self.header.as_ref().map_or(0, Vec::len)).contains(&values.len()) =>
            {
                let header = self.header.as_deref().unwrap_or_default();
                let record = tabular::record(header, &values);
                self.copied.give(tabular::names_length(&record))?;
                row(table, &record, item.line)?
            }
            _ if item.too_long => table.too_long(item.line, &start_of(item)),
            Ok(Value::Object(object)) => row(table, &object, item.line)?,
            Ok(_) => table.fault(item.line, "the record is no JSON object", &start_of(item)),
            Err(error) => {
                let reason = format!("the record is no JSON: {error}");
                table.fault(item.line, &reason, &start_of(item))
            }
        };
        self.meter.give(row.len() as u64)?;
        sink(row)
    }

    /// The records that were found within one.
    fn write_all(
        &mut self,
        mut records: impl Iterator<Item: Borrow<Map<String, Value>>>,
        line: u64,
        sink: Sink<'_>,
    ) -> Result<(), Error> {
        records.try_for_each(|record| self.write_one(record.borrow(), line, sink))
    }

    /// The rows of a table within a record.
    fn write_table(
        &mut self,
        table: &Tabular<'_>,
        item: &Item<'_>,
        sink: Sink<'_>,
    ) -> Result<(), Error> {
        if !table.fits() {
            self.records += 1;
            let reason = "the names of the columns are longer than 64 KiB";
            let row = self.table.fault(item.line, reason, &start_of(item));
            self.meter.give(row.len() as u64)?;
            return sink(row);
        }
        for record in table.records() {
            self.copied.give(tabular::names_length(&record))?;
            self.write_one(&record, item.line, sink)?;
        }
        Ok(())
    }

    fn write_one(
        &mut self,
        record: &Map<String, Value>,
        line: u64,
        sink: Sink<'_>,
    ) -> Result<(), Error> {
        self.records += 1;
        let row = row(&mut self.table, record, line)?;
        self.meter.give(row.len() as u64)?;
        sink(row)
    }
}

/// The row of a record, which is empty where it is left out.
fn row<'a>(
    table: &'a mut Table,
    object: &Map<String, Value>,
    line: u64,
) -> Result<&'a [u8], FileError> {
    let record = envelope::opened(object);
    let is_other = perceval::is_code(object) || envelope::is_other(object);
    if is_other || record::is_pull_request(&record) {
        return Ok(table.skip());
    }
    record::write(table, &record)?;
    Ok(table.end(line))
}

/// What a record starts with, for the list of errors.
fn start_of(item: &Item<'_>) -> String {
    let start = &item.bytes[..item.bytes.len().min(1000)];
    String::from_utf8_lossy(start).trim().to_owned()
}
