//! Bulk inserts of a chunk's rows: a statement takes many of one table, as one JSON parameter. The parameters are made
//! before the transaction begins, so that it holds its lock for the database's own work only.

mod rows;

use jiff::Timestamp;
use rows::{Cell, Cells};

pub use rows::{EntityRow, ErrorRow, RevisionRow, ScoreRow, TextRow};
use std::collections::BTreeMap;
use stores::{Dialect, Error, IntoParams, ToValue, Transaction, Value};

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

const SCORES: Table = Table {
    name: "text_scores",
    shared: &["workspace_id", "job_id", "chunk", "scoring_version"],
    own: &[
        ("result_id", Whole),
        ("old_sentiment", Text),
        ("old_confidence", Number),
        ("old_compound", Number),
        ("old_scoring_version", Text),
        ("sentiment", Text),
        ("confidence", Number),
        ("compound", Number),
        ("moved", Whole),
    ],
};

/// Statements of one transaction, ready to be run.
#[derive(Default)]
pub struct Prepared(Vec<(String, Vec<Value>)>);

impl Prepared {
    /// Runs them in order.
    pub async fn run(self, transaction: &Transaction) -> Result<(), Error> {
        for (statement, params) in self.0 {
            transaction.execute(&statement, params).await?;
        }
        Ok(())
    }
}

impl Table {
    /// Inserts rows that are the parameter behind the shared ones, a JSON array: of arrays for SQLite, which finds a
    /// value by its place faster than by its name, of objects for PostgreSQL.
    fn statement(&self, dialect: Dialect) -> String {
        let shared = self.shared.join(", ");
        let own: Vec<_> = self.own.iter().map(|(name, _)| *name).collect();
        let bound: Vec<_> = (1..=self.shared.len()).map(|n| format!("${n}")).collect();
        let rows = self.shared.len() + 1;
        let read = |(place, column): (usize, &(&str, Kind))| match dialect {
            Dialect::Sqlite => format!("r.cells ->> {place}"),
            Dialect::Postgres => of_record(column),
        };
        let from = match dialect {
            // Materialized: else each column would have its row written as text anew.
            Dialect::Sqlite => format!(
                "(WITH m AS MATERIALIZED (SELECT value AS cells FROM json_each(${rows})) SELECT cells FROM m) AS r"
            ),
            Dialect::Postgres => self.record(rows),
        };
        let read: Vec<_> = self.own.iter().enumerate().map(read).collect();
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

    fn prepare<const N: usize>(
        &self,
        to: &mut Prepared,
        dialect: Dialect,
        shared: &[Value],
        rows: &[impl Cells<N>],
    ) -> Result<(), Error> {
        let statement = self.statement(dialect);
        for rows in rows.chunks(AT_A_TIME) {
            let cells: Vec<[Cell<'_>; N]> = rows.iter().map(Cells::cells).collect();
            let rows = match dialect {
                Dialect::Sqlite => {
                    let arrays: Vec<&[Cell<'_>]> = cells.iter().map(<[_; N]>::as_slice).collect();
                    serde_json::to_string(&arrays)
                }
                Dialect::Postgres => {
                    let names = self.own.iter().map(|(name, _)| *name);
                    let object = |row| names.clone().zip(row).collect();
                    let objects: Vec<BTreeMap<&str, Cell<'_>>> =
                        cells.into_iter().map(object).collect();
                    serde_json::to_string(&objects)
                }
            };
            let rows = rows.map_err(|error| Error::Other(error.to_string()))?;
            let mut params = shared.to_vec();
            params.push(Value::Json(rows));
            to.0.push((statement.clone(), params));
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

/// What a chunk adds to the records.
pub struct Rows<'a> {
    /// Its revisions.
    pub revisions: &'a [RevisionRow],
    /// Its scored texts.
    pub texts: &'a [TextRow],
    /// What they mention.
    pub entities: &'a [EntityRow],
    /// What was wrong with its rows.
    pub errors: &'a [ErrorRow],
    /// New scores of texts that are stored already.
    pub scores: &'a [ScoreRow],
}

impl Rows<'_> {
    /// The statements that stage them.
    pub fn prepare(
        &self,
        dialect: Dialect,
        origin: &Origin<'_>,
        now: Timestamp,
    ) -> Result<Prepared, Error> {
        let mut prepared = Prepared::default();
        let to = &mut prepared;
        let mut shared = origin.shared();
        ROW_ERRORS.prepare(to, dialect, &shared, self.errors)?;
        let mut of_scores = shared.clone();
        of_scores.push(sentiment::SCORING_VERSION.to_value());
        SCORES.prepare(to, dialect, &of_scores, self.scores)?;
        shared.push(origin.source.to_value());
        ENTITIES.prepare(to, dialect, &shared, self.entities)?;
        shared.push(sentiment::SCORING_VERSION.to_value());
        REVISIONS.prepare(to, dialect, &shared, self.revisions)?;
        shared.push(now.to_value());
        TEXTS.prepare(to, dialect, &shared, self.texts)?;
        Ok(prepared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_read_the_same_columns() {
        assert_eq!(
            ROW_ERRORS.statement(Dialect::Sqlite),
            "INSERT INTO row_errors (workspace_id, job_id, chunk, row_number, line_number, column_name, value, code, reason, \
             remedy) SELECT $1, $2, $3, r.cells ->> 0, r.cells ->> 1, r.cells ->> 2, r.cells ->> 3, r.cells ->> 4, \
             r.cells ->> 5, r.cells ->> 6 FROM (WITH m AS MATERIALIZED (SELECT value AS cells FROM json_each($4)) \
             SELECT cells FROM m) AS r"
        );
        let postgres = REVISIONS.statement(Dialect::Postgres);
        assert!(postgres.contains("SELECT $1, $2, $3, $4, $5, r.ticket_id, "));
        assert!(postgres.contains("CAST(r.labels AS jsonb)"));
        assert!(postgres.contains("AS r (ticket_id text, "));
        assert!(postgres.contains("created_at bigint"));
    }

    #[test]
    fn every_column_has_its_value() {
        let error = ErrorRow {
            row_number: 7,
            line_number: 8,
            column_name: None,
            value: Some("\"x\"".to_owned()),
            code: "bad_date",
            reason: "no date".to_owned(),
            remedy: "correct it".to_owned(),
        };
        let shared = [Value::Integer(1)];
        let written = |dialect| {
            let mut prepared = Prepared::default();
            ROW_ERRORS
                .prepare(
                    &mut prepared,
                    dialect,
                    &shared,
                    std::slice::from_ref(&error),
                )
                .unwrap();
            match prepared.0.remove(0).1.remove(1) {
                Value::Json(rows) => rows,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(
            written(Dialect::Sqlite),
            r#"[[7,8,null,"\"x\"","bad_date","no date","correct it"]]"#
        );
        assert_eq!(
            written(Dialect::Postgres),
            r#"[{"code":"bad_date","column_name":null,"line_number":8,"reason":"no date","remedy":"correct it","row_number":7,"value":"\"x\""}]"#
        );
        assert_eq!(
            [REVISIONS, TEXTS, ENTITIES, ROW_ERRORS, SCORES].map(|table| table.own.len()),
            [30, 10, 8, 7, 9]
        );
    }
}
