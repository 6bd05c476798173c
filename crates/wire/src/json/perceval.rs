//! The items of Perceval, which collects trackers for research: what a tracker's interface answered stands in `data`, with
//! lists that were asked for apart under names that end in `_data`.

use serde_json::{Map, Value};

use super::record::is_comments;

/// The tracker's own record in an item.
pub(super) fn data(object: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let named = ["backend_name", "perceval_version", "backend_version"];
    let is_item = named.iter().any(|name| object.contains_key(*name));
    object.get("data").filter(|_| is_item)?.as_object()
}

/// Whether an item is a change of code that is looked at, which lists of issues have among them.
pub(super) fn is_code(object: &Map<String, Value>) -> bool {
    let category = object.get("category").and_then(Value::as_str);
    data(object).is_some() && matches!(category, Some("merge_request" | "pull_request"))
}

/// The record as the tracker's own interface would give it.
pub(super) fn record(data: &Map<String, Value>) -> Map<String, Value> {
    let mut record = match of_object(data) {
        Value::Object(record) => record,
        _ => Map::new(),
    };
    // Launchpad: the task names its bug, which was asked for apart.
    if let Some(Value::Object(bug)) = record.remove("bug") {
        for (name, value) in bug {
            record.entry(name).or_insert(value);
        }
    }
    // Bugzilla as XML, Phabricator: what people wrote among other things.
    for (name, told) in [("long_desc", "thetext"), ("transactions", "comments")] {
        if let Some(Value::Array(values)) = record.get(name) {
            let said = values
                .iter()
                .filter(|value| value.get(told).is_some_and(Value::is_string));
            let said: Vec<Value> = said.cloned().collect();
            record.remove(name);
            if name == "long_desc"
                && let Some(first) = said.first().and_then(|first| first.get(told))
            {
                record.insert("description".to_owned(), first.clone());
            }
            record.insert("comments".to_owned(), Value::Array(said));
        }
    }
    record
}

/// The value without what was put around it: `{"__text__": "x"}` is its text, `notes_data` is `notes`.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(object) => of_object(object),
        Value::Array(values) => Value::Array(values.iter().map(plain).collect()),
        value => value.clone(),
    }
}

/// The same of an object.
fn of_object(object: &Map<String, Value>) -> Value {
    let is_text = |value: &Value| value.is_string();
    // An element of XML: its text, or the name of the person whose address it is.
    if object.contains_key("__text__") && object.values().all(is_text) {
        let name = object.get("name").or_else(|| object.get("__text__"));
        return name.cloned().unwrap_or_default();
    }
    let of_xml = object.contains_key("__text__");
    let inner = object.iter().filter(|(name, _)| *name != "__text__");
    let mut out = Map::new();
    for (name, value) in inner {
        let short = name
            .strip_suffix("_data")
            .or_else(|| name.strip_suffix("Data"))
            .filter(|short| !object.contains_key(*short));
        let value = match (plain(value), of_xml) {
            (Value::Array(values), true) => element(name, values),
            (value, _) => value,
        };
        out.insert(short.unwrap_or(name).to_owned(), value);
    }
    Value::Object(out)
}

/// The elements of one name in XML, of which most names have one.
fn element(name: &str, mut values: Vec<Value>) -> Value {
    values.retain(|value| value.as_object().is_none_or(|object| !object.is_empty()));
    if values.len() == 1 && name != "long_desc" && !is_comments(name) {
        return values.remove(0);
    }
    Value::Array(values)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(item: &Value) -> Value {
        let item = item.as_object().unwrap();
        Value::Object(record(data(item).unwrap()))
    }

    #[test]
    fn bugs_as_xml_are_plain_records() {
        let item = json!({"backend_name": "Bugzilla", "uuid": "u", "data": {"__text__": "\n ",
            "bug_id": [{"__text__": "17"}], "short_desc": [{"__text__": "No sound"}], "status_whiteboard": [{}],
            "reporter": [{"__text__": "kim@example.org", "name": "Kim"}],
            "cc": [{"__text__": "a@example.org"}, {"__text__": "b@example.org"}],
            "long_desc": [{"__text__": "\n", "isprivate": "0", "bug_when": [{"__text__": "2026-01-02 03:04:05 +0000"}],
                "thetext": [{"__text__": "Nothing plays"}], "who": [{"__text__": "kim@example.org", "name": "Kim"}]}]}});
        assert_eq!(
            of(&item),
            json!({"bug_id": "17", "short_desc": "No sound", "status_whiteboard": [], "reporter": "Kim",
                "cc": ["a@example.org", "b@example.org"], "description": "Nothing plays",
                "comments": [{"isprivate": "0", "bug_when": "2026-01-02 03:04:05 +0000", "thetext": "Nothing plays", "who": "Kim"}]})
        );
    }

    #[test]
    fn what_was_asked_for_apart_belongs_to_the_record() {
        let item = json!({"backend_name": "GitLab", "category": "merge_request",
            "data": {"iid": 3, "notes_data": [{"body": "Hi"}], "bug_data": {"id": 9, "description": "x"}}});
        assert_eq!(
            of(&item),
            json!({"iid": 3, "notes": [{"body": "Hi"}], "id": 9, "description": "x"})
        );
        assert!(is_code(item.as_object().unwrap()));
        let task = json!({"perceval_version": "1", "data": {"id": 1, "transactions": [
            {"transactionType": "status", "comments": null}, {"comments": "Seen", "authorData": {"id": 2}}]}});
        assert_eq!(
            of(&task)["comments"],
            json!([{"comments": "Seen", "author": {"id": 2}}])
        );
    }
}
