//! Systems of one kind in one workspace, told apart.

use serde_json::{Value, json};
use system_tests::{App, Client, Upload};

use super::PATIENCE;

const JIRA: &str = "Issue key,Summary,Created,Status\r\n";

fn uploaded(client: &Client, name: &str, csv: &str) -> Value {
    client.upload(&Upload::bytes(name, csv)).accepted()
}

fn id(uploaded: &Value) -> &str {
    uploaded["job_id"].as_str().expect("a job")
}

#[test]
fn two_systems_with_the_same_keys_keep_their_tickets() {
    let app = App::start();
    let client = app.bootstrap();
    let first = uploaded(
        &client,
        "week 1.csv",
        &format!("{JIRA}A-1,The printer is broken,2026-03-01 10:00,Open\r\n"),
    );
    client.completed(id(&first), PATIENCE);
    // The same columns and other tickets: a person says whose they are.
    let second = uploaded(
        &client,
        "other.csv",
        &format!("{JIRA}A-1,I cannot log in,2025-07-01 10:00,Open\r\n"),
    );
    let view = &second["mapping"];
    assert_eq!(
        (&second["status"], &view["questions"]),
        (&json!("review"), &json!(["source"])),
        "{second}"
    );
    assert_eq!(view["source_options"], json!(["jira", "jira 2"]));
    let confirm = format!("/api/job/{}/confirm", id(&second));
    let undecided = client.post(&confirm, &json!({}));
    assert_eq!(
        (undecided.status, undecided.code().as_str()),
        (400, "source_undecided")
    );
    client
        .post(&confirm, &json!({"source": "Helpdesk South"}))
        .expect(202);
    client.completed(id(&second), PATIENCE);
    // The next week of each is known by its tickets.
    let third = uploaded(
        &client,
        "week 2.csv",
        &format!("{JIRA}A-1,The printer is broken,2026-03-01 10:00,Done\r\n"),
    );
    let done = client.completed(id(&third), PATIENCE);
    assert_eq!(
        (&done["source"], &done["tickets_updated"]),
        (&json!("jira"), &json!(1))
    );
    let fourth = uploaded(
        &client,
        "other 2.csv",
        &format!("{JIRA}A-1,I cannot log in,2025-07-01 10:00,Done\r\n"),
    );
    let done = client.completed(id(&fourth), PATIENCE);
    assert_eq!(done["source"], "Helpdesk South");
    assert_eq!(client.tickets(""), 2);
    assert_eq!(client.tickets("&source=Helpdesk%20South"), 1);
    let south = client.json("/api/tickets/A-1?source=Helpdesk%20South");
    assert_eq!(south["summary"], "I cannot log in");
    assert_eq!(
        client.json("/api/filters")["sources"],
        json!(["Helpdesk South", "jira"])
    );
}

#[test]
fn a_table_of_an_unknown_system_in_an_old_encoding_is_understood() {
    let app = App::start();
    let client = app.bootstrap();
    let table = b"Nummer;Meldung\r\nB-17;\xCF\xF0\xE8\xED\xF2\xE5\xF0 \xF1\xEB\xEE\xEC\xE0\xED\r\n";
    let sent = client
        .upload(&Upload::bytes("meldungen.csv", &table[..]).field("encoding", "windows-1252"))
        .accepted();
    assert_eq!(sent["status"], "review");
    let path = format!("/api/job/{}/mapping", id(&sent));
    let change = json!({"encoding": "windows-1251"});
    let view = client.send("PUT", &path, Some(&change)).expect(200);
    assert_eq!(view["rows"], json!([["B-17", "Принтер сломан"]]));
    let fields = json!({"fields": {"ticket_id": "Nummer", "summary": "Meldung"}});
    let view = client.send("PUT", &path, Some(&fields)).expect(200);
    assert_eq!(
        (&view["missing"], &view["advice"]),
        (&json!([]), &Value::Null)
    );
    client
        .post(&format!("/api/job/{}/confirm", id(&sent)), &json!({}))
        .expect(202);
    let done = client.completed(id(&sent), PATIENCE);
    assert_eq!(done["encoding"], "windows-1251");
    assert_eq!(
        client.json("/api/tickets/B-17")["summary"],
        "Принтер сломан"
    );
}
