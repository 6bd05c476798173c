//! Records that lie deeper than one array in one object: answers of interfaces, in which lists have lists around them.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::envelope;

/// How deep records are looked for.
const DEPTH: u32 = 5;
/// What records are told from other things by: something that names them, and something that they say.
const NAMED: [&str; 6] = ["id", "key", "number", "iid", "identifier", "gid"];
const SAYING: [&str; 6] = [
    "title",
    "subject",
    "summary",
    "name",
    "description",
    "preview",
];

/// What was found.
pub(super) type Records<'a> = Vec<Cow<'a, Map<String, Value>>>;

/// The records within an object that is none itself; none where it is one, or holds none.
pub(super) fn records(object: &Map<String, Value>) -> Option<Records<'_>> {
    if let Some(found) = keyed(object) {
        return Some(found);
    }
    if names_itself(object) {
        return None;
    }
    let mut level: Vec<&Map<String, Value>> = vec![object];
    for _ in 0..DEPTH {
        for outer in &level {
            let mut lists = outer.iter().filter(|(name, _)| {
                // Help desks call tickets so; within one, comments are.
                *name == "conversations" || !super::record::is_comments(name)
            });
            if let Some(found) = lists.clone().find_map(|(_, value)| list(value)) {
                return Some(found);
            }
            let found = lists.find_map(|(_, value)| keyed(value.as_object()?));
            if found.is_some() {
                return found;
            }
        }
        let inner = level.iter().flat_map(|outer| outer.values());
        level = inner.filter_map(inside).collect();
    }
    None
}

/// An object within, or the only one of a list, such as the one board that was asked for.
fn inside(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Object(object) => Some(object),
        Value::Array(values) => match values.as_slice() {
            [Value::Object(object)] => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// The records of a list, if it is one of records; `node` is what GraphQL puts around each of them.
fn list(value: &Value) -> Option<Records<'_>> {
    let values = value.as_array().filter(|values| !values.is_empty())?;
    let objects = values.iter().map(|value| {
        let object = value.as_object()?;
        let object = envelope::within(object);
        let fits = is_record(object) || envelope::holds_one(object);
        fits.then_some(Cow::Borrowed(object))
    });
    objects.collect()
}

/// The records of an object whose names are their keys: `{"A-1": {…}, "A-2": {…}}`.
fn keyed(object: &Map<String, Value>) -> Option<Records<'_>> {
    if object.len() < 2 {
        return None;
    }
    let records = object.iter().map(|(key, value)| {
        let record = value.as_object()?;
        let named = NAMED.iter().find_map(|name| record.get(*name));
        let is_key = match named {
            Some(Value::String(own)) => own == key,
            Some(own) => own.as_u64().is_some() && own.as_u64() == key.parse().ok(),
            None => key.contains(|c: char| c.is_ascii_digit()) && !key.contains(' '),
        };
        // What is only called something may be a field or a person.
        let says = ["title", "subject", "summary", "description"]
            .iter()
            .any(|name| record.get(*name).is_some_and(Value::is_string));
        if !is_key || !says {
            return None;
        }
        if named.is_some() {
            return Some(Cow::Borrowed(record));
        }
        let mut record = record.clone();
        record.insert("id".to_owned(), Value::String(key.clone()));
        Some(Cow::Owned(record))
    });
    records.collect()
}

/// Whether anything in it may be a key of its own. Lists have none.
fn names_itself(object: &Map<String, Value>) -> bool {
    object.keys().any(|name| is_own_name(name))
}

/// Whether what is called so may be a key of a record: `id`, `ticketId`, `number`.
pub(super) fn is_own_name(name: &str) -> bool {
    // An answer in pages has a key of its own.
    if name == "_scroll_id" || name == "pit_id" {
        return false;
    }
    let name = name.to_ascii_lowercase();
    let known = ["id", "key", "number", "fields", "properties"];
    known.iter().any(|known| name.ends_with(known))
}

/// Whether an object looks like a record: something names it, and something is said.
pub(super) fn is_record(object: &Map<String, Value>) -> bool {
    let has = |names: &[&str]| {
        let mut names = names.iter();
        names.any(|name| {
            object
                .get(*name)
                .is_some_and(|value| !value.is_object() && !value.is_array())
        })
    };
    has(&NAMED) && has(&SAYING)
        || object.contains_key("fields")
        || object.contains_key("properties")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(json: &str) -> Option<usize> {
        let value: Value = serde_json::from_str(json).unwrap();
        records(value.as_object().unwrap()).map(|records| records.len())
    }

    #[test]
    fn lists_within_lists() {
        for (json, count) in [
            (
                r#"{"data":{"issues":{"nodes":[{"id":"a","title":"x"},{"id":"b","title":"y"}]}}}"#,
                Some(2),
            ),
            (
                r#"{"data":{"project":{"issues":{"edges":[{"node":{"iid":"1","title":"x"}}]}}}}"#,
                Some(1),
            ),
            (
                r#"{"_embedded":{"conversations":[{"id":1,"subject":"x"}]},"page":{"size":1}}"#,
                Some(1),
            ),
            (
                r#"{"data":{"boards":[{"items_page":{"items":[{"id":"1","name":"x"}]}}]}}"#,
                Some(1),
            ),
            (
                r#"{"id":1,"subject":"x","data":{"comments":[{"id":1,"title":"x"}]}}"#,
                None,
            ),
            (r#"{"data":{"comments":[{"id":1,"name":"x"}]}}"#, None),
            (
                r#"{"key":"A-1","fields":{"attachment":[{"id":1,"name":"x"}]}}"#,
                None,
            ),
            (r#"{"data":{"list":[1,2]}}"#, None),
            (
                r#"{"A-1":{"summary":"x"},"A-2":{"summary":"y","custom_2":{"name":"z"}}}"#,
                Some(2),
            ),
            (
                r#"{"took":1,"tickets":{"17":{"id":17,"title":"x"},"18":{"id":18,"title":"y"}}}"#,
                Some(2),
            ),
            (
                r#"{"tickets":{"-Nab1xY":{"subject":"x","status":"open"},"-Nab2xY":{"subject":"y","status":"open"}}}"#,
                Some(2),
            ),
            (
                r#"{"custom_1":{"name":"a","id":5},"custom_2":{"name":"b","id":6}}"#,
                None,
            ),
            (
                r#"{"page":{"rows":[{"_id":"x","_source":{"text":"y"}}]}}"#,
                Some(1),
            ),
        ] {
            assert_eq!(found(json), count, "{json}");
        }
    }
}
