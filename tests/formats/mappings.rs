//! Mappings that people save.

use serde_json::{Value, json};
use system_tests::{App, Upload};

use super::PATIENCE;

#[test]
fn a_mapping_is_saved_and_found_again() {
    let app = App::start();
    let client = app.bootstrap();
    let csv = |rows: &str| format!("Nr;Betrefftext;Wann;Notiz;Notiz\r\n{rows}");
    let first = client
        .upload(
            &Upload::bytes("a.csv", csv("1;Kaputt;2026-03-01 10:00;a;b\r\n"))
                .field("review", "true"),
        )
        .accepted();
    let id = first["job_id"].as_str().expect("an id");
    let fields = json!({"ticket_id": "Nr", "summary": "Betrefftext", "created_at": "Wann", "comments": "Notiz"});
    let put = client.send(
        "PUT",
        &format!("/api/job/{id}/mapping"),
        Some(&json!({ "fields": fields })),
    );
    assert_eq!(put.expect(200)["template"], Value::Null);
    let saved = client
        .post("/api/mappings", &json!({"name": "Hotline", "job_id": id}))
        .expect(201);
    assert_eq!(saved["fields"]["comments"], json!(["Notiz"]));
    client
        .post(&format!("/api/job/{id}/confirm"), &json!({}))
        .expect(202);
    client.completed(id, PATIENCE);
    let second = client
        .upload(&Upload::bytes(
            "b.csv",
            csv("2;Langsam;2026-03-02 10:00;;\r\n"),
        ))
        .accepted();
    assert_eq!(
        (&second["mapping"]["template"], &second["status"]),
        (&json!("Hotline"), &json!("running")),
        "{second}"
    );
    client.completed(second["job_id"].as_str().expect("an id"), PATIENCE);
    assert_eq!(client.tickets(""), 2);
    let template = saved["id"].as_str().expect("an id");
    assert_eq!(
        client.json("/api/mappings")["results"][0]["name"],
        "Hotline"
    );
    assert_eq!(
        client
            .send("DELETE", &format!("/api/mappings/{template}"), None)
            .status,
        204
    );
    assert_eq!(client.json("/api/mappings")["results"], json!([]));
}
