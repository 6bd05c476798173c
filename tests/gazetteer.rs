//! A workspace's own names, from the list to the ticket's page.

use serde_json::{Value, json};
use system_tests::{App, Client, Role, Upload};

const EXPORT: &str = "Issue key,Summary,Description,Created\r\n\
    A-1,Aurora Sync is down,\"Jo Weber of Contoso says AURORA SYNC fails; Docker and the Monitor are fine – Größe\",2026-03-01 10:00\r\n\
    A-2,Another aurora sync question,\"Aurora Synced, then it rained in Berlin\",2026-03-02 10:00\r\n";

/// What texts mention most, as `LABEL text count`.
fn top(client: &Client) -> Vec<String> {
    let top = client.json("/api/entities/top?limit=100");
    let mut top: Vec<String> = top["entities"]
        .as_array()
        .expect("entities")
        .iter()
        .map(|entity| {
            let text = |key: &str| entity[key].as_str().expect("a text").to_owned();
            format!("{} {} {}", text("label"), text("text"), entity["count"])
        })
        .collect();
    top.sort();
    top
}

/// What a ticket mentions; each stands in its text where it says.
fn mentioned(client: &Client, key: &str) -> Vec<String> {
    let ticket = client.json(&format!("/api/tickets/{key}"));
    let text_of = |field: &Value| {
        let texts = ticket["comments"].as_array().expect("texts");
        let text = texts.iter().find(|text| text["field_type"] == *field);
        text.expect("the text")["text"].as_str().expect("a text")
    };
    let place = |value: &Value| usize::try_from(value.as_u64().expect("a place")).expect("a place");
    let entities = ticket["entities"].as_array().expect("entities");
    entities
        .iter()
        .map(|entity| {
            let (start, end) = (place(&entity["start_pos"]), place(&entity["end_pos"]));
            let text = text_of(&entity["field_type"]);
            let slice: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(entity["text"], slice.as_str(), "{entity}");
            slice
        })
        .collect()
}

fn import(client: &Client, query: &str, list: &[u8]) -> (u16, Value) {
    let headers = [("content-type", "text/csv")];
    let path = format!("/api/gazetteer/import{query}");
    let answer = client.raw("POST", &path, &headers, list);
    (answer.status, answer.json())
}

#[test]
fn own_names_are_found_in_what_arrives_and_nowhere_else() {
    let app = App::start();
    let admin = app.bootstrap();
    let stranger = app.other_workspace(&admin);
    let analyst = app.user(&admin, Role::Analyst);
    let viewer = app.user(&admin, Role::Viewer);

    let term = json!({"term": "Aurora Sync", "label": "PRODUCT"});
    assert_eq!(viewer.post("/api/gazetteer", &term).status, 403);
    let added = analyst.post("/api/gazetteer", &term).expect(201);
    let list =
        b"term,label\nContoso,ORGANIZATION\nJo Weber,PERSON\nDocker,EXCLUDED\nMonitor,EXCLUDED\n";
    let (status, imported) = import(&analyst, "", list);
    assert_eq!(
        (status, imported),
        (200, json!({"added": 4, "changed": 0, "unchanged": 0}))
    );
    assert_eq!(viewer.json("/api/gazetteer?q=DOCK")["total"], 1);
    assert_eq!(stranger.json("/api/gazetteer")["total"], 0);

    for client in [&admin, &stranger] {
        client.ingest(&Upload::bytes("names.csv", EXPORT));
    }
    assert_eq!(
        top(&admin),
        [
            "LOCATION Berlin 1",
            "ORGANIZATION Contoso 1",
            "PERSON Jo Weber 1",
            "PRODUCT AURORA SYNC 1",
            "PRODUCT Aurora Sync 1",
        ]
    );
    let names = mentioned(&admin, "A-1");
    assert_eq!(names, ["Aurora Sync", "Jo Weber", "Contoso", "AURORA SYNC"]);
    assert_eq!(mentioned(&admin, "A-2"), ["Berlin"]);
    let elsewhere = top(&stranger);
    assert_eq!(elsewhere, ["LOCATION Berlin 1", "PRODUCT Docker 1"]);

    // What is stored stays; what arrives later follows the list of then.
    let path = format!("/api/gazetteer/{}", added["id"]);
    assert_eq!(stranger.send("DELETE", &path, None).status, 404);
    assert_eq!(analyst.send("DELETE", &path, None).status, 204);
    assert_eq!(mentioned(&admin, "A-1").len(), 4);
    let later = EXPORT.replace("A-", "B-");
    admin.ingest(&Upload::bytes("later.csv", later));
    assert_eq!(mentioned(&admin, "B-1"), ["Jo Weber", "Contoso"]);
}

#[test]
fn hostile_lists_change_nothing() {
    let app = App::start();
    let admin = app.bootstrap();
    for (term, code) in [
        ("x".repeat(101), "invalid_term"),
        ("a\u{0}b".to_owned(), "nul_character"),
        ("a\u{202E}b".to_owned(), "invalid_term"),
        (" ".to_owned(), "invalid_term"),
    ] {
        let answer = admin.post("/api/gazetteer", &json!({"term": term, "label": "PRODUCT"}));
        assert_eq!((answer.status, answer.code().as_str()), (400, code));
    }
    let many = |count: usize| -> Vec<u8> {
        let lines: Vec<String> = (0..count).map(|number| format!("Name {number}")).collect();
        lines.join("\n").into_bytes()
    };
    let (status, problem) = import(&admin, "?label=PRODUCT", &many(10_001));
    assert_eq!((status, &problem["code"]), (409, &json!("gazetteer_full")));
    let (status, problem) = import(&admin, "", b"Vega,PRODUCT\nOrion,STAR\n");
    assert_eq!((status, &problem["code"]), (400, &json!("wrong_lines")));
    let named = json!([{"field": "line 2, label", "detail": problem["errors"][0]["detail"]}]);
    assert_eq!(problem["errors"], named);
    assert_eq!(admin.json("/api/gazetteer")["total"], 0);

    let (status, imported) = import(&admin, "?label=PRODUCT", &many(10_000));
    assert_eq!((status, &imported["added"]), (200, &json!(10_000)));
    admin.ingest(&Upload::bytes(
        "many.csv",
        "Issue key,Summary,Created\r\nA-1,Name 9999 and Name 12 and Name 99999,2026-03-01 10:00\r\n",
    ));
    assert_eq!(mentioned(&admin, "A-1"), ["Name 9999", "Name 12"]);
    let exported = admin.get("/api/gazetteer.csv").text();
    assert_eq!(exported.lines().count(), 10_001);
    let (_, again) = import(&admin, "", exported.as_bytes());
    assert_eq!(again["unchanged"], 10_000);
}
