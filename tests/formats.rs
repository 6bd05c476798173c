//! What systems export, taken in over HTTP and read back.

mod fixture;
mod languages;
mod mappings;
mod markup;
mod messages;
mod packed;
mod records;
mod sources;
mod trackers;

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::Client;

const PATIENCE: Duration = Duration::from_mins(2);

/// The key fields of a ticket as the API has them.
fn told(client: &Client, key: &str) -> Value {
    let ticket = client.json(&format!("/api/tickets/{key}"));
    let comments: Vec<&Value> = ticket["comments"]
        .as_array()
        .expect("texts")
        .iter()
        .filter(|text| text["field_type"] == "comment")
        .map(|text| &text["text"])
        .collect();
    json!([ticket["summary"], ticket["created_at"], comments])
}
