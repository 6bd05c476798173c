//! The story of an import: each number of it has its list; files that are taken in again; comments that were.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::{App, Client, Upload};

const MINUTE: Duration = Duration::from_mins(1);

fn import(client: &Client, name: &str, text: &str) -> Value {
    let id = client.upload(&Upload::bytes(name, text)).job();
    if client.job(&id)["status"] == "review" {
        // Few rows, and bad ones among them, do not tell for sure what a column is.
        client
            .post(&format!("/api/job/{id}/confirm"), &json!({}))
            .expect(202);
    }
    client.completed(&id, MINUTE)
}

fn id(job: &Value) -> &str {
    job["job_id"].as_str().expect("a job")
}

/// The keys of the tickets a list has, and those of its CSV, which are the same.
fn keys(client: &Client, query: &str) -> Vec<String> {
    let listed = client.json(&format!("/api/tickets?sort=created_at&{query}"));
    let results = listed["results"].as_array().expect("a list");
    assert_eq!(listed["total"], results.len(), "{query}");
    let mut keys: Vec<String> = results
        .iter()
        .map(|ticket| ticket["ticket_id"].as_str().expect("a key").to_owned())
        .collect();
    let csv = client.get(&format!("/api/tickets.csv?{query}")).text();
    let rows = csv.lines().skip(1);
    let mut exported: Vec<String> = rows
        .map(|row| row.split(',').next().unwrap_or_default().to_owned())
        .collect();
    keys.sort();
    exported.sort();
    assert_eq!(keys, exported, "{query}");
    keys
}

#[test]
fn each_number_of_an_import_opens_its_list() {
    const HEADER: &str = "Issue key,Summary,Created,Status\n";
    let app = App::start();
    let client = app.bootstrap();
    let first = format!(
        "{HEADER}S-1,one,2026-01-01,Open\nS-2,two,2026-01-02,Open\nS-3,three,2026-01-03,Open\n"
    );
    let first = import(&client, "first.csv", &first);
    let second = format!(
        "{HEADER}S-1,one,2026-01-01,Done\n,,,\nS-2,two,2026-01-02,Open\nS-4,four,2026-01-04,Open\n{HEADER}\
         S-5,five,2026-01-05,Open\nS-5,five again,2026-01-05,Open\nbad key,x,2026-01-06,Open\n,,,\n,,,\n"
    );
    let second = import(&client, "second.csv", &second);
    let rows = &second["rows"];
    let expected = json!({"read": 10, "new": 2, "updated": 1, "unchanged": 1, "joined": 1, "refused": {"bad_key": 1},
        "empty": 3, "repeated_headers": 1, "cell_errors": {},
        "lists": ["new", "updated", "unchanged", "joined", "empty", "repeated_headers"]});
    assert_eq!(*rows, expected);
    let of = |job: &Value, outcome: &str| {
        let query = format!("job={}&outcome={outcome}", id(job));
        keys(&client, &query)
    };
    assert_eq!(of(&first, "added"), ["S-1", "S-2", "S-3"]);
    assert_eq!(of(&first, "updated"), [""; 0]);
    assert_eq!(of(&second, "added"), ["S-4", "S-5"]);
    assert_eq!(of(&second, "updated"), ["S-1"]);
    assert_eq!(of(&second, "unchanged"), ["S-2"]);
    assert_eq!(
        keys(&client, &format!("job={}", id(&second))),
        ["S-1", "S-2", "S-4", "S-5"]
    );
    assert_eq!(
        keys(&client, &format!("job={}&status=Done", id(&second))),
        ["S-1"]
    );
    let runs = |kind: &str| client.json(&format!("/api/job/{}/rows?kind={kind}", id(&second)));
    let run = |first: u64, last: u64| json!({"first": first, "last": last});
    let empty = runs("empty");
    assert_eq!(
        (&empty["rows"], &empty["results"]),
        (&json!(3), &json!([run(2, 2), run(9, 10)]))
    );
    assert_eq!(runs("repeated_headers")["results"], json!([run(5, 5)]));
    assert_eq!(runs("joined")["rows"], 0);
    for (kind, row, code) in [("refused", 8, "bad_key"), ("joined", 6, "superseded_key")] {
        let told = client.json(&format!("/api/job/{}/errors?kind={kind}", id(&second)));
        let told = &told["results"][0];
        assert_eq!((&told["row"], &told["code"]), (&json!(row), &json!(code)));
    }
    // Nobody else's import, and none that was undone.
    let elsewhere = app.other_workspace(&client);
    let foreign = elsewhere.get(&format!("/api/tickets?job={}", id(&second)));
    assert_eq!(
        (foreign.status, foreign.code()),
        (404, "unknown_job".to_owned())
    );
    client.undone(id(&second), MINUTE);
    let undone = client.get(&format!("/api/tickets?job={}&outcome=added", id(&second)));
    assert_eq!((undone.status, undone.code()), (409, "undone".to_owned()));
    assert_eq!(
        client.job(id(&second))["rows"]["lists"],
        json!(["joined", "empty", "repeated_headers"])
    );
}

#[test]
fn rows_that_are_messages_are_listed_by_their_numbers() {
    let app = App::start();
    let client = app.bootstrap();
    let messages = "Ticket ID;Subject;Message;Created;Status\n\
        1;Order;I am furious, nothing works;2025-12-01;open\n2;Bill;Where is it?;2025-12-02;open\n\
        1;Order;We are sorry;2025-12-02;open\n1;Order;Still broken;2025-12-13;closed\n";
    let job = import(&client, "messages.csv", messages);
    assert_eq!(
        (&job["rows"]["new"], &job["rows"]["joined"]),
        (&json!(2), &json!(2))
    );
    let joined = client.json(&format!("/api/job/{}/rows?kind=joined", id(&job)));
    assert_eq!(
        joined["results"],
        json!([{"first": 3, "last": 4}]),
        "{joined:#}"
    );
}

#[test]
fn a_file_is_taken_in_again_as_newer_when_somebody_asks() {
    const OPEN: &str = "Issue key,Summary,Created,Status\nP-1,s,2025-01-01,Open\n";
    let app = App::start();
    let client = app.bootstrap();
    let first = import(&client, "open.csv", OPEN);
    let path = format!("/api/job/{}/again", id(&first));
    // Nothing came between: sent again it is the same job, unless somebody asks.
    let sent = client.ingest(&Upload::bytes("open.csv", OPEN));
    assert_eq!(sent["job_id"], first["job_id"]);
    let again = client.post(&path, &json!({})).expect(202);
    assert_ne!(again["job_id"], first["job_id"]);
    let again = client.completed(id(&again), MINUTE);
    assert_eq!(
        (&again["tickets_unchanged"], &again["file_name"]),
        (&json!(1), &json!("open.csv"))
    );
    let done = OPEN.replace("Open", "Done");
    import(&client, "done.csv", &done);
    let status = || client.json("/api/tickets/P-1")["status_name"].clone();
    assert_eq!(status(), "Done");
    let third = client.post(&path, &json!({})).expect(202);
    client.completed(id(&third), MINUTE);
    assert_eq!(status(), "Open");
    assert_eq!(client.tickets(""), 1);
    let original = app.data().join("data/uploads").join(id(&first));
    std::fs::remove_dir_all(&original).expect("the stored original");
    let gone = client.post(&path, &json!({}));
    assert_eq!(
        (gone.status, gone.code()),
        (409, "original_missing".to_owned())
    );
    assert_eq!(gone.json()["remedy"], "upload the same file again");
}

#[test]
fn what_comments_said_before_is_history() {
    let app = App::start();
    let client = app.bootstrap();
    let export = |changed: &str, comments: &str| {
        format!(
            "Issue key,Summary,Created,Updated,Comment,Comment,Comment\nC-1,s,2025-01-01,{changed},{comments}\n"
        )
    };
    let first = "2025-01-02 10:00;ann;The first comment";
    let before = export(
        "2025-01-05",
        &format!(
            "{first},2025-01-03 10:00;bob;This is a terrible disgrace,2025-01-04 10:00;bob;Wrong ticket"
        ),
    );
    import(&client, "week 1.csv", &before);
    let after = export(
        "2025-01-09",
        &format!("{first},2025-01-03 10:00;bob;I was wrong,"),
    );
    let second = import(&client, "week 2.csv", &after);
    let ticket = client.json("/api/tickets/C-1");
    assert_eq!(ticket["total_comments"], 2, "{ticket:#}");
    assert_eq!(ticket["former_comments_total"], 2, "{ticket:#}");
    let told: Vec<_> = ticket["former_comments"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            assert_eq!(
                (&one["removed_by"], &one["file_name"]),
                (&second["job_id"], &json!("week 2.csv"))
            );
            (one["reason"].clone(), one["text"].clone())
        })
        .collect();
    let expected = [
        ("edited", "This is a terrible disgrace"),
        ("deleted", "Wrong ticket"),
    ];
    for (reason, text) in expected {
        assert!(told.contains(&(json!(reason), json!(text))), "{told:?}");
    }
    assert_eq!(client.tickets("q=disgrace"), 0);
    let total = &ticket["sentiment_distribution"];
    let counted: u64 = ["positive", "negative", "neutral"]
        .iter()
        .map(|mood| total[*mood].as_u64().expect("a count"))
        .sum();
    assert_eq!(counted, 3, "a summary and two comments");
}
