//! Whom a workspace calls its staff, and what that tells of its conversations.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::{App, Client, Role, Upload};

const HEADER: &str = "Issue key,Summary,Description,Reporter,Assignee,Created,Resolved,Comment,Comment,Comment,Comment\r\n";
/// Asked by Nadia, assigned to nobody, answered by two people at one domain.
const ASKED: &str = "A-1,The payment page is broken,\"This is terrible, I am very angry.\",nadia@acme.example,,\
    2026-03-01 10:00,2026-03-01 12:00,\
    \"2026-03-01 10:30;mara@help.example;We are sorry, we are looking into it.\",\
    \"2026-03-01 10:40;Li Wu <li@eu.help.example>;It is the gateway.\",\
    \"2026-03-01 11:00;nadia@acme.example;It works again, great job! Thank you very much.\",\
    2026-03-01 11:10;ci[bot];Deployed 4.2.2\r\n";
/// Asked by Nadia, assigned to Mara by name, answered by somebody without an address.
const NAMED: &str = "A-2,Where is my invoice?,I cannot find it.,nadia@acme.example,mara@help.example,2026-03-02 10:00,,\
    2026-03-02 10:15;Jo Field;It is attached.,,,\r\n";

fn sides(ticket: &Value) -> Vec<&str> {
    let texts = ticket["comments"].as_array().expect("texts");
    texts
        .iter()
        .map(|text| text["side"].as_str().expect("a side"))
        .collect()
}

fn turns(ticket: &Value) -> [&Value; 2] {
    [&ticket["customer_turns"], &ticket["staff_turns"]]
}

fn rescored(client: &Client) {
    let job = client.post("/api/rescoring", &json!({})).expect(202);
    let id = job["job_id"].as_str().expect("a job");
    client.completed(id, Duration::from_mins(3));
}

#[test]
fn sides_and_turns_come_out_as_people_would_say() {
    let app = App::start();
    let admin = app.bootstrap();
    let stranger = app.other_workspace(&admin);
    let analyst = app.user(&admin, Role::Analyst);
    let viewer = app.user(&admin, Role::Viewer);
    let export = format!("{HEADER}{ASKED}");
    for client in [&admin, &stranger] {
        client.ingest(&Upload::bytes("asked.csv", export.clone()));
    }

    let before = admin.json("/api/tickets/A-1");
    let of_nobody = [
        "customer", "customer", "unknown", "unknown", "customer", "machine",
    ];
    assert_eq!(sides(&before), of_nobody);
    assert_eq!(turns(&before), [1, 0]);
    assert_eq!(before["minutes_to_first_response"], json!(null));
    assert_eq!(before["minutes_to_resolution"], 120.0);
    assert_eq!(
        (&before["opening_sentiment"], &before["answered_sentiment"]),
        (&json!("negative"), &json!(""))
    );
    assert_eq!(
        (&before["language"], &before["team"]),
        (&json!("en"), &json!(""))
    );

    let domain = json!({"kind": "domain", "value": "@Help.example"});
    assert_eq!(viewer.post("/api/staff", &domain).status, 403);
    let added = analyst.post("/api/staff", &domain).expect(201);
    assert_eq!(added["value"], "help.example");
    assert_eq!(added["takes_effect"], "with the next upload or rescoring");
    assert_eq!(viewer.json("/api/staff")["total"], 1);
    assert_eq!(stranger.json("/api/staff")["total"], 0);
    assert_eq!(sides(&admin.json("/api/tickets/A-1")), of_nobody, "not yet");

    for client in [&admin, &stranger] {
        rescored(client);
    }
    let after = admin.json("/api/tickets/A-1");
    assert_eq!(
        sides(&after),
        [
            "customer", "customer", "staff", "staff", "customer", "machine"
        ]
    );
    assert_eq!(turns(&after), [2, 1]);
    assert_eq!(after["minutes_to_first_response"], 30.0);
    assert_eq!(
        (&after["opening_sentiment"], &after["answered_sentiment"]),
        (&json!("negative"), &json!("positive"))
    );
    assert!(after["comments"][1]["intensity"].is_number());
    assert_eq!(sides(&stranger.json("/api/tickets/A-1")), of_nobody);

    // A name counts for what is uploaded next; of the domain nothing is left then.
    let name = json!({"kind": "name", "value": "jo field"});
    analyst.post("/api/staff", &name).expect(201);
    let path = format!("/api/staff/{}", added["id"]);
    assert_eq!(stranger.send("DELETE", &path, None).status, 404);
    assert_eq!(analyst.send("DELETE", &path, None).status, 204);
    admin.ingest(&Upload::bytes("named.csv", format!("{HEADER}{NAMED}")));
    let named = admin.json("/api/tickets/A-2");
    assert_eq!(sides(&named), ["customer", "customer", "staff"]);
    assert_eq!(turns(&named), [1, 1]);
    assert_eq!(named["minutes_to_first_response"], 15.0);

    let csv = admin.get("/api/tickets.csv").text();
    let columns: Vec<&str> = csv.lines().next().expect("a header").split(',').collect();
    assert!(
        columns.ends_with(&["staff_turns", "created_from"]),
        "{columns:?}"
    );
    assert!(!csv.contains("null"), "{csv}");
}

/// What a help desk says of the authors of its conversations, without names, addresses or anybody's settings.
#[test]
fn a_tracker_tells_the_sides_of_its_comments() {
    let app = App::start();
    let admin = app.bootstrap();
    let part = |kind: &str, author_type: &str, body: &str, at: i64| {
        json!({"part_type": kind, "body": body, "created_at": at,
            "author": {"type": author_type, "id": "7", "name": "Sam"}})
    };
    let conversation = json!({"type": "conversation.list", "conversations": [{
        "type": "conversation", "id": "21547", "title": "Refund", "created_at": 1_767_600_000, "updated_at": 1_767_610_000,
        "state": "closed", "priority": "not_priority",
        "source": {"type": "conversation", "body": "<p>Where is my refund? This is terrible.</p>",
            "author": {"type": "user", "id": "9", "name": "Dee"}},
        "conversation_parts": {"type": "conversation_part.list", "conversation_parts": [
            part("comment", "bot", "<p>Somebody answers soon.</p>", 1_767_600_060),
            part("comment", "admin", "<p>We are sorry, it is on its way.</p>", 1_767_600_600),
            part("comment", "user", "<p>Thank you, great help!</p>", 1_767_601_200),
        ]},
    }]});
    admin.ingest(&Upload::bytes("intercom.json", conversation.to_string()));
    let ticket = admin.json("/api/tickets/21547");
    let of_comments = |ticket: &Value| -> Vec<String> {
        let texts = ticket["comments"].as_array().expect("texts");
        let comments = texts.iter().filter(|text| text["field_type"] == "comment");
        let said =
            |text: &Value| format!("{} {}", text["author_id"], text["side"]).replace('"', "");
        comments.map(said).collect()
    };
    let expected = ["Sam machine", "Sam staff", "Sam customer"];
    assert_eq!(of_comments(&ticket), expected);
    assert_eq!(ticket["minutes_to_first_response"], 10.0);
    // Scored anew, it is still known.
    rescored(&admin);
    assert_eq!(of_comments(&admin.json("/api/tickets/21547")), expected);
}
