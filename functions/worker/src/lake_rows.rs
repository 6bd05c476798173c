//! A chunk's rows as Arrow, in the columns of the lake's datasets.

use super::insert::{EntityRow, RevisionRow, TextRow};
use arrow_array::builder::{
    Float64Builder, Int32Builder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::StreamWriter;
use lakehouse::schema;
use queue::Failure;
use std::sync::Arc;

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

fn text<'a>(values: impl Iterator<Item = &'a str>) -> ArrayRef {
    let mut builder = StringBuilder::new();
    values.for_each(|value| builder.append_value(value));
    Arc::new(builder.finish())
}

fn maybe_text<'a>(values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    let mut builder = StringBuilder::new();
    values.for_each(|value| builder.append_option(value));
    Arc::new(builder.finish())
}

fn time(values: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    let mut builder = TimestampMicrosecondBuilder::new().with_timezone("UTC");
    values.for_each(|value| builder.append_option(value));
    Arc::new(builder.finish())
}

fn number(values: impl Iterator<Item = f64>) -> ArrayRef {
    let mut builder = Float64Builder::new();
    values.for_each(|value| builder.append_value(value));
    Arc::new(builder.finish())
}

fn whole(values: impl Iterator<Item = Option<usize>>) -> ArrayRef {
    let mut builder = Int32Builder::new();
    values.for_each(|value| {
        builder.append_option(value.map(|value| i32::try_from(value).unwrap_or(i32::MAX)));
    });
    Arc::new(builder.finish())
}

/// Rows of the ticket dataset; `source` is the system they come from.
pub fn tickets(rows: &[Of<'_, RevisionRow>], source: &str) -> Result<Vec<u8>, Failure> {
    let count = rows.len();
    let each = |value: fn(&RevisionRow) -> &str| text(rows.iter().map(|of| value(of.row)));
    let moods = || rows.iter().map(|of| of.row);
    ipc(
        schema::ticket(),
        vec![
            each(|row| &row.state.ticket_id),
            text(std::iter::repeat_n(source, count)),
            each(|row| &row.state.summary),
            each(|row| &row.state.status),
            each(|row| &row.state.priority),
            each(|row| &row.state.issue_type),
            each(|row| &row.state.project),
            text(rows.iter().map(|of| of.product)),
            each(|row| &row.state.organization),
            each(|row| &row.state.assignee),
            each(|row| &row.state.reporter),
            time(rows.iter().map(|of| Some(of.at))),
            time(moods().map(|row| row.state.updated_at)),
            time(moods().map(|row| row.state.resolved_at)),
            each(|row| row.ultimate_sentiment.as_str()),
            number(moods().map(|row| row.ultimate_confidence)),
            number(moods().map(|row| row.compound)),
            each(|row| &row.sentiment_trend),
            each(|row| &row.sentiment_status),
            whole(moods().map(|row| Some(row.comment_count))),
            number(moods().map(|row| row.urgency)),
            text(rows.iter().map(|of| of.stamp.scoring_version)),
            text(rows.iter().map(|of| of.stamp.job)),
        ],
    )
}

/// Rows of the sentiment dataset; `source` is the system they come from.
pub fn texts(rows: &[Of<'_, TextRow>], source: &str) -> Result<Vec<u8>, Failure> {
    let count = rows.len();
    let own = || rows.iter().map(|of| of.row);
    ipc(
        schema::sentiment(),
        vec![
            text(own().map(|row| row.ticket_id.as_str())),
            text(std::iter::repeat_n(source, count)),
            text(own().map(|row| row.field_type)),
            whole(own().map(|row| row.comment_number.map(|number| number as usize))),
            text(own().map(|row| row.text.as_str())),
            text(own().map(|row| row.sentiment.as_str())),
            number(own().map(|row| row.confidence)),
            number(own().map(|row| row.compound)),
            maybe_text(own().map(|row| row.author_id.as_deref())),
            time(own().map(|row| row.comment_timestamp)),
            time(rows.iter().map(|of| Some(of.at))),
            text(rows.iter().map(|of| of.product)),
            text(rows.iter().map(|of| of.stamp.scoring_version)),
            text(rows.iter().map(|of| of.stamp.job)),
        ],
    )
}

/// Rows of the entity dataset; `source` is the system they come from.
pub fn entities(rows: &[Of<'_, EntityRow>], source: &str) -> Result<Vec<u8>, Failure> {
    let count = rows.len();
    let own = || rows.iter().map(|of| of.row);
    ipc(
        schema::entity(),
        vec![
            text(own().map(|row| row.ticket_id.as_str())),
            text(std::iter::repeat_n(source, count)),
            text(own().map(|row| row.text.as_str())),
            text(own().map(|row| row.label.as_str())),
            text(own().map(|row| row.field_type)),
            whole(own().map(|row| Some(row.start_pos as usize))),
            whole(own().map(|row| Some(row.end_pos as usize))),
            number(own().map(|row| row.confidence)),
            time(rows.iter().map(|of| Some(of.at))),
            text(rows.iter().map(|of| of.product)),
            text(rows.iter().map(|of| of.stamp.job)),
        ],
    )
}

/// Columns as an Arrow IPC stream.
pub fn ipc(schema: arrow_schema::Schema, columns: Vec<ArrayRef>) -> Result<Vec<u8>, Failure> {
    let schema = Arc::new(schema);
    let batch =
        RecordBatch::try_new(schema.clone(), columns).map_err(|error| Failure::bug(&error))?;
    let mut writer =
        StreamWriter::try_new(Vec::new(), &schema).map_err(|error| Failure::bug(&error))?;
    writer.write(&batch).map_err(|error| Failure::bug(&error))?;
    writer.into_inner().map_err(|error| Failure::bug(&error))
}
