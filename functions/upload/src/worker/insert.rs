//! Bulk inserts of a chunk's rows: one statement per table, its rows one JSON parameter.

use super::state::TicketState;
use jiff::Timestamp;
use sentiment::Label;
use serde::Serialize;
use stores::{Error, Transaction, Value};

/// What every row of a chunk shares.
pub struct Origin<'a> {
    /// The workspace.
    pub workspace: i64,
    /// The job.
    pub job: &'a str,
    /// The chunk of its file.
    pub chunk: u32,
    /// The system the export comes from.
    pub source: &'a str,
}

/// A row of `ticket_revisions`. Times are µs since the epoch.
#[derive(Debug, Serialize)]
pub struct RevisionRow {
    #[serde(flatten)]
    pub state: TicketState,
    pub comment_count: usize,
    pub first_comment_at: Option<i64>,
    pub last_comment_at: Option<i64>,
    pub ultimate_sentiment: Label,
    pub ultimate_confidence: f64,
    pub compound: f64,
    pub sentiment_trend: String,
    pub sentiment_status: String,
    pub urgency: f64,
    pub lake_row: u32,
    pub lake_field_ranges: String,
    pub lake_entity_ranges: String,
}

/// A row of `sentiment_results`. Times are µs since the epoch.
#[derive(Debug, Serialize)]
pub struct TextRow {
    pub ticket_id: String,
    pub field_type: &'static str,
    pub comment_number: Option<u32>,
    pub comment_timestamp: Option<i64>,
    pub author_id: Option<String>,
    pub text: String,
    pub sentiment: Label,
    pub confidence: f64,
    pub compound: f64,
    pub fingerprint: String,
}

/// A row of `entities`.
#[derive(Debug, Serialize)]
pub struct EntityRow {
    pub ticket_id: String,
    pub fingerprint: String,
    pub field_type: &'static str,
    pub text: String,
    pub label: String,
    pub start_pos: u32,
    pub end_pos: u32,
    pub confidence: f64,
}

/// A row of `row_errors`.
#[derive(Debug, Serialize)]
pub struct ErrorRow {
    pub row: u64,
    pub line: u64,
    pub column: Option<String>,
    pub value: Option<String>,
    pub code: &'static str,
    pub reason: String,
    pub remedy: String,
}

fn json<T: Serialize>(rows: &[T]) -> Result<Value, Error> {
    serde_json::to_string(rows)
        .map(Value::Json)
        .map_err(|error| Error::Other(error.to_string()))
}

/// Stages revisions.
pub async fn revisions(
    transaction: &Transaction,
    origin: &Origin<'_>,
    rows: &[RevisionRow],
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let params = (
        origin.workspace,
        origin.job,
        i64::from(origin.chunk),
        origin.source,
        sentiment::SCORING_VERSION,
        json(rows)?,
    );
    transaction
        .execute(
            "INSERT INTO ticket_revisions (workspace_id, job_id, chunk, source, scoring_version, ticket_id, summary, \
                 description, status, priority, issue_type, project, product, organization, labels, assignee, reporter, \
                 parent_ticket_id, created_at, updated_at, resolved_at, as_of, state_hash, comment_count, \
                 first_comment_at, last_comment_at, ultimate_sentiment, ultimate_confidence, compound, sentiment_trend, \
                 sentiment_status, urgency, lake_row, lake_field_ranges, lake_entity_ranges) \
             SELECT $1, $2, $3, $4, $5, r.value ->> 'ticket_id', r.value ->> 'summary', r.value ->> 'description', \
                 r.value ->> 'status', r.value ->> 'priority', r.value ->> 'issue_type', r.value ->> 'project', \
                 r.value ->> 'product', r.value ->> 'organization', r.value ->> 'labels', r.value ->> 'assignee', \
                 r.value ->> 'reporter', r.value ->> 'parent_ticket_id', r.value ->> 'created_at', \
                 r.value ->> 'updated_at', r.value ->> 'resolved_at', r.value ->> 'as_of', r.value ->> 'state_hash', \
                 r.value ->> 'comment_count', r.value ->> 'first_comment_at', r.value ->> 'last_comment_at', \
                 r.value ->> 'ultimate_sentiment', r.value ->> 'ultimate_confidence', r.value ->> 'compound', \
                 r.value ->> 'sentiment_trend', r.value ->> 'sentiment_status', r.value ->> 'urgency', \
                 r.value ->> 'lake_row', r.value ->> 'lake_field_ranges', r.value ->> 'lake_entity_ranges' \
             FROM json_each($6) AS r",
            params,
        )
        .await?;
    Ok(())
}

/// Stages scored texts.
pub async fn texts(
    transaction: &Transaction,
    origin: &Origin<'_>,
    now: Timestamp,
    rows: &[TextRow],
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let params = (
        origin.workspace,
        origin.job,
        i64::from(origin.chunk),
        origin.source,
        sentiment::SCORING_VERSION,
        now,
        json(rows)?,
    );
    transaction
        .execute(
            "INSERT INTO sentiment_results (workspace_id, job_id, chunk, source, scoring_version, created_at, ticket_id, \
                 field_type, comment_number, comment_timestamp, author_id, text, sentiment, confidence, compound, fingerprint) \
             SELECT $1, $2, $3, $4, $5, $6, r.value ->> 'ticket_id', r.value ->> 'field_type', \
                 r.value ->> 'comment_number', r.value ->> 'comment_timestamp', r.value ->> 'author_id', \
                 r.value ->> 'text', r.value ->> 'sentiment', r.value ->> 'confidence', r.value ->> 'compound', \
                 r.value ->> 'fingerprint' \
             FROM json_each($7) AS r",
            params,
        )
        .await?;
    Ok(())
}

/// Stages entities.
pub async fn entities(
    transaction: &Transaction,
    origin: &Origin<'_>,
    rows: &[EntityRow],
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let params = (
        origin.workspace,
        origin.job,
        i64::from(origin.chunk),
        origin.source,
        json(rows)?,
    );
    transaction
        .execute(
            "INSERT INTO entities (workspace_id, job_id, chunk, source, ticket_id, fingerprint, field_type, text, label, \
                 start_pos, end_pos, confidence) \
             SELECT $1, $2, $3, $4, r.value ->> 'ticket_id', r.value ->> 'fingerprint', r.value ->> 'field_type', \
                 r.value ->> 'text', r.value ->> 'label', r.value ->> 'start_pos', r.value ->> 'end_pos', \
                 r.value ->> 'confidence' \
             FROM json_each($5) AS r",
            params,
        )
        .await?;
    Ok(())
}

/// Notes row errors.
pub async fn row_errors(
    transaction: &Transaction,
    origin: &Origin<'_>,
    rows: &[ErrorRow],
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let params = (
        origin.workspace,
        origin.job,
        i64::from(origin.chunk),
        json(rows)?,
    );
    transaction
        .execute(
            "INSERT INTO row_errors (workspace_id, job_id, chunk, row_number, line_number, column_name, value, code, \
                 reason, remedy) \
             SELECT $1, $2, $3, r.value ->> 'row', r.value ->> 'line', r.value ->> 'column', r.value ->> 'value', \
                 r.value ->> 'code', r.value ->> 'reason', r.value ->> 'remedy' \
             FROM json_each($4) AS r",
            params,
        )
        .await?;
    Ok(())
}
