//! Odd names, the same file twice, and questions that only a person can answer.

use std::{fs, thread};

use serde_json::json;
use system_tests::{App, Upload};

use super::{GOOD, PATIENCE, good, nothing_left};

#[test]
fn a_file_name_leads_nowhere_and_two_at_once_are_one_job() {
    let app = App::start();
    let client = app.bootstrap();
    let before = names(&app);
    let sent = client
        .upload(&Upload::bytes("../../../../tmp/evil/../evil.csv", GOOD))
        .accepted();
    assert_eq!(sent["file_info"]["filename"], "evil.csv");
    let id = sent["job_id"].as_str().expect("an id").to_owned();
    assert_eq!(app.uploads(), [app.data().join("data/uploads").join(&id)]);
    let inside: Vec<_> = fs::read_dir(&app.uploads()[0])
        .expect("its folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(
        inside,
        ["export"],
        "the name of the file is not a name on disk"
    );
    assert_eq!(names(&app), before);
    client.completed(&id, PATIENCE);

    let other = GOOD.replace("A-", "B-");
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (client, upload) = (client.clone(), Upload::bytes("b.csv", other.clone()));
            thread::spawn(move || client.upload(&upload).job())
        })
        .collect();
    let jobs: std::collections::BTreeSet<_> = threads
        .into_iter()
        .map(|thread| thread.join().expect("an answer"))
        .collect();
    assert_eq!(jobs.len(), 1, "the same file four times at once: {jobs:?}");
    client.completed(jobs.iter().next().expect("a job"), PATIENCE);
    let again = client
        .upload(&Upload::bytes("renamed.csv", other))
        .accepted();
    assert_eq!(
        (&again["duplicate"], again["job_id"].as_str()),
        (&true.into(), jobs.iter().next().map(String::as_str))
    );
    assert_eq!(client.tickets(""), 4);
    assert_eq!(client.json("/api/jobs")["total"], 2);
    assert_eq!(app.uploads().len(), 2);
}

/// What lies in the data folder and in the one the name pointed to.
fn names(app: &App) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(app.data())
        .expect("the data folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.push(format!(
        "evil: {}",
        fs::exists("/tmp/evil.csv").expect("a folder")
    ));
    names.sort();
    names
}

#[test]
fn an_undecided_order_of_day_and_month_is_asked_for() {
    let app = App::start();
    let client = app.bootstrap();
    let csv =
        "Issue key,Summary,Created\r\nA-1,One,03/04/2026 10:00\r\nA-2,Two,05/06/2026 11:00\r\n";
    let sent = client
        .upload(&Upload::bytes("undecided.csv", csv).field("timezone", "Europe/Berlin"))
        .accepted();
    assert_eq!(sent["status"], "review");
    let id = sent["job_id"].as_str().expect("an id");
    let job = client.job(id);
    assert_eq!(
        (&job["status"], &job["error"]["code"]),
        (&"review".into(), &"date_order_undecided".into())
    );
    assert!(
        job["error"]["detail"]
            .as_str()
            .is_some_and(|detail| detail.contains("row 1") && detail.contains("Created")),
        "{job}"
    );
    let answer = client.send(
        "PUT",
        &format!("/api/job/{id}/mapping"),
        Some(&json!({"date_order": "day_first"})),
    );
    assert_eq!(answer.expect(200)["date_order"], "day_first");
    client
        .post(&format!("/api/job/{id}/confirm"), &json!({}))
        .expect(202);
    let job = client.completed(id, PATIENCE);
    assert_eq!(
        (&job["row_errors"], &job["tickets_added"]),
        (&0.into(), &2.into())
    );
    assert_eq!(
        client.json("/api/tickets/A-1")["created_at"],
        "2026-04-03T08:00:00Z"
    );
    assert_eq!(
        client.json("/api/tickets/A-2")["created_at"],
        "2026-06-05T09:00:00Z"
    );
    let late = client.send(
        "PUT",
        &format!("/api/job/{id}/mapping"),
        Some(&json!({"date_order": "month_first"})),
    );
    assert_eq!((late.status, late.code().as_str()), (409, "not_in_review"));
}

#[test]
fn a_review_can_be_abandoned() {
    let app = App::start();
    let client = app.bootstrap();
    let sent = client.upload(&good().field("review", "true")).accepted();
    assert_eq!(sent["status"], "review");
    let id = sent["job_id"].as_str().expect("an id");
    app.idle();
    assert_eq!(client.tickets(""), 0, "nothing shows while it waits");
    assert_eq!(
        client
            .send("DELETE", &format!("/api/job/{id}"), None)
            .status,
        204
    );
    nothing_left(&app, &client, "a deleted job");
}
