//! Records that a program sends.

use serde_json::{Value, json};
use system_tests::App;

use super::{PATIENCE, told};

#[test]
fn records_of_a_program() {
    let app = App::start();
    let client = app.bootstrap();
    let body = json!({"records": [
        {"id": "API-1", "summary": "Too slow", "description": "It takes minutes.", "status": "open",
         "created_at": "2026-03-01T10:00:00Z", "comments": ["Still slow", {"body": "Fixed now", "author": "kim", "created_at": "2026-03-02T10:00:00Z"}]},
        {"id": "API-2", "summary": " "},
        {"id": "API-3", "description": "No date at all"}]});
    let answer = client.post("/api/data-ingest", &body).expect(202);
    assert_eq!(
        (&answer["record_count"], &answer["duplicate"]),
        (&json!(2), &json!(false)),
        "{answer}"
    );
    assert_eq!(answer["errors"][0]["row"], 2, "{answer}");
    let id = answer["job_id"].as_str().expect("an id");
    let job = client.completed(id, PATIENCE);
    assert_eq!(
        (&job["tickets_added"], &job["row_errors"], &job["source"]),
        (&json!(2), &json!(1), &json!("api"))
    );
    let ticket = told(&client, "API-1");
    assert_eq!(
        (&ticket[0], &ticket[1]),
        (&json!("Too slow"), &json!("2026-03-01T10:00:00Z"))
    );
    let mut comments: Vec<&str> = ticket[2]
        .as_array()
        .expect("comments")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    comments.sort_unstable();
    assert_eq!(comments, ["Fixed now", "Still slow"]);
    let again = client.post("/api/data-ingest", &body).expect(202);
    assert_eq!(
        (&again["duplicate"], again["job_id"].as_str()),
        (&json!(true), Some(id))
    );
    for (records, code) in [
        (json!([]), "record_count"),
        (
            json!(vec![json!({"id": "X", "summary": "x"}); 1001]),
            "record_count",
        ),
        (json!([{"id": "X"}]), "no_record"),
        (
            json!([{"id": "X", "summary": "x", "created_at": "1/2/26"}]),
            "date_order_undecided",
        ),
    ] {
        let answer = client.post("/api/data-ingest", &json!({ "records": records }));
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, code),
            "{}",
            answer.text()
        );
    }
    assert_eq!(app.uploads().len(), 1);
}
