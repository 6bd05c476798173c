//! Bulk inserts of a chunk's rows: a statement takes many of one table, as one JSON parameter. The parameters are made
//! before the transaction begins, so that it holds its lock for the database's own work only.

use crate::{EntityRow, ErrorRow, RevisionRow, ScoreRow, TextRow};
use jiff::Timestamp;
use serde::Serialize;
use stores::named;
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

/// A table, and the columns that all rows of a chunk share, bound first and in this order.
struct Table {
    name: &'static str,
    shared: &'static [&'static str],
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
};

const ENTITIES: Table = Table {
    name: "entities",
    shared: &["workspace_id", "job_id", "chunk", "source"],
};

const ROW_ERRORS: Table = Table {
    name: "row_errors",
    shared: &["workspace_id", "job_id", "chunk"],
};

const SCORES: Table = Table {
    name: "text_scores",
    shared: &["workspace_id", "job_id", "chunk", "scoring_version"],
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
    /// Inserts rows that are the parameter behind the shared ones, with these columns of their own.
    fn statement(&self, dialect: Dialect, own: &[&str]) -> String {
        let shared = self.shared.join(", ");
        let bound: Vec<_> = (1..=self.shared.len()).map(|n| format!("${n}")).collect();
        let rows = self.shared.len() + 1;
        let read: Vec<_> = match dialect {
            Dialect::Sqlite => (0..own.len())
                .map(|place| format!("r.cells ->> {place}"))
                .collect(),
            Dialect::Postgres => own.iter().map(|name| format!("r.{name}")).collect(),
        };
        let from = match dialect {
            // Materialized: else each column would have its row written as text anew.
            Dialect::Sqlite => format!(
                "(WITH m AS MATERIALIZED (SELECT value AS cells FROM json_each(${rows})) SELECT cells FROM m) AS r"
            ),
            // The table itself says of which types its columns are.
            Dialect::Postgres => format!(
                "jsonb_populate_recordset(CAST(NULL AS {}), ${rows}) AS r",
                self.name
            ),
        };
        format!(
            "INSERT INTO {} ({shared}, {}) SELECT {}, {} FROM {from}",
            self.name,
            own.join(", "),
            bound.join(", "),
            read.join(", "),
        )
    }

    fn prepare(
        &self,
        to: &mut Prepared,
        dialect: Dialect,
        shared: &[Value],
        rows: &[impl Serialize],
    ) -> Result<(), Error> {
        for rows in rows.chunks(AT_A_TIME) {
            let batch = named::batch(dialect, rows)?;
            let mut params = shared.to_vec();
            params.push(Value::Json(batch.json));
            let statement = self.statement(dialect, &batch.columns);
            to.0.push((statement, params));
        }
        Ok(())
    }
}

/// A text with what finds it inside of its words.
#[derive(Serialize)]
struct Found<'a> {
    row: &'a TextRow,
    more_words: String,
}

/// A text as PostgreSQL keeps it: with all that finds it.
#[derive(Serialize)]
struct Searched<'a> {
    found: Found<'a>,
    search: String,
}

impl<'a> From<&'a TextRow> for Found<'a> {
    fn from(row: &'a TextRow) -> Self {
        let more_words = search::inside(&row.text);
        Self { row, more_words }
    }
}

impl<'a> From<&'a TextRow> for Searched<'a> {
    fn from(row: &'a TextRow) -> Self {
        let found = Found::from(row);
        let mut search = search::words(&row.text);
        search.push_str(&found.more_words);
        Self { found, search }
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
        match dialect {
            // Its full-text index cuts the words.
            Dialect::Sqlite => {
                let texts: Vec<Found<'_>> = self.texts.iter().map(Found::from).collect();
                TEXTS.prepare(to, dialect, &shared, &texts)?;
            }
            Dialect::Postgres => {
                let texts: Vec<Searched<'_>> = self.texts.iter().map(Searched::from).collect();
                TEXTS.prepare(to, dialect, &shared, &texts)?;
            }
        }
        Ok(prepared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        LakePlace, TicketMood, TicketState, put_in_place, put_moods_in_place, state_columns,
    };
    use futures::executor::block_on;
    use sentiment::Label;
    use stores::Records;
    use stores::named::{Document, Moment, Named};

    #[test]
    fn both_databases_read_the_same_columns() {
        let error = ErrorRow {
            row_number: 7,
            line_number: 8,
            column_name: None,
            value: Some("\"x\"".to_owned()),
            code: "bad_date",
            reason: "no date".to_owned(),
            remedy: "correct it".to_owned(),
        };
        let written = |dialect| {
            let mut prepared = Prepared::default();
            let shared = [Value::Integer(1)];
            let rows = std::slice::from_ref(&error);
            ROW_ERRORS
                .prepare(&mut prepared, dialect, &shared, rows)
                .unwrap();
            let (statement, mut params) = prepared.0.remove(0);
            match params.remove(1) {
                Value::Json(rows) => (statement, rows),
                other => panic!("{other:?}"),
            }
        };
        let (statement, rows) = written(Dialect::Sqlite);
        assert_eq!(
            statement,
            "INSERT INTO row_errors (workspace_id, job_id, chunk, row_number, line_number, column_name, value, code, reason, \
             remedy) SELECT $1, $2, $3, r.cells ->> 0, r.cells ->> 1, r.cells ->> 2, r.cells ->> 3, r.cells ->> 4, \
             r.cells ->> 5, r.cells ->> 6 FROM (WITH m AS MATERIALIZED (SELECT value AS cells FROM json_each($4)) \
             SELECT cells FROM m) AS r"
        );
        assert_eq!(
            rows,
            r#"[[7,8,null,"\"x\"","bad_date","no date","correct it"]]"#
        );
        let (statement, rows) = written(Dialect::Postgres);
        assert!(
            statement.ends_with(
                "r.reason, r.remedy FROM jsonb_populate_recordset(CAST(NULL AS row_errors), $4) AS r"
            ),
            "{statement}"
        );
        assert!(
            rows.starts_with(r#"[{"row_number":7,"line_number":8,"column_name":null,"#),
            "{rows}"
        );
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Both {
        state: TicketState,
        mood: TicketMood,
    }

    /// What is written is read again by the same names, on the database that the tests run on.
    #[test]
    fn a_revision_is_read_as_it_was_written() {
        let state = TicketState {
            ticket_id: "A-1".to_owned(),
            summary: "It \"breaks\"\n".to_owned(),
            labels: Document("[\"a\"]".to_owned()),
            created_at: Some(Moment(1_700_000_000_000_001)),
            created_from: "column".to_owned(),
            resolved_at: Some(Moment(-5)),
            ..TicketState::default()
        };
        let mood = TicketMood {
            compound: -0.1,
            ultimate_sentiment: Label::Negative,
            ..TicketMood::default()
        };
        let revision = RevisionRow {
            state: state.clone(),
            mood: mood.clone(),
            place: LakePlace::default(),
        };
        let records = Records::in_memory();
        block_on(async {
            for statement in [
                "INSERT INTO workspaces (id, name, created_at) VALUES (1, 'W', $1)",
                "INSERT INTO jobs (id, workspace_id, sequence, source, file_name, file_size, content_sha256, timezone, status, \
                     phase, mapping, total_columns, submitted_at, updated_at) \
                 VALUES ('j', 1, 1, 'jira', '', 0, '', 'UTC', 'running', 'publish', '{}', 0, $1, $1)",
            ] {
                records
                    .execute(statement, (Timestamp::UNIX_EPOCH,))
                    .await
                    .unwrap();
            }
            let origin = Origin {
                workspace: 1,
                job: "j",
                chunk: 0,
                source: "jira",
            };
            let rows = Rows {
                revisions: &[revision],
                texts: &[],
                entities: &[],
                errors: &[],
                scores: &[],
            };
            let dialect = records.dialect().await;
            let prepared = rows
                .prepare(dialect, &origin, Timestamp::UNIX_EPOCH)
                .unwrap();
            let transaction = records.begin().await.unwrap();
            prepared.run(&transaction).await.unwrap();
            put_in_place(&transaction, "j").await.unwrap();
            put_moods_in_place(&transaction, "j").await.unwrap();
            transaction.commit().await.unwrap();
            let columns = [state_columns(), named::columns::<TicketMood>().join(", ")].join(", ");
            let Named(read) = records
                .query_one::<Named<Both>>(&format!("SELECT {columns} FROM tickets"), ())
                .await
                .unwrap();
            assert_eq!(read, Both { state, mood });
        });
    }
}
