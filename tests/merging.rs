//! What a later export does to known tickets: states, comments, timezones, and the same file again.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::{App, Client, Upload};

const STATES: &str = "Issue key,Summary,Created,Status\r\n";
const COMMENTS: &str = "Issue key,Summary,Created,Updated,Comment,Comment\r\n";

/// Imports rows under a header, read in a timezone.
fn import_in(client: &Client, zone: &str, header: &str, rows: &[&str]) -> Value {
    let text = format!("{header}{}\r\n", rows.join("\r\n"));
    let upload = Upload::bytes("export.csv", text).field("timezone", zone);
    let job = client.ingest(&upload);
    assert_eq!(job["error"], Value::Null, "{job:#}");
    job
}

fn import(client: &Client, header: &str, rows: &[&str]) -> Value {
    import_in(client, "UTC", header, rows)
}

fn ticket(client: &Client, key: &str) -> Value {
    client.json(&format!("/api/tickets/{key}"))
}

fn status(client: &Client, key: &str) -> String {
    let ticket = ticket(client, key);
    ticket["status_name"].as_str().expect("a state").to_owned()
}

/// The comments of a ticket: when each was written, and its text.
fn comments(client: &Client, key: &str) -> Vec<(String, String)> {
    let ticket = ticket(client, key);
    let texts = ticket["comments"].as_array().expect("texts").iter();
    let comments = texts.filter(|text| text["field_type"] == "comment");
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    comments
        .map(|one| (word(&one["comment_timestamp"]), word(&one["text"])))
        .collect()
}

/// Records and lake agree on how many texts there are.
fn agree(client: &Client) {
    let lake = client.json("/api/system/lake");
    let tickets = client.pages("/api/tickets");
    let texts: u64 = tickets
        .iter()
        .map(|listed| {
            let key = listed["ticket_id"].as_str().expect("a key");
            ticket(client, key)["comments"]
                .as_array()
                .expect("texts")
                .len() as u64
        })
        .sum();
    assert_eq!(lake["snapshot"]["sentiment_rows"], texts, "{lake:#}");
}

#[test]
fn the_row_that_was_changed_last_counts() {
    let app = App::start();
    let client = app.bootstrap();
    let header = "Issue key,Summary,Status,Created,Updated\r\n";
    let rows = [
        "T-1,new state,Closed,2025-01-01,2025-02-02",
        "T-1,old state,Open,2025-01-01,2025-01-05",
    ];
    let job = import(&client, header, &rows);
    assert_eq!(job["row_errors"], 1);
    assert_eq!(ticket(&client, "T-1")["summary"], "new state");
    let twice = ["T-2,same,Open,2025-01-01,2025-01-05"; 2];
    let job = import(&client, header, &twice);
    let id = job["job_id"].as_str().expect("a job");
    let errors = client.json(&format!("/api/job/{id}/errors"));
    assert_eq!(errors["results"][0]["code"], "repeated_row", "{errors:#}");
}

#[test]
fn a_later_export_counts_where_none_says_how_old_it_is() {
    let app = App::start();
    let client = app.bootstrap();
    let open = ["P-1,s,2025-01-01,Open", "P-2,s,2025-01-09,Open"];
    let first = import(&client, STATES, &open);
    let second = import(&client, STATES, &["P-1,s,2025-01-01,Done"]);
    assert_eq!(second["tickets_updated"], 1);
    assert_eq!(status(&client, "P-1"), "Done");
    // The first file again: its states are wanted back. And once more: it is the same job.
    let third = import(&client, STATES, &open);
    assert_ne!(third["job_id"], first["job_id"]);
    assert_eq!(status(&client, "P-1"), "Open");
    assert_eq!(import(&client, STATES, &open)["job_id"], third["job_id"]);
    agree(&client);
}

#[test]
fn a_wrong_timezone_is_put_right() {
    let app = App::start();
    let client = app.bootstrap();
    let header = "Issue key,Summary,Created,Status,Comment\r\n";
    let rows = ["Z-1,s,2025-03-31 23:30,Open,2025-03-31 23:40;ann;It is broken"];
    let wrong = import(&client, header, &rows);
    assert_eq!(ticket(&client, "Z-1")["created_at"], "2025-03-31T23:30:00Z");
    let path = format!(
        "/api/job/{}/timezone",
        wrong["job_id"].as_str().expect("a job")
    );
    assert_eq!(client.post(&path, &json!({"timezone": "UTC"})).status, 409);
    assert_eq!(
        client
            .post(&path, &json!({"timezone": "Berlin/Europe"}))
            .status,
        400
    );
    let right = client
        .post(&path, &json!({"timezone": "Europe/Berlin"}))
        .expect(202);
    let id = right["job_id"].as_str().expect("a job");
    let right = client.completed(id, Duration::from_mins(1));
    assert_eq!(right["tickets_updated"], 1, "{right:#}");
    assert_eq!(ticket(&client, "Z-1")["created_at"], "2025-03-31T21:30:00Z");
    let moved = ("2025-03-31T21:40:00Z".to_owned(), "It is broken".to_owned());
    assert_eq!(comments(&client, "Z-1"), [moved]);
    let again = client
        .post(&path, &json!({"timezone": "Europe/Berlin"}))
        .expect(202);
    assert_eq!(again["job_id"], id);
    agree(&client);
    // The same by sending the file again.
    let sent = import_in(&client, "Asia/Tokyo", header, &rows);
    assert_ne!(sent["job_id"], wrong["job_id"]);
    assert_eq!(ticket(&client, "Z-1")["created_at"], "2025-03-31T14:30:00Z");
    assert_eq!(comments(&client, "Z-1").len(), 1);
    agree(&client);
}

#[test]
fn comments_are_counted_once() {
    let app = App::start();
    let client = app.bootstrap();
    let row = |changed: &str, first: &str, second: &str| {
        format!("C-1,s,2025-01-01,{changed},{first},{second}")
    };
    let first = "2025-01-02 10:00;ann;first comment";
    let texts = || -> Vec<String> {
        let all = comments(&client, "C-1").into_iter();
        all.map(|(_, text)| text).collect()
    };
    let imports = [
        ("UTC", "2025-01-08", "2025-01-03 10:00;bob;second comment"),
        (
            "UTC",
            "2025-01-08",
            "2025-01-03 10:00;robert;second comment",
        ),
        (
            "Europe/Berlin",
            "2025-01-08",
            "2025-01-03 10:00;robert;second comment",
        ),
    ];
    for (zone, changed, second) in imports {
        import_in(&client, zone, COMMENTS, &[&row(changed, first, second)]);
        assert_eq!(
            texts(),
            ["first comment", "second comment"],
            "{zone} {second}"
        );
        agree(&client);
    }
    assert_eq!(comments(&client, "C-1")[1].0, "2025-01-03T09:00:00Z");
    let edited = row(
        "2025-01-09",
        first,
        "2025-01-03 10:00;bob;an edited comment",
    );
    import_in(&client, "Europe/Berlin", COMMENTS, &[&edited]);
    assert_eq!(texts(), ["first comment", "an edited comment"]);
    agree(&client);
    let without = "Issue key,Summary,Created,Updated\r\n";
    import(&client, without, &["C-1,s,2025-01-01,2025-01-10"]);
    assert_eq!(
        texts().len(),
        2,
        "an export without comments takes none away"
    );
    let last_only = "C-1,s,2025-01-01,2025-01-11,2025-01-12 10:00;bob;third comment,";
    import_in(&client, "Europe/Berlin", COMMENTS, &[last_only]);
    assert_eq!(texts().len(), 3, "nor does one with the last ones");
    let deleted = row("2025-01-13", first, "2025-01-12 10:00;bob;third comment");
    import_in(&client, "Europe/Berlin", COMMENTS, &[&deleted]);
    assert_eq!(texts(), ["first comment", "third comment"]);
    agree(&client);
}

#[test]
fn another_format_of_the_same_tracker_doubles_nothing() {
    let app = App::start();
    let client = app.bootstrap();
    let header = "Issue key,Issue id,Summary,Created,Updated,Comment\r\n";
    let row =
        "C-1,10001,s,2025-01-01 08:00,2025-01-08 08:00,2025-01-03 09:30;557058:abc;It is *broken*";
    import(&client, header, &[row]);
    let rest = json!({"issues": [{"id": "10001", "key": "C-1", "fields": {"summary": "s",
        "created": "2025-01-01T08:00:00.000+0000", "updated": "2025-01-08T08:00:00.000+0000",
        "comment": {"comments": [{"id": "1", "author": {"displayName": "Anna"}, "body": "It is broken",
            "created": "2025-01-03T09:30:44.500+0000"}]}}}]});
    client.ingest(&Upload::bytes("rest.json", rest.to_string()));
    assert_eq!(comments(&client, "C-1").len(), 1);
    agree(&client);
}
