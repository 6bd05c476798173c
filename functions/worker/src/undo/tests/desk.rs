//! A workspace whose exports are taken in as uploads are, and all that its stores hold, to compare.

use crate::originals::testing::mount;
use crate::rebuild::tickets;
use crate::rescoring::{Range, texts};
use crate::workspace_job::testing::app;
use ::tickets::Zone;
use endpoint::testing::{Answer, App, block_on};
use folder::uploads::Uploads;
use identity::Role;
use jiff::SignedDuration;
use queue::{Kind, history, inspected};
use serde_json::Value;
use std::fs;
use stores::lake::{Dataset, Dimension, Measure, Plan};

/// Workspace 1 of an empty installation.
pub struct Desk {
    pub app: App,
    pub admin: String,
    folder: tempfile::TempDir,
    /// The most rows of a chunk.
    pub chunk_rows: std::cell::Cell<u64>,
    /// Job and name of each file that was uploaded.
    uploaded: std::cell::RefCell<Vec<(String, String)>>,
}

/// What the stores hold, a line each, without what says when and by which run it was written.
#[derive(Debug, PartialEq)]
pub struct Held {
    pub records: Vec<String>,
    pub lake: Vec<String>,
}

impl Desk {
    pub fn new() -> Self {
        let app = app();
        // No date of the exports is to come.
        app.cx.clock.advance(SignedDuration::from_hours(60 * 24));
        let admin = app.sign_in(Role::Admin);
        let folder = tempfile::tempdir().expect("a folder");
        mount(folder.path());
        Self {
            app,
            admin,
            folder,
            chunk_rows: 5_000.into(),
            uploaded: Vec::new().into(),
        }
    }

    /// Stores an export as an upload of it would, its chunks queued.
    pub fn sent(&self, name: &str, table: &str) -> String {
        let cx = &self.app.cx;
        cx.clock.advance(SignedDuration::from_mins(1));
        let (now, bytes) = (cx.clock.now(), table.as_bytes());
        let id = cx.random.uuid_v7(now).to_string();
        let path = Uploads::in_folder(self.folder.path()).file(&id);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("room");
        let (format, sniff) = ::tickets::detect(bytes, true).expect("a table");
        let mapping = format.propose(&sniff);
        let options = ::tickets::Options {
            chunk_rows: self.chunk_rows.get(),
            ..::tickets::Options::new(Zone::UTC, now)
        };
        let mut inspector = format
            .inspector(&sniff, &mapping, options)
            .expect("columns");
        inspector.feed(bytes).expect("rows");
        let inspection = inspector.finish().expect("a whole file");
        block_on(async {
            let transaction = cx.records.begin().await.unwrap();
            transaction
                .execute(
                    "INSERT INTO jobs (id, workspace_id, sequence, source, file_name, file_size, content_sha256, timezone, \
                         status, phase, mapping, total_columns, submitted_at, updated_at) \
                     VALUES ($1, 1, (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs), $2, $3, $4, $5, 'UTC', 'queued', \
                         'inspect', $6, 1, $7, $7)",
                    (
                        id.as_str(),
                        format.source(),
                        name,
                        bytes.len() as u64,
                        // Unique, as the digest of the content is.
                        format!("{:064x}", bytes.iter().fold(7u128, |sum, byte| sum.wrapping_mul(257).wrapping_add(u128::from(*byte)))),
                        serde_json::to_value(&mapping).unwrap(),
                        now,
                    ),
                )
                .await
                .unwrap();
            history::open(&transaction, (1, &id, Kind::UPLOAD), now)
                .await
                .unwrap();
            inspected::keep(cx, &transaction, (1, &id), &inspection)
                .await
                .unwrap();
            transaction.commit().await.unwrap();
        });
        let mut uploaded = self.uploaded.borrow_mut();
        uploaded.push((id.clone(), name.to_owned()));
        id
    }

    /// Takes an export in to its end.
    pub fn upload(&self, name: &str, table: &str) -> String {
        let id = self.sent(name, table);
        self.work();
        let job = self.job(&id);
        assert_eq!(
            (&job["status"], &job["error"]),
            (&"completed".into(), &Value::Null),
            "{job:#}"
        );
        id
    }

    pub fn work(&self) {
        block_on(crate::tick(&self.app.cx));
    }

    pub fn post(&self, path: &str) -> Answer {
        self.app.post(path).bearer(&self.admin).send()
    }

    pub fn job(&self, id: &str) -> Value {
        let answer = self
            .app
            .get(&format!("/api/job/{id}"))
            .bearer(&self.admin)
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Has a job that a request asks for done.
    pub fn done(&self, path: &str) -> Value {
        self.app.cx.clock.advance(SignedDuration::from_mins(1));
        let answer = self.post(path);
        assert_eq!(answer.status, 202, "{path}: {}", answer.text());
        self.work();
        let job = self.job(answer.json()["job_id"].as_str().expect("a job"));
        assert_eq!(
            (&job["status"], &job["error"]),
            (&"completed".into(), &Value::Null),
            "{job:#}"
        );
        job
    }

    pub fn undo(&self, job: &str) -> Value {
        self.done(&format!("/api/job/{job}/undo"))
    }

    /// Code and detail of the refusal to undo.
    pub fn refused(&self, job: &str) -> (String, String) {
        let answer = self.post(&format!("/api/job/{job}/undo"));
        assert_eq!(answer.status, 409, "{}", answer.text());
        let told = answer.json();
        (
            answer.code(),
            told["detail"].as_str().unwrap_or_default().to_owned(),
        )
    }

    /// All that counts.
    pub fn held(&self) -> Held {
        Held {
            records: self.records(),
            lake: self.lake(true),
        }
    }

    /// Tickets with their moods, texts with their scores, what they mention, and the former states.
    pub fn records(&self) -> Vec<String> {
        let cx = &self.app.cx;
        let sources = "SELECT DISTINCT source FROM tickets WHERE workspace_id = 1 ORDER BY source";
        let sources: Vec<(String,)> = block_on(cx.records.query(sources, ())).unwrap();
        let mut lines = Vec::new();
        for (source,) in sources {
            let range = Range {
                source,
                after: String::new(),
                to: "\u{7f}".to_owned(),
                tickets: 0,
            };
            let tickets = block_on(tickets::tickets(cx, 1, &range)).unwrap();
            lines.extend(tickets.iter().map(|one| format!("{one:?}")));
            let texts = block_on(texts::texts(&cx.records, 1, &range)).unwrap();
            lines.extend(
                texts
                    .iter()
                    .map(|one| format!("{} {} {:?}", one.job, one.scoring_version, one.row)),
            );
            let entities = block_on(tickets::entities(&cx.records, 1, &range)).unwrap();
            let shown = |job: &str, fingerprint: &str| {
                texts
                    .iter()
                    .any(|text| text.job == job && text.row.fingerprint == fingerprint)
            };
            let entities = entities.values().flatten();
            let entities = entities.filter(|found| shown(&found.job, &found.row.fingerprint));
            lines.extend(entities.map(|found| format!("{} {:?}", found.job, found.row)));
        }
        let former = "SELECT v.job_id, v.ticket_id, v.status FROM ticket_revisions v JOIN jobs j ON j.id = v.job_id \
            AND j.kind = 'upload'";
        let former: Vec<(String, String, String)> = block_on(cx.records.query(former, ())).unwrap();
        lines.extend(former.iter().map(|former| format!("{former:?}")));
        self.named(lines)
    }

    /// Every column of the lake that rows can be grouped by or added up; with the jobs that brought them, or without.
    pub fn lake(&self, with_jobs: bool) -> Vec<String> {
        let mut lines = Vec::new();
        for dataset in Dataset::ALL {
            let (texts, numbers): (&[&str], &[&str]) = match dataset {
                Dataset::Ticket => (
                    &[
                        "ticket_id",
                        "summary",
                        "status",
                        "ultimate_sentiment",
                        "scoring_version",
                        "category",
                    ],
                    &[
                        "compound",
                        "ultimate_confidence",
                        "comment_count",
                        "urgency",
                    ],
                ),
                Dataset::Sentiment => (
                    &[
                        "ticket_id",
                        "field_type",
                        "text",
                        "sentiment",
                        "author_id",
                        "scoring_version",
                    ],
                    &["compound", "confidence", "comment_number", "intensity"],
                ),
                Dataset::Entity => (
                    &["ticket_id", "text", "label", "field_type"],
                    &["confidence", "end_pos"],
                ),
                Dataset::Raw => (&["ticket_id", "cells"], &["row_number"]),
            };
            let with_jobs = with_jobs.then_some("job_id");
            let columns = texts.iter().copied().chain(with_jobs);
            let columns = columns.map(|name| Dimension::Column(name.to_owned()));
            let plan = Plan {
                group_by: columns.chain([Dimension::Day("UTC".to_owned())]).collect(),
                measures: numbers
                    .iter()
                    .map(|name| Measure::Sum((*name).to_owned()))
                    .chain([Measure::Count])
                    .collect(),
                ..Plan::count(dataset)
            };
            let table = block_on(self.app.cx.lake.aggregate(1, plan)).unwrap();
            lines.extend(
                table
                    .groups
                    .iter()
                    .map(|group| format!("{dataset} {group:?}")),
            );
        }
        self.named(lines)
    }

    /// Lines with the names of files where they name the jobs that brought them, in order.
    fn named(&self, mut lines: Vec<String>) -> Vec<String> {
        for line in &mut lines {
            for (job, name) in self.uploaded.borrow().iter() {
                *line = line.replace(job, name);
            }
        }
        lines.sort();
        lines
    }

    /// Nothing counts, in neither store.
    pub fn is_empty(&self) -> bool {
        let Held { records, lake } = self.held();
        let snapshot = block_on(self.app.cx.lake.current(1)).unwrap();
        let rows = snapshot.map_or(0, |now| {
            now.ticket_rows + now.sentiment_rows + now.entity_rows
        });
        records.is_empty() && lake.is_empty() && rows == 0
    }
}
