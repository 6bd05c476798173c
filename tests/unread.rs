//! What is not read is marked wherever it is shown, and every number still adds up.

use serde_json::{Value, json};
use system_tests::{App, Upload};

const EXPORT: &str = "Issue key,Summary,Description,Created\r\n\
    A-1,L'applicazione si blocca continuamente dopo l'ultimo aggiornamento,Sono molto deluso dal vostro supporto.,2026-03-01 10:00\r\n\
    A-2,This is terrible and I am very disappointed,{code}int x = awful;{code},2026-03-02 10:00\r\n\
    A-3,The keyboard stands on the table,,2026-03-03 10:00\r\n";

const PERIOD: &str = "start_date=2026-03-01&end_date=2026-03-31";

fn readings(ticket: &Value) -> Vec<&str> {
    let texts = ticket["comments"].as_array().expect("texts");
    texts
        .iter()
        .map(|text| text["reading"].as_str().expect("a reading"))
        .collect()
}

#[test]
fn what_is_not_read_is_marked_and_adds_up() {
    let app = App::start();
    let admin = app.bootstrap();
    let stranger = app.other_workspace(&admin);
    admin.ingest(&Upload::bytes("mixed.csv", EXPORT));

    let ticket = admin.json("/api/tickets/A-1");
    assert_eq!(readings(&ticket), ["unknown_language"; 2]);
    let state = (&ticket["read"], &ticket["final_sentiment"]);
    assert_eq!(state, (&json!(false), &json!("neutral")));
    let ticket = admin.json("/api/tickets/A-2");
    assert_eq!(readings(&ticket), ["read", "nothing"]);
    let state = (&ticket["read"], &ticket["final_sentiment"]);
    assert_eq!(state, (&json!(true), &json!("negative")));

    let analytics = admin.json(&format!("/api/support/analytics?{PERIOD}"));
    assert_eq!(analytics["unread"], json!({"texts": 3, "tickets": 1}));
    let moods = &analytics["sentiment_distribution"];
    assert_eq!(
        moods,
        &json!({"positive": 0, "neutral": 2, "negative": 1}),
        "A-1 counts as neutral"
    );
    let list = |query: &str| admin.tickets(&format!("{PERIOD}&{query}"));
    assert_eq!(list("sentiment=neutral"), 2);
    assert_eq!(list("read=false"), 1);
    assert_eq!(list("read=true"), 2);
    assert_eq!(list("read=false&sentiment=neutral"), 1);
    assert_eq!(list("read=false&sentiment=negative"), 0);
    let listed = admin.json("/api/tickets?sort=created_at");
    let marks: Vec<_> = listed["results"]
        .as_array()
        .expect("tickets")
        .iter()
        .map(|ticket| ticket["read"] == true)
        .collect();
    assert_eq!(marks, [false, true, true]);
    let exported = admin.get("/api/tickets.csv?read=false").text();
    assert_eq!(exported.lines().count(), 2, "{exported}");
    let wrong = admin.get("/api/tickets?read=perhaps");
    assert_eq!(
        (wrong.status, wrong.code().as_str()),
        (400, "invalid_query")
    );

    let elsewhere = stranger.json(&format!("/api/support/analytics?{PERIOD}"));
    assert_eq!(elsewhere["unread"], json!({"texts": 0, "tickets": 0}));
}
