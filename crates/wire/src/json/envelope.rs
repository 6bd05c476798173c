//! What stores and collectors put around a record: Elasticsearch, Perceval, and interfaces that answer with one ticket and
//! what belongs to it.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{perceval, record::is_talk};

/// How many are opened, one within the other.
const DEPTH: u32 = 4;
/// Names of the one record in an answer about it.
const ONE: [&str; 7] = [
    "ticket",
    "issue",
    "case",
    "bug",
    "incident",
    "complaint",
    "record",
];

/// The record within; the object itself where there is nothing around it.
pub(super) fn opened(object: &Map<String, Value>) -> Cow<'_, Map<String, Value>> {
    let mut inner = object;
    for _ in 0..DEPTH {
        if let Some(data) = perceval::data(inner) {
            return Cow::Owned(perceval::record(data));
        }
        if let Some(whole) = one(inner) {
            return Cow::Owned(whole);
        }
        let next = stored(inner)
            .or_else(|| synced(inner))
            .unwrap_or_else(|| within(inner));
        if std::ptr::eq(next, inner) {
            break;
        }
        inner = next;
    }
    Cow::Borrowed(inner)
}

/// Whether there is something around the only record of an object.
pub(super) fn holds_one(object: &Map<String, Value>) -> bool {
    perceval::data(object).is_some()
        || stored(object).is_some()
        || synced(object).is_some()
        || one(object).is_some()
}

/// The document in a hit of Elasticsearch or `OpenSearch`.
pub(super) fn stored(object: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let known = ["_index", "_id", "_score", "sort"];
    let is_hit = known.iter().any(|name| object.contains_key(*name)) || object.len() == 1;
    object.get("_source").filter(|_| is_hit)?.as_object()
}

/// The record in a line of Airbyte, of Singer, or of an export of `DynamoDB`.
fn synced(object: &Map<String, Value>) -> Option<&Map<String, Value>> {
    if let Some(Value::Object(data)) = object.get("_airbyte_data") {
        return Some(data);
    }
    let is_line = object.get("type").and_then(Value::as_str) == Some("RECORD");
    if is_line && object.contains_key("stream") {
        return object.get("record")?.as_object();
    }
    object
        .get("Item")
        .filter(|_| object.len() == 1)?
        .as_object()
}

/// Whether a line of Singer is none of a ticket: about the export itself, or of what tickets refer to.
pub(super) fn is_other(object: &Map<String, Value>) -> bool {
    const OTHERS: [&str; 12] = [
        "user",
        "contact",
        "agent",
        "group",
        "organization",
        "compan",
        "account",
        "tag",
        "field",
        "metric",
        "team",
        "brand",
    ];
    let word = |name: &str| object.get(name).and_then(Value::as_str);
    match word("type") {
        Some("SCHEMA" | "STATE" | "ACTIVATE_VERSION") => ["stream", "value"]
            .iter()
            .any(|name| object.contains_key(*name)),
        Some("RECORD") if object.contains_key("record") => word("stream").is_some_and(|stream| {
            let stream = stream.to_lowercase();
            OTHERS.iter().any(|other| stream.contains(other))
        }),
        _ => false,
    }
}

/// What GraphQL puts around each value of a list is taken off.
pub(super) fn within(object: &Map<String, Value>) -> &Map<String, Value> {
    let around = ["node", "cursor", "__typename"];
    let alone = || object.keys().all(|name| around.contains(&name.as_str()));
    let node = object.get("node").and_then(Value::as_object);
    node.filter(|_| alone()).unwrap_or(object)
}

/// The hits of an answer of Elasticsearch or `OpenSearch`, whatever is counted beside them.
pub(super) fn hits(object: &Map<String, Value>) -> Option<Vec<&Map<String, Value>>> {
    let hits = object.get("hits")?.get("hits")?.as_array()?;
    hits.iter().map(|hit| stored(hit.as_object()?)).collect()
}

/// The ticket of an answer about one, with what people wrote beside it: `{"ticket": {…}, "comments": […]}`.
fn one(object: &Map<String, Value>) -> Option<Map<String, Value>> {
    let mut names = ONE.iter();
    let (name, ticket) = names.find_map(|name| Some((*name, object.get(*name)?.as_object()?)))?;
    let has = |names: &[&str]| names.iter().any(|name| ticket.contains_key(*name));
    let is_record = has(&["id", "key", "number", "iid"])
        && has(&[
            "subject",
            "title",
            "summary",
            "name",
            "description",
            "fields",
        ]);
    // A record that names its issue is one itself.
    let others = || object.iter().filter(|(other, _)| *other != name);
    let alone = others().all(|(other, value)| is_talk(other) || is_about(value));
    if !is_record || !alone {
        return None;
    }
    let mut whole = ticket.clone();
    for (other, value) in others().filter(|(other, _)| is_talk(other)) {
        whole.entry(other.clone()).or_insert_with(|| value.clone());
    }
    Some(whole)
}

/// Whether a value beside a ticket says nothing of it by itself: lists and objects beside, such as its people.
fn is_about(value: &Value) -> bool {
    value.is_array() || value.is_object() || value.is_null()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_around_a_record_is_taken_off() {
        let record = json!({"id": 7, "subject": "No sound"});
        for around in [
            record.clone(),
            json!({"_index": "help", "_id": "x", "_source": record}),
            json!({"sort": [1], "_source": {"_id": "y", "_source": record}}),
            json!({"backend_name": "Redmine", "origin": "https://desk.example.org", "uuid": "u", "data": record}),
            json!({"_index": "raw", "_source": {"backend_name": "Redmine", "uuid": "u", "data": record}}),
            json!({"ticket": record, "users": [{"id": 1}]}),
            json!({"_airbyte_ab_id": "u", "_airbyte_data": record}),
            json!({"type": "RECORD", "stream": "tickets", "record": record}),
            json!({"Item": record}),
        ] {
            let opened = opened(around.as_object().unwrap());
            assert_eq!(Value::Object(opened.into_owned()), record, "{around}");
        }
    }

    #[test]
    fn a_ticket_takes_what_was_written_beside_it_and_others_are_left_alone() {
        let answer = json!({"ticket": {"id": 7, "subject": "x"}, "comments": [{"body": "Hi"}]});
        let whole = opened(answer.as_object().unwrap()).into_owned();
        assert_eq!(whole["comments"], answer["comments"]);
        let answer = json!({"ticket": {"id": 7, "subject": "x"}, "events": [{"type": "comment"}]});
        let whole = opened(answer.as_object().unwrap()).into_owned();
        assert_eq!(whole["events"], answer["events"]);
        for other in [
            json!({"id": 3, "hours": 2, "issue": {"id": 7, "subject": "x"}}),
            json!({"_source": "web", "id": 3}),
            json!({"data": {"id": 3}, "uuid": "u"}),
        ] {
            let object = other.as_object().unwrap();
            assert_eq!(opened(object).into_owned(), *object, "{other}");
        }
    }

    #[test]
    fn lines_of_other_streams_are_told() {
        let is = |line: Value| is_other(line.as_object().unwrap());
        assert!(is(
            json!({"type": "SCHEMA", "stream": "tickets", "schema": {}})
        ));
        assert!(is(json!({"type": "STATE", "value": {}})));
        assert!(is(
            json!({"type": "RECORD", "stream": "ticket_fields", "record": {"id": 1}})
        ));
        assert!(!is(
            json!({"type": "RECORD", "stream": "tickets", "record": {"id": 1}})
        ));
        assert!(!is(json!({"type": "RECORD", "id": 1, "subject": "x"})));
    }

    #[test]
    fn hits_of_an_answer() {
        let answer = json!({"_scroll_id": "z", "took": 3, "aggregations": {"a": {"buckets": [{"key": "x", "name": "y"}]}},
            "hits": {"total": 2, "hits": [{"_id": "1", "_source": {"a": 1}}, {"_id": "2", "_source": {"a": 2}}]}});
        assert_eq!(hits(answer.as_object().unwrap()).unwrap().len(), 2);
        assert_eq!(hits(json!({"hits": 3}).as_object().unwrap()), None);
    }
}
