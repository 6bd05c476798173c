//! Uploads undone: counts, dashboards and lake as they were before, and killed at any moment whole or not at all.

use std::{
    thread,
    time::{Duration, Instant},
};

use sample::{Columns, Options};
use serde_json::{Value, json};
use system_tests::{App, Client, Export, YEARS, agree, eventually, records};

use crate::lake::files_and_records;

const PATIENCE: Duration = Duration::from_mins(3);

fn week(app: &App, week: u32) -> Export {
    let options = Options {
        week,
        ..Options::new(150, Columns::Wide, 7)
    };
    Export::generate(app, &options)
}

/// What people see: dashboards, lists, a search; and what is stored of tickets, texts and entities.
fn seen(app: &App, client: &Client) -> Vec<Value> {
    let mut seen: Vec<Value> = [
        format!("/api/support/analytics?{YEARS}"),
        "/api/tickets?sort=-created_at&limit=100".to_owned(),
        "/api/entities/top".to_owned(),
        "/api/filters".to_owned(),
    ]
    .iter()
    .map(|path| without_snapshot(client.json(path)))
    .collect();
    let stored = [
        "SELECT ticket_id, ultimate_sentiment, compound, urgency, comment_count, status, as_of, job_id FROM tickets \
         WHERE workspace_id = 1 ORDER BY ticket_id",
        "SELECT ticket_id, fingerprint, compound, confidence, job_id FROM sentiment_results WHERE workspace_id = 1 \
         ORDER BY ticket_id, fingerprint",
        "SELECT ticket_id, fingerprint, text, label, start_pos FROM entities WHERE workspace_id = 1 \
         ORDER BY ticket_id, fingerprint, start_pos, label",
    ];
    seen.extend(stored.map(|sql| Value::from(records(app, sql))));
    seen
}

/// An answer without the number of the lake's snapshot, which grows with every job.
fn without_snapshot(mut answer: Value) -> Value {
    if let Some(fields) = answer.as_object_mut() {
        for name in [
            "snapshot",
            "snapshot_id",
            "data_version",
            "last_published_at",
        ] {
            fields.remove(name);
        }
    }
    answer
}

/// Undoes an upload to the end.
fn undone(client: &Client, job: &str) -> Value {
    let undo = client.undone(job, PATIENCE);
    assert_eq!(
        (&undo["error"], &undo["kind"]),
        (&Value::Null, &json!("undo")),
        "{undo:#}"
    );
    undo
}

#[test]
fn three_exports_a_week_apart_are_undone_one_by_one() {
    let app = App::start();
    let client = app.bootstrap();
    let weeks: Vec<Export> = (0..3).map(|number| week(&app, number)).collect();
    let (mut jobs, mut before) = (Vec::new(), Vec::new());
    for week in &weeks {
        let job = client.ingest(&week.upload());
        jobs.push(job["job_id"].as_str().expect("a job").to_owned());
        before.push(seen(&app, &client));
    }
    for (earlier, later) in [(0, 1), (1, 2)] {
        let refused = client.post(&format!("/api/job/{}/undo", jobs[earlier]), &json!({}));
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (409, "later_uploads")
        );
        let told = refused.text();
        assert!(told.contains(&jobs[later]), "{told}");
    }
    for last in [2, 1] {
        undone(&client, &jobs[last]);
        assert_eq!(seen(&app, &client), before[last - 1]);
        agree(&client, &weeks[last - 1].manifest.union);
        files_and_records(&app, &client);
        let told = client.job(&jobs[last]);
        assert!(
            told["undone_at"].is_string() && told["snapshot_id"].is_null(),
            "{told:#}"
        );
    }
    // The same file is another job, and all is as if nothing had been undone.
    let sent = client.upload(&weeks[1].upload()).accepted();
    assert_eq!(sent["duplicate"], false);
    client.completed(sent["job_id"].as_str().expect("a job"), PATIENCE);
    agree(&client, &weeks[1].manifest.union);
    // A rebuild in between: all of the lake is written then.
    let rebuild = client.post("/api/lake/rebuild", &json!({})).expect(202);
    client.completed(rebuild["job_id"].as_str().expect("a job"), PATIENCE);
    undone(&client, sent["job_id"].as_str().expect("a job"));
    assert_eq!(seen(&app, &client), before[0]);
    files_and_records(&app, &client);
    undone(&client, &jobs[0]);
    assert_eq!(client.tickets(""), 0);
    let lake = client.json("/api/system/lake");
    assert_eq!(lake["files"], json!([]), "{lake:#}");
}

#[test]
fn a_kill_at_any_phase_of_an_undo_leaves_all_or_nothing_and_it_goes_on() {
    let moments = [
        ("map", 0),
        ("score", 0),
        ("score", 10),
        ("publish", 0),
        ("publish", 8),
        ("compare", 0),
    ];
    let threads: Vec<_> = moments
        .map(|(phase, late)| thread::spawn(move || killed_at(phase, Duration::from_millis(late))))
        .into();
    let failed = threads
        .into_iter()
        .map(thread::JoinHandle::join)
        .filter(Result::is_err)
        .count();
    assert_eq!(failed, 0, "apps that lost something");
}

fn killed_at(phase: &str, late: Duration) {
    let mut app = App::start();
    let client = app.bootstrap();
    client.ingest(&week(&app, 0).upload());
    let before = seen(&app, &client);
    let second = week(&app, 1);
    let job = client.ingest(&second.upload());
    let upload = job["job_id"].as_str().expect("a job").to_owned();
    let after = seen(&app, &client);
    assert_ne!(before, after, "choose another seed");
    let asked = client
        .post(&format!("/api/job/{upload}/undo"), &json!({}))
        .expect(202);
    let id = asked["job_id"].as_str().expect("a job").to_owned();
    let phases = ["map", "score", "publish", "compare", "done"];
    let place = |name: &str| phases.iter().position(|one| *one == name).expect("a phase");
    let patience = Instant::now() + PATIENCE;
    while place(client.job(&id)["phase"].as_str().expect("a phase")) < place(phase) {
        assert!(Instant::now() < patience, "it never comes to {phase}");
    }
    thread::sleep(late);
    app.restart();
    let client = client.at(&app);
    eventually(
        "it ends, and shows all or nothing until then",
        PATIENCE,
        || {
            let undone = client.job(&upload)["undone_at"].is_string();
            let seen = seen(&app, &client);
            // It may be published between the two questions.
            if undone || client.job(&upload)["undone_at"].is_string() {
                assert!(!undone || seen == before, "undone, but not as it was");
            } else {
                assert!(seen == after, "not undone, but not as it is");
            }
            (client.job(&id)["status"] == "completed").then_some(())
        },
    );
    eprintln!("killed {late:?} after {phase} began");
    let told = client.completed(&id, PATIENCE);
    assert_eq!(told["error"], Value::Null, "{told:#}");
    assert_eq!(seen(&app, &client), before);
    agree(&client, &week(&app, 0).manifest.union);
    files_and_records(&app, &client);
}
