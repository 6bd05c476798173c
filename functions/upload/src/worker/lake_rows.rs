//! A chunk's rows as Arrow, in the columns of the lake's datasets.

use super::failure::Failure;
use super::insert::{EntityRow, RevisionRow, TextRow};
use arrow_array::builder::{
    Float64Builder, Int32Builder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::StreamWriter;
use lakehouse::schema;
use std::sync::Arc;

/// What all rows of a chunk share.
pub struct Shared<'a> {
    /// The system the export comes from.
    pub source: &'a str,
    /// The job.
    pub job: &'a str,
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

/// Rows of the ticket dataset.
pub fn tickets(rows: &[&RevisionRow], shared: &Shared<'_>) -> Result<Vec<u8>, Failure> {
    let count = rows.len();
    let each = |value: fn(&RevisionRow) -> &str| text(rows.iter().map(|row| value(row)));
    ipc(
        schema::ticket(),
        vec![
            each(|row| &row.state.ticket_id),
            text(std::iter::repeat_n(shared.source, count)),
            each(|row| &row.state.summary),
            each(|row| &row.state.status),
            each(|row| &row.state.priority),
            each(|row| &row.state.issue_type),
            each(|row| &row.state.project),
            each(|row| &row.state.product),
            each(|row| &row.state.organization),
            each(|row| &row.state.assignee),
            each(|row| &row.state.reporter),
            time(rows.iter().map(|row| Some(row.state.created_at))),
            time(rows.iter().map(|row| row.state.updated_at)),
            time(rows.iter().map(|row| row.state.resolved_at)),
            each(|row| row.ultimate_sentiment.as_str()),
            number(rows.iter().map(|row| row.ultimate_confidence)),
            number(rows.iter().map(|row| row.compound)),
            each(|row| &row.sentiment_trend),
            each(|row| &row.sentiment_status),
            whole(rows.iter().map(|row| Some(row.comment_count))),
            number(rows.iter().map(|row| row.urgency)),
            text(std::iter::repeat_n(sentiment::SCORING_VERSION, count)),
            text(std::iter::repeat_n(shared.job, count)),
        ],
    )
}

/// A text and what the lake repeats of its ticket: (row, `created_at` of the row, product).
pub type OfTicket<'a, T> = (&'a T, i64, &'a str);

/// Rows of the sentiment dataset.
pub fn texts(rows: &[OfTicket<'_, TextRow>], shared: &Shared<'_>) -> Result<Vec<u8>, Failure> {
    let count = rows.len();
    ipc(
        schema::sentiment(),
        vec![
            text(rows.iter().map(|(row, ..)| row.ticket_id.as_str())),
            text(std::iter::repeat_n(shared.source, count)),
            text(rows.iter().map(|(row, ..)| row.field_type)),
            whole(
                rows.iter()
                    .map(|(row, ..)| row.comment_number.map(|number| number as usize)),
            ),
            text(rows.iter().map(|(row, ..)| row.text.as_str())),
            text(rows.iter().map(|(row, ..)| row.sentiment.as_str())),
            number(rows.iter().map(|(row, ..)| row.confidence)),
            number(rows.iter().map(|(row, ..)| row.compound)),
            maybe_text(rows.iter().map(|(row, ..)| row.author_id.as_deref())),
            time(rows.iter().map(|(row, ..)| row.comment_timestamp)),
            time(rows.iter().map(|(_, created_at, _)| Some(*created_at))),
            text(rows.iter().map(|(.., product)| *product)),
            text(std::iter::repeat_n(sentiment::SCORING_VERSION, count)),
            text(std::iter::repeat_n(shared.job, count)),
        ],
    )
}

/// Rows of the entity dataset.
pub fn entities(rows: &[OfTicket<'_, EntityRow>], shared: &Shared<'_>) -> Result<Vec<u8>, Failure> {
    let count = rows.len();
    ipc(
        schema::entity(),
        vec![
            text(rows.iter().map(|(row, ..)| row.ticket_id.as_str())),
            text(std::iter::repeat_n(shared.source, count)),
            text(rows.iter().map(|(row, ..)| row.text.as_str())),
            text(rows.iter().map(|(row, ..)| row.label.as_str())),
            text(rows.iter().map(|(row, ..)| row.field_type)),
            whole(rows.iter().map(|(row, ..)| Some(row.start_pos as usize))),
            whole(rows.iter().map(|(row, ..)| Some(row.end_pos as usize))),
            number(rows.iter().map(|(row, ..)| row.confidence)),
            time(rows.iter().map(|(_, created_at, _)| Some(*created_at))),
            text(rows.iter().map(|(.., product)| *product)),
            text(std::iter::repeat_n(shared.job, count)),
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
