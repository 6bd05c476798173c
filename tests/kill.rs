//! `kill -9` at any moment: nothing half-done shows, the job finishes, and the counts are exact.

use std::{
    thread,
    time::{Duration, Instant},
};

use sample::{Columns, Options};
use serde_json::Value;
use system_tests::{App, Client, Export, agree, eventually, full};

/// Apps that run side by side, and how often each is killed: ten kills in all.
const APPS: u64 = 5;
const KILLS: u64 = 2;

/// Longer than a lease of the worker, after which a killed step is taken up again.
const PATIENCE: Duration = Duration::from_mins(3);

#[test]
fn ten_kills_while_an_export_is_taken_in() {
    let rows = if full() { 10_000 } else { 1_500 };
    let (app, client, export) = prepared(rows);
    let begun = Instant::now();
    let job = client.ingest(&export.upload());
    let usual = begun.elapsed();
    agree(&client, &export.manifest.union);
    let expected = told(&job);
    drop(app);
    let threads: Vec<_> = (0..APPS)
        .map(|number| {
            let expected = expected.clone();
            thread::spawn(move || one_app(number, rows, usual, &expected))
        })
        .collect();
    let failed = threads
        .into_iter()
        .map(thread::JoinHandle::join)
        .filter(Result::is_err)
        .count();
    assert_eq!(failed, 0, "apps that lost something");
}

fn prepared(rows: u64) -> (App, Client, Export) {
    let app = App::start();
    let client = app.bootstrap();
    let options = Options {
        broken_share: 0.02,
        ..Options::new(rows, Columns::Wide, 99)
    };
    let export = Export::generate(&app, &options);
    (app, client, export)
}

/// What a job tells of its work; the same however often it was interrupted.
fn told(job: &Value) -> Vec<Value> {
    let names = [
        "total_rows",
        "records_processed",
        "sentiment_records",
        "entity_records",
        "tickets_added",
        "tickets_updated",
        "tickets_unchanged",
        "row_errors",
        "error",
        "phase",
    ];
    names.map(|name| job[name].clone()).to_vec()
}

fn one_app(number: u64, rows: u64, usual: Duration, expected: &[Value]) {
    let (mut app, mut client, export) = prepared(rows);
    let id = client.upload(&export.upload()).job();
    for kill in 0..KILLS {
        if kill > 0 {
            // The step that was killed waits for its lease to end; the next kill comes when there is work again.
            let before = client.job(&id)["updated_at"].clone();
            eventually("work after a kill", PATIENCE, || {
                let job = watched(&client, &id, export.manifest.union.tickets);
                (job["updated_at"] != before || job["status"] == "completed").then_some(())
            });
        }
        let moment = usual.mul_f64(chance(number * KILLS + kill));
        let begun = Instant::now();
        while begun.elapsed() < moment {
            watched(&client, &id, export.manifest.union.tickets);
            thread::sleep(Duration::from_millis(20));
        }
        eprintln!(
            "app {number}: kill {kill} {moment:?} after work began, at {}",
            client.job(&id)["phase"]
        );
        app.restart();
        client = client.at(&app);
        watched(&client, &id, export.manifest.union.tickets);
    }
    let job = client.completed(&id, PATIENCE);
    assert_eq!(told(&job), expected, "{job:#}");
    agree(&client, &export.manifest.union);
    let jobs = client.json("/api/jobs");
    assert_eq!(jobs["total"], 1);
}

/// Looks at the job, and at what is visible: nothing before it is published, all of it afterwards.
fn watched(client: &Client, id: &str, tickets: u64) -> Value {
    let listed = client.tickets("");
    let lake = client.json("/api/system/lake");
    let counted = client.json("/api/dashboard/metrics")["total_tickets"].clone();
    let job = client.job(id);
    let visible = (
        listed,
        lake["snapshot"]["ticket_rows"].as_u64().unwrap_or(0),
        counted.as_u64().expect("a count"),
    );
    if job["snapshot_id"].is_null() {
        assert_eq!(visible, (0, 0, 0), "visible before it was published");
        assert_eq!(
            lake["files"],
            Value::Array(Vec::new()),
            "files before it was published"
        );
    } else {
        for seen in [visible.0, visible.1, visible.2] {
            assert!(
                seen == 0 || seen == tickets,
                "{seen} of {tickets} tickets are visible"
            );
        }
    }
    job
}

/// 0 to 1, different for each kill and the same in each run: the finalizer of `SplitMix64`.
fn chance(number: u64) -> f64 {
    let value = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more digits")]
    let share = (value >> 11) as f64 / (1_u64 << 53) as f64;
    share
}

#[test]
fn a_kill_while_it_is_published_shows_all_or_nothing() {
    let threads: Vec<_> = [0, 4, 15, 40]
        .map(|late| thread::spawn(move || killed_while_published(Duration::from_millis(late))))
        .into();
    let failed = threads
        .into_iter()
        .map(thread::JoinHandle::join)
        .filter(Result::is_err)
        .count();
    assert_eq!(failed, 0, "apps that lost something");
}

fn killed_while_published(late: Duration) {
    let (mut app, client, export) = prepared(400);
    let id = client.upload(&export.upload()).job();
    let patience = Instant::now() + PATIENCE;
    while !["publish", "compare", "done"]
        .contains(&client.job(&id)["phase"].as_str().expect("a phase"))
    {
        assert!(Instant::now() < patience, "it is never published");
    }
    thread::sleep(late);
    app.restart();
    let client = client.at(&app);
    let tickets = export.manifest.union.tickets;
    let job = watched(&client, &id, tickets);
    eprintln!(
        "killed {late:?} after publishing began, at {}",
        job["phase"]
    );
    client.completed(&id, PATIENCE);
    agree(&client, &export.manifest.union);
}

#[test]
fn a_kill_in_the_middle_of_an_upload_leaves_no_job() {
    let (mut app, client, export) = prepared(300);
    let upload = export.upload();
    let stream = client.begin_upload(&upload, 0.6);
    eventually("the upload is on its way", PATIENCE, || {
        (!app.uploads().is_empty()).then_some(())
    });
    app.restart();
    drop(stream);
    let client = client.at(&app);
    assert_eq!(client.json("/api/jobs")["total"], 0);
    assert_eq!(client.tickets(""), 0);
    let sent = client.upload(&upload).accepted();
    assert_eq!(sent["duplicate"], false);
    client.completed(sent["job_id"].as_str().expect("a job"), PATIENCE);
    agree(&client, &export.manifest.union);
}
