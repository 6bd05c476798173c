//! Rows as the columns of the lake's datasets, by name, in the form `append` takes: an Arrow IPC stream.

use crate::{EntityRow, RevisionRow, TextRow};
use arrow_array::{ArrayRef, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, FieldRef, Schema};
use lakehouse::schema;
use serde::Serialize;
use std::sync::Arc;
use stores::named;

/// Where a row comes from.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// The job that brought it.
    pub job: &'a str,
    /// The scorer that scored it.
    pub scoring_version: &'a str,
}

/// A row with what the lake repeats beside it.
pub struct Of<'a, T> {
    /// The row.
    pub row: &'a T,
    /// Its own time, else its ticket's, µs since the epoch; none where neither is known.
    pub at: Option<i64>,
    /// Its ticket's product.
    pub product: &'a str,
    /// Where it comes from.
    pub stamp: Stamp<'a>,
}

/// Rows of the ticket dataset; `source` is the system they come from.
pub fn tickets(rows: &[Of<'_, RevisionRow>], source: &str) -> Result<Vec<u8>, ArrowError> {
    let mut columns = Columns::of(schema::ticket());
    columns.own(rows.iter().map(|of| &of.row.state))?;
    columns.own(rows.iter().map(|of| &of.row.mood))?;
    columns.stamps(rows, source);
    columns.stream()
}

/// Rows of the sentiment dataset; `source` is the system they come from.
pub fn texts(rows: &[Of<'_, TextRow>], source: &str) -> Result<Vec<u8>, ArrowError> {
    beside(schema::sentiment(), rows, source)
}

/// Rows of the entity dataset; `source` is the system they come from.
pub fn entities(rows: &[Of<'_, EntityRow>], source: &str) -> Result<Vec<u8>, ArrowError> {
    beside(schema::entity(), rows, source)
}

/// Rows of a dataset that repeats what a row's ticket says.
fn beside<T: Serialize + Default>(
    schema: Schema,
    rows: &[Of<'_, T>],
    source: &str,
) -> Result<Vec<u8>, ArrowError> {
    let mut columns = Columns::of(schema);
    columns.own(rows.iter().map(|of| of.row))?;
    columns.stamps(rows, source);
    columns.texts("product", rows.iter().map(|of| of.product));
    let times = rows.iter().map(|of| of.at);
    let times: TimestampMicrosecondArray = times.collect();
    columns.put("created_at", Arc::new(times.with_timezone("UTC")));
    columns.stream()
}

/// Columns of a schema, as they are filled.
struct Columns {
    schema: Schema,
    filled: Vec<(String, ArrayRef)>,
}

impl Columns {
    fn of(schema: Schema) -> Self {
        Self {
            schema,
            filled: Vec::new(),
        }
    }

    /// The fields of these rows that are columns of the schema.
    fn own<'r, T: Serialize + Default + 'r>(
        &mut self,
        rows: impl Iterator<Item = &'r T>,
    ) -> Result<(), ArrowError> {
        let own = named::columns::<T>();
        let fields = self.schema.fields().iter();
        let fields: Vec<FieldRef> = fields
            .filter(|field| own.contains(&field.name().as_str()))
            .cloned()
            .collect();
        let arrays = serde_arrow::to_arrow(&fields, rows.collect::<Vec<_>>())
            .map_err(|error| ArrowError::ExternalError(Box::new(error)))?;
        let named = fields.iter().map(|field| field.name().clone());
        self.filled.extend(named.zip(arrays));
        Ok(())
    }

    /// Where the rows come from.
    fn stamps<T>(&mut self, rows: &[Of<'_, T>], source: &str) {
        self.texts("source", rows.iter().map(|_| source));
        let scorers = rows.iter().map(|of| of.stamp.scoring_version);
        self.texts("scoring_version", scorers);
        self.texts("job_id", rows.iter().map(|of| of.stamp.job));
    }

    fn texts<'t>(&mut self, name: &str, texts: impl Iterator<Item = &'t str>) {
        self.put(name, Arc::new(StringArray::from_iter_values(texts)));
    }

    fn put(&mut self, name: &str, column: ArrayRef) {
        self.filled.push((name.to_owned(), column));
    }

    /// The columns in the order of the schema.
    fn stream(self) -> Result<Vec<u8>, ArrowError> {
        let column = |field: &FieldRef| {
            let mut filled = self.filled.iter();
            let found = filled.find(|(name, _)| name == field.name());
            let lacks = || ArrowError::SchemaError(format!("nothing fills {}", field.name()));
            found.map(|(_, column)| column.clone()).ok_or_else(lacks)
        };
        let columns = self.schema.fields().iter().map(column);
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        stream(self.schema, columns)
    }
}

/// The columns of a schema, in its order, as an Arrow IPC stream; none is a stream without rows.
pub fn stream(schema: Schema, columns: Vec<ArrayRef>) -> Result<Vec<u8>, ArrowError> {
    let schema = Arc::new(schema);
    let mut writer = StreamWriter::try_new(Vec::new(), &schema)?;
    if !columns.is_empty() {
        writer.write(&RecordBatch::try_new(schema, columns)?)?;
    }
    writer.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_ipc::reader::StreamReader;

    const STAMP: Stamp<'_> = Stamp {
        job: "j",
        scoring_version: "s",
    };

    #[test]
    fn every_column_of_the_lake_is_a_field() {
        let revision = RevisionRow::default();
        let of = Of {
            row: &revision,
            at: None,
            product: "",
            stamp: STAMP,
        };
        let text = TextRow::default();
        let (text, entity) = (&text, &EntityRow::default());
        let streams = [
            (tickets(&[of], "jira"), schema::ticket()),
            (texts(&[beside(text)], "jira"), schema::sentiment()),
            (entities(&[beside(entity)], "jira"), schema::entity()),
        ];
        for (stream, schema) in streams {
            let stream = stream.unwrap();
            let batch = StreamReader::try_new(&stream[..], None)
                .unwrap()
                .next()
                .unwrap()
                .unwrap();
            assert_eq!((batch.num_rows(), &*batch.schema()), (1, &schema));
        }
    }

    fn beside<T>(row: &T) -> Of<'_, T> {
        Of {
            row,
            at: Some(7),
            product: "Billing",
            stamp: STAMP,
        }
    }
}
