//! An export and what the API must say of its tickets.

use serde_json::{Map, Value, json};
use system_tests::{Client, Upload};

use super::PATIENCE;

/// An export in a timezone of its own, and its tickets as the source has them.
pub struct Fixture {
    name: &'static str,
    content: Vec<u8>,
    wire: &'static str,
    format: &'static str,
    tickets: Vec<Value>,
}

impl Fixture {
    /// `tickets` name what a ticket has; what they do not name must be empty.
    pub fn new(
        name: &'static str,
        content: impl Into<Vec<u8>>,
        (wire, format): (&'static str, &'static str),
        tickets: impl IntoIterator<Item = Value>,
    ) -> Self {
        Self {
            name,
            content: content.into(),
            wire,
            format,
            tickets: tickets.into_iter().collect(),
        }
    }

    /// Takes the export in and compares each of its tickets.
    pub fn check(&self, client: &Client) {
        let name = self.name;
        let upload = Upload::bytes(name, self.content.clone()).field("timezone", "Europe/Berlin");
        let sent = client.upload(&upload).accepted();
        let info = &sent["file_info"];
        assert_eq!(
            (&info["wire"], &info["format"]),
            (&json!(self.wire), &json!(self.format)),
            "{name}: {sent:#}"
        );
        // Names that many systems use are certain where the values below them fit.
        assert_ne!(sent["status"], "review", "{name}: {sent:#}");
        let id = sent["job_id"].as_str().expect("an id");
        let job = client.completed(id, PATIENCE);
        assert_eq!(
            client.pages(&format!("/api/job/{id}/errors")),
            Vec::<Value>::new(),
            "{name}"
        );
        assert_eq!(
            (&job["row_errors"], &job["tickets_added"]),
            (&json!(0), &json!(self.tickets.len())),
            "{name}: {job:#}"
        );
        for ticket in &self.tickets {
            let key = ticket["ticket_id"].as_str().expect("a key");
            let source = job["source"].as_str().expect("a source");
            let key = key.replace('#', "%23");
            let found = client.json(&format!("/api/tickets/{key}?source={source}"));
            assert_eq!(told(&found), whole(ticket), "{name}");
        }
    }
}

/// Everything of a ticket that comes from its source, as the API has it.
fn told(found: &Value) -> Value {
    let mut out = Map::new();
    for (name, _) in empty() {
        out.insert(name.to_owned(), found[name].clone());
    }
    let texts = found["comments"].as_array().expect("texts").iter();
    let comments = texts.filter(|text| text["field_type"] == "comment");
    let comments =
        comments.map(|text| json!([text["comment_timestamp"], text["author_id"], text["text"]]));
    out.insert("comments".to_owned(), comments.collect());
    Value::Object(out)
}

/// The ticket with what it does not name.
fn whole(ticket: &Value) -> Value {
    let mut out: Map<String, Value> = empty()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    for (name, value) in ticket.as_object().expect("an object") {
        assert!(out.insert(name.clone(), value.clone()).is_some(), "{name}");
    }
    // Without a product or a component, a ticket counts under its project.
    if out["product"] == "" {
        out["product"] = out["project"].clone();
    }
    let comments = out["comments"].as_array().map(Vec::len);
    out.insert("total_comments".to_owned(), json!(comments));
    Value::Object(out)
}

fn empty() -> [(&'static str, Value); 18] {
    let text = || json!("");
    [
        ("ticket_id", text()),
        ("summary", text()),
        ("description", text()),
        ("status_name", text()),
        ("priority", text()),
        ("issue_type", text()),
        ("project", text()),
        ("product", text()),
        ("organization", text()),
        ("labels", json!([])),
        ("assignee", text()),
        ("reporter", text()),
        ("parent_ticket_id", Value::Null),
        ("created_at", Value::Null),
        ("updated_at", Value::Null),
        ("resolved_at", Value::Null),
        ("total_comments", json!(0)),
        ("comments", json!([])),
    ]
}
