//! A rebuild from the request to the lake it leaves, on stores that hold what an upload published.

use crate::workspace_job::testing::{self as earlier, app};
use endpoint::testing::{App, block_on};
use figures::fixture::{self, Ticket};
use identity::{Role, WorkspaceId};
use serde_json::{Value, json};
use stores::lake::{Dataset, Dimension, Error, Measure, Plan, RawQuery, Table};

struct Fixture {
    app: App,
    admin: String,
}

impl Fixture {
    /// Three tickets of workspace 1 and one of workspace 2, their labels as no scorer would give them.
    fn new() -> Self {
        let app = app();
        let admin = app.sign_in(Role::Admin);
        app.sign_in_to(WorkspaceId(2), Role::Admin);
        let angry = Ticket::new("SUP-1", "2026-03-01T08:00:00Z", 0.9)
            .comment("2026-03-02T08:00:00Z", "eve", "This is terrible.", 0.8)
            .mention("product", "Nothing of the kind");
        let thankful = Ticket::new("SUP-2", "2026-02-01T08:00:00Z", -0.9)
            .mention("version", "Summary")
            .comment("2026-03-02T09:00:00Z", "bob", "Great work!", -0.7);
        let fixture = Self { app, admin };
        fixture.publish(1, &[angry.clone(), thankful]);
        fixture.publish(1, &[Ticket::new("SUP-3", "2026-01-01T08:00:00Z", 0.1)]);
        fixture.publish(2, &[angry]);
        fixture
    }

    fn publish(&self, workspace: i64, tickets: &[Ticket]) {
        let cx = &self.app.cx;
        block_on(fixture::publish(
            &cx.records,
            &cx.lake,
            workspace,
            cx.clock.now(),
            tickets,
        ));
    }

    fn begin(&self) -> (u16, String) {
        let answer = self
            .app
            .post("/api/lake/rebuild")
            .bearer(&self.admin)
            .send();
        let job = answer.json()["job_id"].as_str().unwrap().to_owned();
        (answer.status, job)
    }

    fn json(&self, path: &str) -> Value {
        let answer = self.app.get(path).bearer(&self.admin).send();
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    fn work(&self) {
        block_on(crate::tick(&self.app.cx));
    }

    /// The completed rebuild.
    fn rebuilt(&self) -> Value {
        let (status, job) = self.begin();
        assert_eq!(status, 202);
        self.work();
        let told = self.json(&format!("/api/job/{job}"));
        assert_eq!(told["status"], "completed", "{told:#}");
        told
    }

    fn ask(&self, workspace: i64, plan: Plan) -> Result<Table, Error> {
        block_on(self.app.cx.lake.aggregate(workspace, plan))
    }

    /// Every column of a dataset that rows can be grouped by or added up.
    fn figures(&self, workspace: i64, dataset: Dataset) -> Result<Vec<stores::lake::Group>, Error> {
        let (texts, numbers): (&[&str], &[&str]) = match dataset {
            Dataset::Ticket => (
                &[
                    "ticket_id",
                    "summary",
                    "status",
                    "product",
                    "ultimate_sentiment",
                    "scoring_version",
                    "job_id",
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
                    "job_id",
                ],
                &["compound", "confidence", "comment_number"],
            ),
            Dataset::Entity => (
                &[
                    "ticket_id",
                    "text",
                    "label",
                    "field_type",
                    "product",
                    "job_id",
                ],
                &["confidence", "end_pos"],
            ),
            Dataset::Raw => (&["ticket_id", "cells", "job_id"], &["row_number"]),
        };
        let columns = texts
            .iter()
            .map(|name| Dimension::Column((*name).to_owned()));
        let plan = Plan {
            group_by: columns.chain([Dimension::Day("UTC".to_owned())]).collect(),
            measures: numbers
                .iter()
                .map(|name| Measure::Sum((*name).to_owned()))
                .chain([Measure::Count])
                .collect(),
            ..Plan::count(dataset)
        };
        Ok(self.ask(workspace, plan)?.groups)
    }

    fn all(&self, workspace: i64) -> Vec<Vec<stores::lake::Group>> {
        let figures = Dataset::ALL.map(|dataset| self.figures(workspace, dataset).unwrap());
        figures.into()
    }

    /// As if what lies on the disk were not what was written.
    fn damage(&self, dataset: Dataset) {
        let sql = format!(
            "UPDATE lake_files SET digest = 'xxh128:0' WHERE workspace_id = 1 AND end_snapshot IS NULL \
             AND dataset = '{dataset}'"
        );
        assert!(self.app.execute(&sql) > 0);
    }
}

#[test]
fn a_rebuild_writes_what_the_records_hold_and_scores_nothing() {
    let fixture = Fixture::new();
    let (mine, theirs) = (fixture.all(1), fixture.all(2));
    let before = block_on(fixture.app.cx.lake.current(1)).unwrap().unwrap();
    let job = fixture.rebuilt();
    assert_eq!(job["error"], Value::Null, "{job:#}");
    assert_eq!(
        (&job["kind"], &job["records_processed"], &job["total_rows"]),
        (&json!("rebuild"), &json!(3), &json!(3))
    );
    assert_eq!(fixture.all(1), mine);
    assert_eq!(fixture.all(2), theirs);
    let after = block_on(fixture.app.cx.lake.current(1)).unwrap().unwrap();
    assert_eq!(
        (after.ticket_rows, after.sentiment_rows, after.entity_rows),
        (
            before.ticket_rows,
            before.sentiment_rows,
            before.entity_rows
        )
    );
    let id = job["job_id"].as_str().unwrap();
    let files = block_on(fixture.app.cx.lake.files(1)).unwrap();
    let (rows, new): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|file| file.dataset == Dataset::Raw);
    assert_eq!((rows.len(), new.len()), (2, 3));
    assert!(new.iter().all(|file| file.path.contains(id)), "{new:?}");
    assert!(rows.iter().all(|file| !file.path.contains(id)), "{rows:?}");
    let listed = fixture.json("/api/jobs");
    assert_eq!(listed["total"], 2, "only uploads are listed");
    let status = fixture.json("/api/lake/rebuild");
    assert_eq!(
        (&status["running"], &status["last"]["job_id"]),
        (&Value::Null, &json!(id))
    );
}

#[test]
fn revisions_say_where_the_rows_lie_and_those_of_earlier_rebuilds_go() {
    let fixture = Fixture::new();
    for _ in 0..2 {
        let job = fixture.rebuilt();
        let sql = "SELECT n.job_id, n.lake_row, n.lake_field_ranges, n.lake_entity_ranges, n.scoring_version \
            FROM tickets t JOIN ticket_revisions n ON n.id = t.revision_id WHERE t.workspace_id = 1 \
            ORDER BY t.ticket_id";
        let places: Vec<(String, u32, Value, Value, String)> =
            block_on(fixture.app.cx.records.query(sql, ())).unwrap();
        let id = job["job_id"].as_str().unwrap();
        assert!(
            places
                .iter()
                .all(|(job, .., version)| job == id && version == "test-1")
        );
        // By creation: SUP-3, SUP-2, SUP-1; comments, which came later, stand behind all summaries.
        let rows: Vec<u32> = places.iter().map(|(_, row, ..)| *row).collect();
        assert_eq!(rows, [2, 1, 0]);
        let fields: Vec<_> = places.iter().map(|(_, _, fields, ..)| fields).collect();
        assert_eq!(
            fields,
            [&json!([[2, 3]]), &json!([[1, 2]]), &json!([[0, 1]])]
        );
        let entities: Vec<_> = places.iter().map(|(_, _, _, at, _)| at).collect();
        assert_eq!(entities, [&json!([]), &json!([[0, 1]]), &json!([])]);
    }
    let kept = "DELETE FROM ticket_revisions WHERE workspace_id = 1 AND id NOT IN \
        (SELECT revision_id FROM tickets) AND job_id IN (SELECT id FROM jobs WHERE kind = 'rebuild')";
    assert_eq!(fixture.app.execute(kept), 0);
}

#[test]
fn damaged_files_are_refused_until_a_rebuild_stands_for_them() {
    let fixture = Fixture::new();
    let before = fixture.all(1);
    let rows = RawQuery {
        source: "SUP".to_owned(),
        ticket_id: "SUP-1".to_owned(),
        offset: 0,
        limit: 9,
    };
    for dataset in [Dataset::Ticket, Dataset::Sentiment, Dataset::Entity] {
        fixture.damage(dataset);
    }
    let job = fixture.rebuilt();
    assert_eq!(job["error"], Value::Null, "{job:#}");
    assert_eq!(fixture.all(1), before);
    let damaged = block_on(fixture.app.cx.lake.damaged(Some(1))).unwrap();
    assert_eq!(damaged, []);

    fixture.damage(Dataset::Raw);
    let job = fixture.rebuilt();
    assert_eq!(job["error"]["code"], "rows_lost", "{job:#}");
    let detail = job["error"]["detail"].as_str().unwrap();
    assert!(detail.starts_with("3 rows of exports"), "{detail}");
    // What cannot be written anew is told, and stops nobody.
    let found = block_on(fixture.app.cx.lake.raw_rows(1, rows)).unwrap();
    assert_eq!(found.total, 0);
    assert_eq!(fixture.all(1)[..3], before[..3]);
    assert_eq!(block_on(fixture.app.cx.lake.damaged(Some(1))).unwrap(), []);
}

#[test]
fn a_rebuild_and_a_rescoring_go_on_from_each_other() {
    let fixture = Fixture::new();
    let rescored = || {
        let answer = fixture
            .app
            .post("/api/rescoring")
            .bearer(&fixture.admin)
            .send();
        let job = answer.json()["job_id"].as_str().unwrap().to_owned();
        fixture.work();
        let told = fixture.json(&format!("/api/job/{job}"));
        assert_eq!(
            (&told["status"], &told["error"]),
            (&json!("completed"), &Value::Null),
            "{told:#}"
        );
    };
    fixture.rebuilt();
    rescored();
    let after = fixture.all(1);
    let job = fixture.rebuilt();
    assert_eq!(job["error"], Value::Null, "{job:#}");
    let moods = |all: &[Vec<stores::lake::Group>]| -> Vec<_> {
        all.iter()
            .flatten()
            .map(|group| group.values.clone())
            .collect()
    };
    assert_eq!(moods(&fixture.all(1)), moods(&after));
    rescored();
    let kept =
        "DELETE FROM ticket_revisions WHERE job_id IN (SELECT id FROM jobs WHERE kind = 'rebuild')";
    assert_eq!(fixture.app.execute(kept), 0);
}

#[test]
fn who_asks_again_is_told_of_the_one_under_way_and_only_administrators_ask() {
    let fixture = Fixture::new();
    let (status, job) = fixture.begin();
    assert_eq!((status, fixture.begin()), (202, (200, job.clone())));
    let running = fixture.json("/api/lake/rebuild");
    assert_eq!(running["running"]["job_id"], json!(job));
    let analyst = fixture.app.sign_in(Role::Analyst);
    for path in [
        "/api/lake/rebuild".to_owned(),
        format!("/api/job/{job}/retry"),
    ] {
        let answer = fixture.app.post(&path).bearer(&analyst).send();
        assert_eq!(answer.status, 403, "{path}");
    }
    let asked = "DELETE FROM audit_log WHERE action = 'rebuild_requested'";
    assert_eq!(fixture.app.execute(asked), 1);
}

#[test]
fn an_upload_before_it_goes_first_and_a_failed_one_changes_nothing_and_is_tried_again() {
    let fixture = Fixture::new();
    let before = fixture.all(1);
    earlier::begin(&fixture.app, 2);
    let (_, job) = fixture.begin();
    let next = block_on(queue::claim::next(&fixture.app.cx, "worker")).unwrap();
    assert!(matches!(next, queue::claim::Next::Wait), "{next:?}");
    earlier::end(&fixture.app, 2);
    // No ticket can get another revision.
    fixture.app.execute(
        "CREATE UNIQUE INDEX refuse ON ticket_revisions (workspace_id, source, ticket_id)",
    );
    fixture.work();
    let failed = fixture.json(&format!("/api/job/{job}"));
    assert_eq!(failed["status"], "failed", "{failed:#}");
    assert_eq!(fixture.all(1), before);
    fixture.app.execute("DROP INDEX refuse");
    let retried = fixture
        .app
        .post(&format!("/api/job/{job}/retry"))
        .bearer(&fixture.admin)
        .send();
    assert_eq!(retried.status, 202, "{}", retried.text());
    fixture.work();
    let done = fixture.json(&format!("/api/job/{job}"));
    assert_eq!(
        (&done["status"], &done["error"]),
        (&json!("completed"), &Value::Null)
    );
    assert_eq!(fixture.all(1), before);
}

#[test]
fn a_workspace_without_tickets_is_soon_rebuilt() {
    let app = app();
    let admin = app.sign_in(Role::Admin);
    let fixture = Fixture { app, admin };
    let job = fixture.rebuilt();
    assert_eq!(job["error"], Value::Null, "{job:#}");
    assert_eq!(block_on(fixture.app.cx.lake.files(1)).unwrap(), []);
}
