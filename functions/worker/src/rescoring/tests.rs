//! A rescoring from the request to the comparison, on stores that hold what an earlier scorer left.

use crate::workspace_job::testing::{self as earlier, app};
use endpoint::testing::{App, block_on};
use figures::fixture::{self, Ticket};
use identity::{Role, WorkspaceId};
use sentiment::Scorer;
use serde_json::{Value, json};

struct Fixture {
    app: App,
    admin: String,
}

impl Fixture {
    /// Two tickets of workspace 1 and one of workspace 2, their labels as no scorer would give them.
    fn new() -> Self {
        let app = app();
        let admin = app.sign_in(Role::Admin);
        app.sign_in_to(WorkspaceId(2), Role::Admin);
        let angry = Ticket::new("SUP-1", "2026-03-01T08:00:00Z", 0.9)
            .comment(
                "2026-03-02T08:00:00Z",
                "eve",
                "This is terrible, I am very angry.",
                0.8,
            )
            .mention("product", "Nothing of the kind");
        let thankful = Ticket::new("SUP-2", "2026-03-01T08:00:00Z", -0.9).comment(
            "2026-03-02T08:00:00Z",
            "bob",
            "Thank you, great work by Windows 11!",
            -0.7,
        );
        let fixture = Self { app, admin };
        fixture.publish(1, &[angry.clone(), thankful]);
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
        let answer = self.app.post("/api/rescoring").bearer(&self.admin).send();
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

    fn rescored(&self) -> String {
        let (status, job) = self.begin();
        assert_eq!(status, 202);
        self.work();
        let told = self.json(&format!("/api/job/{job}"));
        assert_eq!(
            (&told["status"], &told["error"]),
            (&json!("completed"), &Value::Null),
            "{told:#}"
        );
        job
    }

    /// Text, label, compound, confidence, scorer of every text of a workspace.
    fn texts(&self, workspace: i64) -> Vec<(String, String, f64, f64, String)> {
        let sql = "SELECT text, sentiment, compound, confidence, scoring_version FROM sentiment_results \
            WHERE workspace_id = $1 ORDER BY id";
        block_on(self.app.cx.records.query(sql, (workspace,))).unwrap()
    }
}

#[test]
fn every_text_has_the_score_of_today_and_the_other_workspace_its_own() {
    let fixture = Fixture::new();
    let other = fixture.texts(2);
    let job = fixture.rescored();
    for (text, label, compound, confidence, version) in fixture.texts(1) {
        let score = Scorer::new().score(&text);
        assert_eq!(label, score.label.as_str(), "{text}");
        assert_eq!(
            (compound.to_bits(), confidence.to_bits()),
            (score.compound.to_bits(), score.confidence.to_bits()),
            "{text}"
        );
        assert_eq!(version, sentiment::SCORING_VERSION);
    }
    assert_eq!(fixture.texts(2), other);
    let moods = "SELECT t.ticket_id, t.ultimate_sentiment, t.scoring_version, n.job_id FROM tickets t \
        JOIN ticket_revisions n ON n.id = t.revision_id WHERE t.workspace_id = 1 ORDER BY 1";
    let moods: Vec<(String, String, String, String)> =
        block_on(fixture.app.cx.records.query(moods, ())).unwrap();
    let moods: Vec<_> = moods
        .iter()
        .map(|(_, mood, version, of)| (mood.as_str(), version.as_str(), of))
        .collect();
    assert_eq!(
        moods,
        [
            ("negative", sentiment::SCORING_VERSION, &job),
            ("positive", sentiment::SCORING_VERSION, &job)
        ]
    );
    let mentions = "SELECT e.text FROM entities e JOIN sentiment_results r ON r.job_id = e.job_id \
        AND r.fingerprint = e.fingerprint WHERE e.workspace_id = 1";
    let mentions: Vec<(String,)> = block_on(fixture.app.cx.records.query(mentions, ())).unwrap();
    assert_eq!(mentions, [("Windows 11".to_owned(),)]);
}

#[test]
fn the_lake_lists_the_new_files_only_and_keeps_the_old_snapshot() {
    let fixture = Fixture::new();
    let lake = &fixture.app.cx.lake;
    let before = block_on(lake.current(1)).unwrap().unwrap();
    let old = block_on(lake.files(1)).unwrap();
    let job = fixture.rescored();
    let after = block_on(lake.current(1)).unwrap().unwrap();
    assert_eq!(
        (after.ticket_rows, after.sentiment_rows, after.entity_rows),
        (2, 4, 1)
    );
    let raw = stores::lake::Dataset::Raw;
    let (kept, new): (Vec<_>, Vec<_>) = block_on(lake.files(1))
        .unwrap()
        .into_iter()
        .partition(|file| file.dataset == raw);
    assert!(!old.is_empty() && new.len() == 3, "{new:?}");
    assert!(
        new.iter()
            .all(|file| file.path.contains(&job) && file.removed.is_empty())
    );
    // What an export held is no score.
    let rows = |files: &[stores::lake::LiveFile]| {
        let of_exports = files.iter().filter(|file| file.dataset == raw);
        of_exports.map(|file| file.path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(rows(&kept), rows(&old));
    let plan = |snapshot| stores::lake::Plan {
        snapshot: Some(snapshot),
        ..stores::lake::Plan::count(stores::lake::Dataset::Ticket)
    };
    for snapshot in [before.id, after.id] {
        let counted = block_on(lake.aggregate(1, plan(snapshot))).unwrap();
        assert_eq!(counted.groups[0].values, [Some(2.0)]);
    }
}

#[test]
fn the_comparison_adds_up_and_names_the_texts() {
    let fixture = Fixture::new();
    let before = fixture.json("/api/scoring");
    assert_eq!(
        (&before["texts"], &before["outdated"]),
        (&json!(4), &json!(4))
    );
    assert_eq!(
        before["versions"],
        json!([{"scoring_version": "test-1", "texts": 4}])
    );
    let job = fixture.rescored();
    let compared = fixture.json(&format!("/api/rescoring/{job}/comparison"));
    assert_eq!(compared["before"], before["versions"]);
    assert_eq!(
        (&compared["texts"]["total"], &compared["tickets"]["total"]),
        (&json!(4), &json!(2))
    );
    assert_eq!(compared["tickets"]["changed"], 2);
    let changes = fixture.json(&format!("/api/rescoring/{job}/changes"));
    assert_eq!(changes["total"], compared["texts"]["changed"]);
    let angry = fixture.json(&format!(
        "/api/rescoring/{job}/changes?from=positive&to=negative"
    ));
    assert_eq!(angry["total"], 1);
    let angry = &angry["results"][0];
    assert_eq!(
        (
            &angry["ticket_id"],
            &angry["from_compound"],
            &angry["from_version"]
        ),
        (&json!("SUP-1"), &json!(0.8), &json!("test-1"))
    );
    let csv = format!("/api/rescoring/{job}/changes.csv?to=negative");
    let csv = fixture.app.get(&csv).bearer(&fixture.admin).send().text();
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.contains("SUP-1,SUP,comment,1,\"This is terrible, I am very angry.\",positive,0.8,test-1,negative,-"), "{csv}");
    let booked = "DELETE FROM audit_log WHERE action = 'rescoring_changes_exported'";
    assert_eq!(fixture.app.execute(booked), 1);
    let after = fixture.json("/api/scoring");
    assert_eq!(
        (&after["outdated"], &after["compared"], &after["running"]),
        (&json!(0), &json!(job), &Value::Null)
    );
    assert_eq!(
        fixture.json("/api/jobs")["total"],
        1,
        "only uploads are listed"
    );

    // Once more: nothing to change, and the former scores make room.
    let again = fixture.rescored();
    let compared = fixture.json(&format!("/api/rescoring/{again}/comparison"));
    assert_eq!(
        (
            &compared["texts"]["changed"],
            &compared["tickets"]["changed"]
        ),
        (&json!(0), &json!(0))
    );
    let kept = fixture
        .app
        .get(&format!("/api/rescoring/{job}/changes"))
        .bearer(&fixture.admin)
        .send();
    assert_eq!(
        (kept.status, kept.code().as_str()),
        (409, "scores_replaced")
    );
    assert_eq!(fixture.app.execute("DELETE FROM text_scores"), 4);
    let stale = format!("DELETE FROM ticket_revisions WHERE job_id = '{job}'");
    assert_eq!(
        fixture.app.execute(&stale),
        0,
        "revisions of an earlier rescoring are not kept"
    );
}

#[test]
fn who_asks_again_is_told_of_the_one_under_way_and_strangers_of_none() {
    let fixture = Fixture::new();
    let (status, job) = fixture.begin();
    assert_eq!((status, fixture.begin()), (202, (200, job.clone())));
    let unpublished = fixture
        .app
        .get(&format!("/api/rescoring/{job}/comparison"))
        .bearer(&fixture.admin)
        .send();
    assert_eq!(
        (unpublished.status, unpublished.code().as_str()),
        (409, "not_published")
    );
    let stranger = fixture.app.sign_in_to(WorkspaceId(2), Role::Admin);
    for path in ["comparison", "changes"] {
        let answer = fixture
            .app
            .get(&format!("/api/rescoring/{job}/{path}"))
            .bearer(&stranger)
            .send();
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (404, "unknown_rescoring")
        );
    }
    let analyst = fixture.app.sign_in(Role::Analyst);
    let retried = fixture
        .app
        .post(&format!("/api/job/{job}/retry"))
        .bearer(&analyst)
        .send();
    assert_eq!(retried.status, 403);
    let mapped = fixture
        .app
        .get(&format!("/api/job/{job}/mapping"))
        .bearer(&fixture.admin)
        .send();
    assert_eq!(mapped.status, 404);
    assert_eq!(
        fixture
            .app
            .execute("DELETE FROM audit_log WHERE action = 'rescoring_requested'"),
        1
    );
}

#[test]
fn an_upload_before_it_goes_first_and_a_failed_one_changes_nothing_and_is_tried_again() {
    let fixture = Fixture::new();
    earlier::begin(&fixture.app, 1);
    let (_, job) = fixture.begin();
    let next = block_on(queue::claim::next(&fixture.app.cx, "worker")).unwrap();
    assert!(matches!(next, queue::claim::Next::Wait), "{next:?}");
    earlier::end(&fixture.app, 1);

    let before = fixture.texts(1);
    // No ticket can get another revision.
    fixture.app.execute(
        "CREATE UNIQUE INDEX refuse ON ticket_revisions (workspace_id, source, ticket_id)",
    );
    fixture.work();
    let failed = fixture.json(&format!("/api/job/{job}"));
    assert_eq!(failed["status"], "failed", "{failed:#}");
    assert_eq!(fixture.texts(1), before);
    assert_eq!(fixture.app.execute("DELETE FROM text_scores"), 0);
    fixture.app.execute("DROP INDEX refuse");
    let retried = fixture
        .app
        .post(&format!("/api/job/{job}/retry"))
        .bearer(&fixture.admin)
        .send();
    assert_eq!(retried.status, 202, "{}", retried.text());
    fixture.work();
    assert_eq!(
        fixture.json(&format!("/api/job/{job}"))["status"],
        "completed"
    );
    assert_ne!(fixture.texts(1), before);
}

#[test]
fn a_step_that_never_ends_fails_its_job() {
    let fixture = Fixture::new();
    let (_, job) = fixture.begin();
    let before = fixture.texts(1);
    // As if the instance had ended each time.
    let begun = format!("UPDATE phase_queue SET attempts = 20 WHERE job_id = '{job}'");
    assert_eq!(fixture.app.execute(&begun), 1);
    fixture.work();
    let failed = fixture.json(&format!("/api/job/{job}"));
    assert_eq!(failed["status"], "failed", "{failed:#}");
    let detail = failed["error"]["detail"].as_str().unwrap();
    assert!(detail.contains("begun 20 times"), "{detail}");
    assert_eq!(fixture.texts(1), before);
}

#[test]
fn a_published_job_whose_last_step_fails_stays() {
    let fixture = Fixture::new();
    let job = fixture.rescored();
    let after = fixture.texts(1);
    let again = format!("UPDATE jobs SET status = 'running', phase = 'compare' WHERE id = '{job}'");
    assert_eq!(fixture.app.execute(&again), 1);
    let begun = format!(
        "UPDATE phase_queue SET status = 'queued', attempts = 20 WHERE job_id = '{job}' AND current_phase = 'compare'"
    );
    assert_eq!(fixture.app.execute(&begun), 1);
    fixture.work();
    let ended = fixture.json(&format!("/api/job/{job}"));
    assert_eq!(ended["status"], "completed", "{ended:#}");
    assert_eq!(ended["error"]["code"], "ingest_failed");
    assert_eq!(fixture.texts(1), after);
}

#[test]
fn nothing_stored_is_soon_scored() {
    let app = app();
    let admin = app.sign_in(Role::Admin);
    let fixture = Fixture { app, admin };
    let job = fixture.rescored();
    assert_eq!(
        fixture.json(&format!("/api/rescoring/{job}/comparison"))["texts"]["total"],
        0
    );
    assert_eq!(
        fixture.json(&format!("/api/rescoring/{job}/changes"))["results"],
        json!([])
    );
}
