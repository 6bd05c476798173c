//! The queue over HTTP: jobs wait in order, are paused, put first and cancelled, and each kind is booked under its own name.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};
use system_tests::{App, Client, Upload, eventually, records};

const PATIENCE: Duration = Duration::from_mins(1);

fn export(number: u32) -> Upload {
    let rows: Vec<String> = (1..=200)
        .map(|ticket| {
            format!("Q{number}-{ticket},The report crashes in version 4.2 again,2026-02-01")
        })
        .collect();
    let csv = format!("Issue key,Summary,Created\n{}\n", rows.join("\n"));
    Upload::bytes(&format!("{number}.csv"), csv)
}

fn pause(client: &Client, paused: bool) {
    let told = client
        .post("/api/v1/queue/config/pause", &json!({ "paused": paused }))
        .expect(200);
    assert_eq!(told["workspace"], paused);
}

fn order(client: &Client) -> Vec<String> {
    let queue = client.json("/api/v1/queue");
    let jobs = queue["results"].as_array().expect("jobs").iter();
    jobs.map(|job| job["job_id"].as_str().expect("an identifier").to_owned())
        .collect()
}

#[test]
fn a_paused_queue_waits_and_goes_on_in_the_order_a_person_gave_it() {
    let mut app = App::start();
    let client = app.bootstrap();
    client.ingest(&export(0));
    pause(&client, true);
    let first = client.upload(&export(1)).job();
    let second = client.upload(&export(2)).job();
    let rescoring = client
        .post("/api/v1/queue/enqueue", &json!({"kind": "rescoring"}))
        .expect(202);
    let rescoring = rescoring["job_id"].as_str().expect("a job").to_owned();
    assert_eq!(
        order(&client),
        [first.clone(), second.clone(), rescoring.clone()]
    );
    client
        .post(&format!("/api/v1/queue/{second}/execute"), &json!({}))
        .expect(200);
    let change = json!({"priority": 20});
    client
        .send(
            "PATCH",
            &format!("/api/v1/queue/{rescoring}"),
            Some(&change),
        )
        .expect(200);
    let wanted = [second.clone(), rescoring.clone(), first.clone()];
    assert_eq!(order(&client), wanted);
    // The order and the pause outlast the process.
    app.kill();
    app.restart();
    let client = client.at(&app);
    assert_eq!(order(&client), wanted);
    assert_eq!(client.tickets(""), 200);
    let cancelled = client
        .send("DELETE", &format!("/api/v1/queue/{first}"), None)
        .expect(200);
    assert_eq!(cancelled["error"]["code"], "cancelled", "{cancelled:#}");
    pause(&client, false);
    client.completed(&second, PATIENCE);
    client.completed(&rescoring, PATIENCE);
    assert_eq!(client.tickets(""), 400);
    let ended = |job: &str| {
        let job = client.job(job);
        job["completed_at"].as_str().expect("it ended").to_owned()
    };
    assert!(ended(&second) < ended(&rescoring));
    client
        .post(&format!("/api/job/{first}/retry"), &json!({}))
        .expect(202);
    client.completed(&first, PATIENCE);
    assert_eq!(client.tickets(""), 600);
    crate::lake::files_and_records(&app, &client);
    books(&app);
}

/// Each kind of job is booked under its own template, with its phases.
fn books(app: &App) {
    let rows = records(
        app,
        "SELECT workflow_template, status, current_phase, phase_count FROM workflow_history ORDER BY id",
    );
    let mut runs: BTreeMap<(String, String), Vec<(Value, Value)>> = BTreeMap::new();
    for row in rows {
        let text = |at: usize| row[at].as_str().expect("a word").to_owned();
        let run = (row[2].clone(), row[3].clone());
        runs.entry((text(0), text(1))).or_default().push(run);
    }
    let of = |template: &str, status: &str| runs[&(template.to_owned(), status.to_owned())].clone();
    assert_eq!(
        of("ingest", "completed"),
        vec![(json!("done"), json!(4)); 3]
    );
    assert_eq!(of("rescoring", "completed"), [(json!("done"), json!(4))]);
    assert_eq!(of("ingest", "failed").len(), 1, "the cancelled one");
}

#[test]
fn who_runs_the_application_pauses_the_whole_queue() {
    let app = App::start();
    let client = app.bootstrap();
    let command = |word: &str| {
        let told = app
            .command(&format!("queue {word}"))
            .output()
            .expect("it runs");
        assert!(
            told.status.success(),
            "{}",
            String::from_utf8_lossy(&told.stderr)
        );
    };
    command("pause");
    let job = client.upload(&export(1)).job();
    let other = app.other_workspace(&client);
    let elsewhere = other.upload(&export(2)).job();
    let worker = eventually("the services say so", PATIENCE, || {
        let services = client.json("/api/system/services");
        let told = services["services"][2]["detail"].as_str()?.to_owned();
        told.contains("paused")
            .then_some(services["services"][2]["status"].clone())
    });
    assert_eq!(worker, "healthy");
    assert_eq!((client.tickets(""), other.tickets("")), (0, 0));
    command("resume");
    client.completed(&job, PATIENCE);
    other.completed(&elsewhere, PATIENCE);
}
