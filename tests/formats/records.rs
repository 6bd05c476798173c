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

#[test]
fn what_no_text_can_hold_costs_a_letter_and_no_record() {
    let app = App::start();
    let client = app.bootstrap();
    let body = br#"{"records": [
        {"id": "API-1", "summary": "half \ud83d of a letter", "comments": ["nul \u0000 here"], "created_at": "2026-03-01"},
        {"id": "API-2", "summary": "a whole one \ud83d\ude00", "description": "d", "created_at": "2026-03-01"}]}"#;
    let bearer = format!("Bearer {}", client.token());
    let headers = [
        ("content-type", "application/json"),
        ("authorization", bearer.as_str()),
    ];
    let answer = client.raw("POST", "/api/data-ingest", &headers, body);
    let answer = answer.expect(202);
    assert_eq!(answer["record_count"], 2, "{answer}");
    let id = answer["job_id"].as_str().expect("an id");
    let job = client.completed(id, PATIENCE);
    assert_eq!(job["tickets_added"], 2, "{job:#}");
    let first = told(&client, "API-1");
    assert_eq!(first[0], "half \u{fffd} of a letter");
    assert_eq!(first[2], json!(["nul  here"]));
    assert_eq!(told(&client, "API-2")[0], "a whole one 😀");
    let notes = client.json(&format!("/api/job/{id}/errors?kind=cells"));
    let mut codes: Vec<_> = notes["results"]
        .as_array()
        .expect("notes")
        .iter()
        .map(|note| (note["row"].as_u64(), note["code"].as_str()))
        .collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [(Some(1), Some("lost_letter")), (Some(1), Some("nul_byte"))]
    );
    // Keys and names of fields, too, are a matter of their record alone.
    let body =
        br#"{"records": [{"id": "A\u0000B", "summary": "x"}, {"id": "A\ud83d", "summary": "x"},
        {"id": "API-3", "summary": "x", "odd\udc00\u0000name": "y"}]}"#;
    let answer = client.raw("POST", "/api/data-ingest", &headers, body);
    let answer = answer.expect(202);
    let id = answer["job_id"].as_str().expect("an id");
    let job = client.completed(id, PATIENCE);
    assert_eq!(job["status"], "completed", "{job:#}");
    assert!(client.get("/api/tickets/API-3").status == 200, "{answer}");
}
