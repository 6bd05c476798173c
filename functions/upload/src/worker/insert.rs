//! Bulk inserts of a chunk's rows: a statement takes many of one table, as one JSON parameter.

use super::state::TicketState;
use jiff::Timestamp;
use sentiment::Label;
use serde::Serialize;
use stores::{Dialect, Error, IntoParams, Transaction, Value};

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
    pub row_number: u64,
    pub line_number: u64,
    pub column_name: Option<String>,
    pub value: Option<String>,
    pub code: &'static str,
    pub reason: String,
    pub remedy: String,
}

/// So many rows go into one statement: its parameter is copied on the way to the database, and again as it is read.
const AT_A_TIME: usize = 500;

/// What a column holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Whole,
    Number,
    /// µs since the epoch.
    Moment,
    /// A document, written as text.
    Json,
}
use Kind::{Json, Moment, Number, Text, Whole};

/// A table's columns: those that all rows of a chunk share, bound first and in this order, and those of each row.
struct Table {
    name: &'static str,
    shared: &'static [&'static str],
    own: &'static [(&'static str, Kind)],
}

const REVISIONS: Table = Table {
    name: "ticket_revisions",
    shared: &[
        "workspace_id",
        "job_id",
        "chunk",
        "source",
        "scoring_version",
    ],
    own: &[
        ("ticket_id", Text),
        ("summary", Text),
        ("description", Text),
        ("status", Text),
        ("priority", Text),
        ("issue_type", Text),
        ("project", Text),
        ("product", Text),
        ("organization", Text),
        ("labels", Json),
        ("assignee", Text),
        ("reporter", Text),
        ("parent_ticket_id", Text),
        ("created_at", Moment),
        ("updated_at", Moment),
        ("resolved_at", Moment),
        ("as_of", Moment),
        ("state_hash", Text),
        ("comment_count", Whole),
        ("first_comment_at", Moment),
        ("last_comment_at", Moment),
        ("ultimate_sentiment", Text),
        ("ultimate_confidence", Number),
        ("compound", Number),
        ("sentiment_trend", Text),
        ("sentiment_status", Text),
        ("urgency", Number),
        ("lake_row", Whole),
        ("lake_field_ranges", Json),
        ("lake_entity_ranges", Json),
    ],
};

const TEXTS: Table = Table {
    name: "sentiment_results",
    shared: &[
        "workspace_id",
        "job_id",
        "chunk",
        "source",
        "scoring_version",
        "created_at",
    ],
    own: &[
        ("ticket_id", Text),
        ("field_type", Text),
        ("comment_number", Whole),
        ("comment_timestamp", Moment),
        ("author_id", Text),
        ("text", Text),
        ("sentiment", Text),
        ("confidence", Number),
        ("compound", Number),
        ("fingerprint", Text),
    ],
};

const ENTITIES: Table = Table {
    name: "entities",
    shared: &["workspace_id", "job_id", "chunk", "source"],
    own: &[
        ("ticket_id", Text),
        ("fingerprint", Text),
        ("field_type", Text),
        ("text", Text),
        ("label", Text),
        ("start_pos", Whole),
        ("end_pos", Whole),
        ("confidence", Number),
    ],
};

const ROW_ERRORS: Table = Table {
    name: "row_errors",
    shared: &["workspace_id", "job_id", "chunk"],
    own: &[
        ("row_number", Whole),
        ("line_number", Whole),
        ("column_name", Text),
        ("value", Text),
        ("code", Text),
        ("reason", Text),
        ("remedy", Text),
    ],
};

impl Table {
    /// Inserts rows that are the parameter behind the shared ones: a JSON array of objects.
    fn statement(&self, dialect: Dialect) -> String {
        let shared = self.shared.join(", ");
        let own: Vec<_> = self.own.iter().map(|(name, _)| *name).collect();
        let bound: Vec<_> = (1..=self.shared.len()).map(|n| format!("${n}")).collect();
        let rows = self.shared.len() + 1;
        let read = |column: &(&str, Kind)| match dialect {
            Dialect::Sqlite => format!("r.value ->> '{}'", column.0),
            Dialect::Postgres => of_record(column),
        };
        let from = match dialect {
            Dialect::Sqlite => format!("json_each(${rows}) AS r"),
            Dialect::Postgres => self.record(rows),
        };
        let read: Vec<_> = self.own.iter().map(read).collect();
        format!(
            "INSERT INTO {} ({shared}, {}) SELECT {}, {} FROM {from}",
            self.name,
            own.join(", "),
            bound.join(", "),
            read.join(", "),
        )
    }

    /// PostgreSQL reads the objects as records of typed columns.
    fn record(&self, parameter: usize) -> String {
        let column = |(name, kind): &(&str, Kind)| {
            let of = match kind {
                Text | Json => "text",
                Whole | Moment => "bigint",
                Number => "double precision",
            };
            format!("{name} {of}")
        };
        let columns: Vec<_> = self.own.iter().map(column).collect();
        format!(
            "jsonb_to_recordset(${parameter}) AS r ({})",
            columns.join(", ")
        )
    }

    async fn insert<T: Serialize>(
        &self,
        transaction: &Transaction,
        shared: Vec<Value>,
        rows: &[T],
    ) -> Result<(), Error> {
        let statement = self.statement(transaction.dialect());
        for rows in rows.chunks(AT_A_TIME) {
            let rows =
                serde_json::to_string(rows).map_err(|error| Error::Other(error.to_string()))?;
            let mut params = shared.clone();
            params.push(Value::Json(rows));
            transaction.execute(&statement, params).await?;
        }
        Ok(())
    }
}

/// A column of a PostgreSQL record as the table keeps it.
fn of_record((name, kind): &(&str, Kind)) -> String {
    match kind {
        Text | Whole | Number => format!("r.{name}"),
        Json => format!("CAST(r.{name} AS jsonb)"),
        // As text, because an interval times a number is rounded.
        Moment => {
            format!("timestamp 'epoch' + CAST(r.{name} || ' microseconds' AS interval)")
        }
    }
}

impl Origin<'_> {
    fn shared(&self) -> Vec<Value> {
        (self.workspace, self.job, self.chunk).into_params()
    }
}

/// Stages revisions.
pub async fn revisions(
    transaction: &Transaction,
    origin: &Origin<'_>,
    rows: &[RevisionRow],
) -> Result<(), Error> {
    let mut shared = origin.shared();
    shared.extend((origin.source, sentiment::SCORING_VERSION).into_params());
    REVISIONS.insert(transaction, shared, rows).await
}

/// Stages scored texts.
pub async fn texts(
    transaction: &Transaction,
    origin: &Origin<'_>,
    now: Timestamp,
    rows: &[TextRow],
) -> Result<(), Error> {
    let mut shared = origin.shared();
    shared.extend((origin.source, sentiment::SCORING_VERSION, now).into_params());
    TEXTS.insert(transaction, shared, rows).await
}

/// Stages entities.
pub async fn entities(
    transaction: &Transaction,
    origin: &Origin<'_>,
    rows: &[EntityRow],
) -> Result<(), Error> {
    let mut shared = origin.shared();
    shared.extend((origin.source,).into_params());
    ENTITIES.insert(transaction, shared, rows).await
}

/// Notes row errors.
pub async fn row_errors(
    transaction: &Transaction,
    origin: &Origin<'_>,
    rows: &[ErrorRow],
) -> Result<(), Error> {
    ROW_ERRORS.insert(transaction, origin.shared(), rows).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_read_the_same_columns() {
        assert_eq!(
            ROW_ERRORS.statement(Dialect::Sqlite),
            "INSERT INTO row_errors (workspace_id, job_id, chunk, row_number, line_number, column_name, value, code, reason, \
             remedy) SELECT $1, $2, $3, r.value ->> 'row_number', r.value ->> 'line_number', r.value ->> 'column_name', \
             r.value ->> 'value', r.value ->> 'code', r.value ->> 'reason', r.value ->> 'remedy' FROM json_each($4) AS r"
        );
        let postgres = REVISIONS.statement(Dialect::Postgres);
        assert!(postgres.contains("SELECT $1, $2, $3, $4, $5, r.ticket_id, "));
        assert!(postgres.contains("CAST(r.labels AS jsonb)"));
        assert!(postgres.contains("AS r (ticket_id text, "));
        assert!(postgres.contains("created_at bigint"));
    }
}
