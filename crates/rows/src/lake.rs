//! Rows as the columns of the lake's datasets, by name, in the form `append` takes: an Arrow IPC stream.

use crate::{EntityRow, RevisionRow, TextRow, TicketMood, TicketState};
use arrow_array::{ArrayRef, RecordBatch, TimestampMicrosecondArray};
use arrow_ipc::writer::StreamWriter;
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, DataType, Schema};
use lakehouse::schema;
use serde::Serialize;
use std::sync::Arc;
use stores::named::Moment;

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
    /// Its own time, else its ticket's, µs since the epoch.
    pub at: i64,
    /// Its ticket's product.
    pub product: &'a str,
    /// Where it comes from.
    pub stamp: Stamp<'a>,
}

#[derive(Serialize)]
struct Ticket<'a> {
    #[serde(flatten)]
    state: &'a TicketState,
    #[serde(flatten)]
    mood: &'a TicketMood,
    source: &'a str,
    scoring_version: &'a str,
    job_id: &'a str,
}

#[derive(Serialize)]
struct Beside<'a, T> {
    #[serde(flatten)]
    row: &'a T,
    source: &'a str,
    created_at: Moment,
    product: &'a str,
    scoring_version: &'a str,
    job_id: &'a str,
}

impl<'a, T> Beside<'a, T> {
    fn of(of: &Of<'a, T>, source: &'a str) -> Self {
        Self {
            row: of.row,
            source,
            created_at: Moment(of.at),
            product: of.product,
            scoring_version: of.stamp.scoring_version,
            job_id: of.stamp.job,
        }
    }
}

/// Rows of the ticket dataset; `source` is the system they come from.
pub fn tickets(rows: &[Of<'_, RevisionRow>], source: &str) -> Result<Vec<u8>, ArrowError> {
    let rows = rows.iter().map(|of| Ticket {
        state: &of.row.state,
        mood: &of.row.mood,
        source,
        scoring_version: of.stamp.scoring_version,
        job_id: of.stamp.job,
    });
    ipc(schema::ticket(), &rows.collect::<Vec<_>>())
}

/// Rows of the sentiment dataset; `source` is the system they come from.
pub fn texts(rows: &[Of<'_, TextRow>], source: &str) -> Result<Vec<u8>, ArrowError> {
    let rows = rows.iter().map(|of| Beside::of(of, source));
    ipc(schema::sentiment(), &rows.collect::<Vec<_>>())
}

/// Rows of the entity dataset; `source` is the system they come from.
pub fn entities(rows: &[Of<'_, EntityRow>], source: &str) -> Result<Vec<u8>, ArrowError> {
    let rows = rows.iter().map(|of| Beside::of(of, source));
    ipc(schema::entity(), &rows.collect::<Vec<_>>())
}

/// Rows as an Arrow IPC stream: of each, the fields that are columns of the schema.
fn ipc(schema: Schema, rows: &[impl Serialize]) -> Result<Vec<u8>, ArrowError> {
    let mut decoder = ReaderBuilder::new(Arc::new(without_zones(&schema)))
        .with_batch_size(rows.len())
        .build_decoder()?;
    decoder.serialize(rows)?;
    let columns = match decoder.flush()? {
        Some(batch) => batch.columns().iter().map(in_utc).collect(),
        None => Vec::new(),
    };
    stream(schema, columns)
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

/// The decoder knows zones by their offset alone.
fn without_zones(schema: &Schema) -> Schema {
    let fields = schema.fields().iter().map(|field| {
        let field = field.as_ref().clone();
        match field.data_type() {
            DataType::Timestamp(unit, _) => {
                let unit = *unit;
                field.with_data_type(DataType::Timestamp(unit, None))
            }
            _ => field,
        }
    });
    Schema::new(fields.collect::<Vec<_>>())
}

fn in_utc(column: &ArrayRef) -> ArrayRef {
    match column.as_any().downcast_ref::<TimestampMicrosecondArray>() {
        Some(times) => Arc::new(times.clone().with_timezone("UTC")),
        None => column.clone(),
    }
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
            at: 0,
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
            at: 7,
            product: "Billing",
            stamp: STAMP,
        }
    }
}
