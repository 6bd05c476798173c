//! An upload that takes a comment away and edits another, published over a lake that a rebuild wrote.

use crate::merge::{Export, Merged, merge};
use crate::workspace_job::testing::app;
use crate::{mood, names, places, stage, stored};
use endpoint::testing::{App, block_on};
use figures::fixture::{self, Ticket};
use identity::Role;
use jiff::SignedDuration;
use queue::kind::{Kind, PUBLISH};
use queue::{Claim, NewStep, history};
use rows::insert::{Origin, Rows};
use sentiment::Scorer;
use serde_json::{Value, json};
use stores::named::Document;

const FIRST: (&str, &str, &str) = ("2026-03-02T08:00:00Z", "eve", "It is terrible.");
const SECOND: (&str, &str, &str) = ("2026-03-02T09:00:00Z", "bob", "Great work with Windows 11!");
const THIRD: (&str, &str, &str) = ("2026-03-02T10:00:00Z", "eve", "Thank you.");

fn rebuilt() -> App {
    let app = app();
    let admin = app.sign_in(Role::Admin);
    let mut ticket = Ticket::new("SUP-1", "2026-03-01T08:00:00Z", 0.1);
    for (at, author, text) in [FIRST, SECOND, THIRD] {
        ticket = ticket.comment(at, author, text, 0.2);
        if text == SECOND.2 {
            ticket = ticket.mention("version", "Windows 11");
        }
    }
    let other = Ticket::new("SUP-2", "2026-03-01T09:00:00Z", 0.1).comment(
        "2026-03-02T08:00:00Z",
        "eve",
        "Fine.",
        0.2,
    );
    let cx = &app.cx;
    block_on(fixture::publish(
        &cx.records,
        &cx.lake,
        1,
        cx.clock.now(),
        &[ticket, other],
    ));
    let answer = app.post("/api/lake/rebuild").bearer(&admin).send();
    assert_eq!(answer.status, 202);
    block_on(crate::tick(cx));
    app
}

/// The ticket of a later export: the second comment is gone, the third has another text.
fn export() -> tickets::Ticket {
    let comment = |number: u32, (at, author, body): (&str, &str, &str)| {
        let comment = tickets::Comment {
            number,
            at: at.parse().ok(),
            author: Some(author.to_owned()),
            author_type: None,
            body: body.to_owned(),
            fingerprint: "0".repeat(32).try_into().unwrap(),
        };
        let fingerprint = comment.fingerprint_behind(0);
        tickets::Comment {
            fingerprint,
            ..comment
        }
    };
    let edited = (THIRD.0, THIRD.1, "Thank you, but it is broken again.");
    tickets::Ticket {
        comments: vec![comment(1, FIRST), comment(2, edited)],
        ..crate::merge::tests::ticket("SUP-1", "Open", &[])
    }
}

/// Stages the export as a chunk of job `later` is, and queues its publishing.
fn stage_later(app: &App) {
    let cx = &app.cx;
    let now = cx.clock.now();
    app.execute_with(
        "INSERT INTO jobs (id, workspace_id, sequence, source, file_name, file_size, content_sha256, timezone, status, phase, \
             mapping, total_columns, submitted_at, updated_at) \
         VALUES ('later', 1, 9, 'SUP', 'a.csv', 1, 'later', 'UTC', 'running', 'publish', $1, 1, $2, $2)",
        (json!({}), now),
    );
    let claim = Claim {
        queue_id: "later-score-0".to_owned(),
        job: "later".to_owned(),
        workspace: 1,
        kind: Kind::UPLOAD,
        phase: &queue::kind::SCORE,
        chunk: 0,
        data: json!({}),
        attempts: 1,
        owner: String::new(),
        lease: queue::lease::Lease::taken(now),
    };
    block_on(async {
        let known = stored::find(&cx.records, 1, "SUP", &["SUP-1"])
            .await
            .unwrap();
        let export_of = Export {
            uploaded_at: now.as_microsecond(),
            timezone: "UTC",
            may_remove: true,
            is_comments_alone: false,
        };
        let merged = merge(known.get("SUP-1"), export(), export_of);
        let Merged::Revised {
            ticket,
            new_comments,
            over,
            ..
        } = merged
        else {
            panic!("it changed");
        };
        let former = places::find(&cx.records, (1, "SUP", "SUP-1"), &over).await;
        let former = former.unwrap().expect("a rebuild tells where they lie");
        let whys: Vec<_> = former
            .iter()
            .map(|one| (one.why.as_str(), one.entities.len()))
            .collect();
        assert_eq!(whys, [("deleted", 1), ("edited", 0)]);
        let names = names::of_workspace(&cx.records, 1).await.unwrap();
        let mut scored = mood::score(
            Scorer::new(),
            (&names, None),
            *ticket,
            new_comments,
            "later",
        );
        scored.revision.place.former_comments = Document::of(&former);
        assert_eq!(scored.revision.mood.comment_count, 2);
        let mut all = [scored];
        let files = stage::stage_files(cx, &claim, "SUP", "2026-03-04", &mut all)
            .await
            .unwrap();
        let [scored] = all;
        let rows = Rows {
            revisions: &[scored.revision],
            texts: &scored.texts,
            entities: &scored.entities,
            errors: &[],
            scores: &[],
        };
        let origin = Origin {
            workspace: 1,
            job: "later",
            chunk: 0,
            source: "SUP",
        };
        let dialect = cx.records.dialect().await;
        let prepared = rows.prepare(dialect, &origin, now).unwrap();
        let transaction = cx.records.begin().await.unwrap();
        prepared.run(&transaction).await.unwrap();
        history::open(&transaction, (1, "later", Kind::UPLOAD), now)
            .await
            .unwrap();
        let step = |phase| NewStep {
            phase,
            ..NewStep::first(1, "later", Kind::UPLOAD)
        };
        queue::enqueue(cx, &transaction, step(&queue::kind::SCORE))
            .await
            .unwrap();
        let done =
            "UPDATE phase_queue SET status = 'completed', outcome = $1 WHERE job_id = 'later'";
        transaction
            .execute(done, (json!({"files": files}),))
            .await
            .unwrap();
        queue::enqueue(cx, &transaction, step(&PUBLISH))
            .await
            .unwrap();
        transaction.commit().await.unwrap();
    });
}

#[test]
fn both_stores_leave_out_what_is_over() {
    let app = rebuilt();
    let cx = &app.cx;
    let before = block_on(cx.lake.current(1)).unwrap().unwrap();
    assert_eq!((before.sentiment_rows, before.entity_rows), (6, 1));
    stage_later(&app);
    block_on(crate::tick(cx));
    let job = "SELECT status, error FROM jobs WHERE id = 'later'";
    let job: (String, Option<Value>) = block_on(cx.records.query_one(job, ())).unwrap();
    assert_eq!(
        job,
        ("completed".to_owned(), None),
        "what changed is compared"
    );
    let after = block_on(cx.lake.current(1)).unwrap().unwrap();
    assert_eq!(
        (after.ticket_rows, after.sentiment_rows, after.entity_rows),
        (2, 5, 0)
    );
    let texts = "SELECT text, comment_number FROM sentiment_results WHERE field_type = 'comment' AND ticket_id = 'SUP-1' \
        ORDER BY comment_number";
    let texts: Vec<(String, u32)> = block_on(cx.records.query(texts, ())).unwrap();
    let texts: Vec<_> = texts
        .iter()
        .map(|(text, number)| (text.as_str(), *number))
        .collect();
    assert_eq!(
        texts,
        [(FIRST.2, 1), ("Thank you, but it is broken again.", 3)]
    );
    let former = "SELECT text, reason, removed_by FROM former_comments ORDER BY id";
    let former: Vec<(String, String, String)> = block_on(cx.records.query(former, ())).unwrap();
    let former: Vec<_> = former
        .iter()
        .map(|(text, why, job)| (text.as_str(), why.as_str(), job.as_str()))
        .collect();
    assert_eq!(
        former,
        [(SECOND.2, "deleted", "later"), (THIRD.2, "edited", "later")]
    );
    // All of both stores is counted a day later.
    cx.clock.advance(SignedDuration::from_hours(25));
    block_on(crate::tick(cx));
    let errors = "SELECT count(*) FROM jobs WHERE error IS NOT NULL";
    assert_eq!(
        block_on(cx.records.query_one::<(i64,)>(errors, ())).unwrap(),
        (0,)
    );
}
