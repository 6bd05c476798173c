//! Tickets whose keys change: moved to another project, counted once; and keys that are numbers of their own in each.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::{App, Client, Upload, YEARS};

use crate::lake::files_and_records;

const PATIENCE: Duration = Duration::from_mins(2);
const HEADER: &str = "Issue key,Issue id,Summary,Status,Created,Updated,Comment,Comment\r\n";

fn import(client: &Client, name: &str, header: &str, rows: &[&str]) -> Value {
    let text = format!("{header}{}\r\n", rows.join("\r\n"));
    let job = client.ingest(&Upload::bytes(name, text).field("timezone", "UTC"));
    assert_eq!(job["error"], Value::Null, "{job:#}");
    job
}

fn keys(client: &Client, query: &str) -> Vec<String> {
    let tickets = client.pages(&format!("/api/tickets{query}"));
    let key = |ticket: &Value| ticket["ticket_id"].as_str().expect("a key").to_owned();
    let mut keys: Vec<String> = tickets.iter().map(key).collect();
    keys.sort();
    keys
}

/// What people see of all tickets, which both stores agree on.
fn seen(app: &App, client: &Client, total: u64) -> Vec<Value> {
    assert_eq!(client.tickets(""), total);
    let mut figures = client.json(&format!("/api/support/analytics?{YEARS}"));
    assert_eq!(figures["summary"]["total_tickets"], total, "{figures:#}");
    files_and_records(app, client);
    if let Some(fields) = figures.as_object_mut() {
        fields.retain(|name, _| !name.contains("snapshot") && name != "data_version");
    }
    let mut seen = vec![figures];
    for key in keys(client, "") {
        let mut ticket = client.json(&format!(
            "/api/tickets/{}",
            key.replace('/', "%2F").replace('#', "%23")
        ));
        let texts = ticket["comments"].as_array_mut().expect("texts");
        texts
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .for_each(|text| _ = text.remove("id"));
        seen.push(ticket);
    }
    seen
}

fn undo(client: &Client, job: &Value) {
    let undo = client.undone(job["job_id"].as_str().expect("a job"), PATIENCE);
    assert_eq!(undo["error"], Value::Null, "{undo:#}");
}

fn texts(ticket: &Value) -> Vec<&str> {
    let texts = ticket["comments"].as_array().expect("texts").iter();
    texts.filter_map(|text| text["text"].as_str()).collect()
}

#[test]
fn a_moved_ticket_stays_one_and_an_undo_gives_its_key_back() {
    let app = App::start();
    let client = app.bootstrap();
    let first = "2026-03-02 09:00;ann;It is terrible.";
    let second = "2026-03-08 09:00;eve;Thank you so much.";
    let old = format!(
        "OLD-2,50001,The invoice of Windows 11 is wrong,Open,2026-03-01 08:00,2026-03-02 09:00,{first},"
    );
    let other = "OLD-3,50002,Login fails,Open,2026-03-01 09:00,2026-03-01 09:00,,";
    import(&client, "first.csv", HEADER, &[&old, other]);
    let id = client.json("/api/tickets/OLD-2")["comments"][1]["id"].clone();
    client
        .send(
            "PUT",
            &format!("/api/texts/{id}/label"),
            Some(&json!({"sentiment": "neutral"})),
        )
        .expect(200);
    let before = seen(&app, &client, 2);

    let new = format!(
        "NEW-8,50001,The invoice of Windows 11 is wrong,Done,2026-03-01 08:00,2026-03-08 10:00,{first},{second}"
    );
    let moved = import(&client, "second.csv", HEADER, &[&new, other]);
    assert_eq!(
        (
            &moved["tickets_added"],
            &moved["tickets_updated"],
            &moved["tickets_unchanged"]
        ),
        (&json!(0), &json!(1), &json!(1)),
        "{moved:#}"
    );
    let after = seen(&app, &client, 2);
    assert_eq!(keys(&client, ""), ["NEW-8", "OLD-3"]);
    for query in ["?q=OLD-2", "?q=new-8", "?q=terrible"] {
        assert_eq!(keys(&client, query), ["NEW-8"], "{query}");
    }
    let ticket = client.json("/api/tickets/OLD-2");
    assert_eq!(ticket["ticket_id"], "NEW-8");
    assert_eq!(
        texts(&ticket),
        [
            "The invoice of Windows 11 is wrong",
            "It is terrible.",
            "Thank you so much."
        ]
    );
    assert_eq!(ticket["comments"][1]["correction"]["sentiment"], "neutral");
    assert_eq!(ticket["history"].as_array().map(Vec::len), Some(2));
    let corrected = client.json("/api/corrections");
    assert_eq!(corrected["results"][0]["ticket_id"], "NEW-8");
    let raw = client.json("/api/tickets/NEW-8/raw");
    assert_eq!(raw["total"], 2, "{raw:#}");
    let found = client.json("/api/search?q=terrible");
    assert_eq!(found["results"][0]["ticket_id"], "NEW-8", "{found:#}");
    let csv = client.get("/api/tickets.csv").text();
    assert!(csv.contains("NEW-8") && !csv.contains("OLD-2"), "{csv}");

    // Older exports, by the tracker's number and by the former key alone.
    let older = import(
        &client,
        "older.csv",
        HEADER,
        &[&old.replace("Open", "Waiting")],
    );
    let alone = "Issue key,Summary,Status,Created,Updated\r\n";
    let row = "OLD-2,The invoice of Windows 11 is wrong,Open,2026-03-01 08:00,2026-03-02 09:00";
    let nameless = import(&client, "nameless.csv", alone, &[row]);
    for job in [&older, &nameless] {
        assert_eq!(
            (&job["tickets_added"], &job["tickets_unchanged"]),
            (&json!(0), &json!(1)),
            "{job:#}"
        );
    }
    assert_eq!(seen(&app, &client, 2), after);

    for job in [&nameless, &older, &moved] {
        undo(&client, job);
    }
    assert_eq!(keys(&client, ""), ["OLD-2", "OLD-3"]);
    assert_eq!(client.get("/api/tickets/NEW-8").status, 404);
    assert_eq!(seen(&app, &client, 2), before);
    // And again, over a lake that a rebuild wrote.
    let rebuild = client.post("/api/lake/rebuild", &json!({})).expect(202);
    client.completed(rebuild["job_id"].as_str().expect("a job"), PATIENCE);
    import(&client, "second.csv", HEADER, &[&new, other]);
    assert_eq!(keys(&client, ""), ["NEW-8", "OLD-3"]);
    seen(&app, &client, 2);
}

#[test]
fn a_ticket_under_two_keys_of_one_file_stands_once_and_another_installations_number_is_none() {
    let app = App::start();
    let client = app.bootstrap();
    let rows = [
        "OLD-2,50001,The invoice of Windows 11 is wrong,Open,2026-03-01 08:00,2026-03-02 09:00,,",
        "NEW-8,50001,The invoice of Windows 11 is wrong,Done,2026-03-01 08:00,2026-03-08 09:00,,",
    ];
    let job = import(&client, "both.csv", HEADER, &rows);
    assert_eq!(
        (&job["tickets_added"], &job["row_errors"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(keys(&client, ""), ["NEW-8"]);
    let id = job["job_id"].as_str().expect("a job");
    let errors = client.json(&format!("/api/job/{id}/errors"));
    assert_eq!(errors["results"][0]["code"], "superseded_key", "{errors:#}");
    let other = "NEW-9,50001,Another one,Open,2026-01-15 08:00,2026-03-09 09:00,,";
    let job = import(&client, "alone.csv", HEADER, &[other]);
    assert_eq!(job["tickets_added"], 1, "{job:#}");
    seen(&app, &client, 2);
}

#[test]
fn numbers_of_each_repository_are_told_apart_in_any_order_of_the_exports() {
    let app = App::start();
    let client = app.bootstrap();
    let header = "repo,number,title,created_at,updated_at\r\n";
    let web = "acme/web,1,Login fails,2026-03-01 08:00,2026-03-01 08:00";
    let done = "acme/web,1,Login fails again,2026-03-01 08:00,2026-03-05 08:00";
    let all = [
        web,
        "acme/web,2,Windows 11 is slow,2026-03-02 08:00,2026-03-02 08:00",
        "acme/api,1,It is terrible,2026-03-03 08:00,2026-03-03 08:00",
        "acme/api,2,Timeout,2026-03-04 08:00,2026-03-04 08:00",
    ];
    let ours = ["acme/api#1", "acme/api#2", "acme/web#1", "acme/web#2"];
    // One repository first: a number alone; with another beside it both have their repository, and so it stays.
    import(&client, "issues 1.csv", header, &[web]);
    assert_eq!(keys(&client, ""), ["1"]);
    let upload = Upload::bytes("issues 2.csv", format!("{header}{}\r\n", all.join("\r\n")));
    let job = client.ingest(&upload);
    assert_eq!(job["tickets_added"], 3, "{job:#}");
    let changed = format!("{}\r\n", all.join("\r\n")).replace(web, done);
    client.ingest(&Upload::bytes("issues 3.csv", format!("{header}{changed}")));
    assert_eq!(keys(&client, ""), ours);
    seen(&app, &client, 4);
    let later = "acme/web,1,Login works,2026-03-01 08:00,2026-03-06 08:00";
    let job = import(&client, "issues 4.csv", header, &[later]);
    assert_eq!(
        (&job["tickets_added"], &job["tickets_updated"]),
        (&json!(0), &json!(1)),
        "{job:#}"
    );
    assert_eq!(keys(&client, ""), ours);
    assert_eq!(
        client.json("/api/tickets/acme%2Fweb%231")["summary"],
        "Login works"
    );
    seen(&app, &client, 4);
}
