//! Where trackers write something in XML in a way of their own, it becomes what their JSON would have.

use serde_json::{Map, Value};

use super::element::TEXT;
use crate::json::is_comments;

/// What trackers call what somebody wrote, one element for each.
const TALK: [&str; 7] = [
    "comment",
    "long_desc",
    "bugnote",
    "journal",
    "note",
    "reply",
    "bugnotes",
];
/// Those that are talk also where a record has one of nothing but words.
const SAID: [&str; 4] = ["comment", "long_desc", "bugnote", "journal"];
/// What a ticket is told by.
const HEADS: [&str; 6] = ["id", "key", "number", "subject", "summary", "title"];
/// What they call who wrote it.
const PEOPLE: [&str; 5] = ["author", "who", "reporter", "user", "creator"];

/// Puts the elements of a name into the record. The text of one with attributes stands under its name, the attributes
/// behind a point.
pub(super) fn place(record: &mut Map<String, Value>, name: String, value: Value) {
    let Value::Array(mut values) = value else {
        record.insert(name, value);
        return;
    };
    let is_talk = TALK.iter().any(|talk| name.eq_ignore_ascii_case(talk));
    let is_list = matches!(&values[..], [Value::Array(_)]);
    if is_list && let Some(Value::Array(inner)) = values.pop() {
        values = inner;
    }
    // A note that is nothing but words may be any field.
    let said = is_list || values.len() > 1 || values.iter().all(Value::is_object);
    let talks = said && (is_talk || is_comments(&name));
    if talks {
        let said = values.into_iter().map(comment).collect();
        let name = if is_talk { "comments".to_owned() } else { name };
        add(record, name, said);
        return;
    }
    if is_list || values.len() != 1 {
        let items = values.into_iter().map(item).collect();
        record.insert(name, Value::Array(items));
        return;
    }
    match values.pop() {
        Some(Value::Object(mut object)) => match object.remove(TEXT) {
            Some(text) => {
                for (attribute, value) in object {
                    record.insert(format!("{name}.{attribute}"), value);
                }
                record.insert(name, text);
            }
            None => {
                record.insert(name, Value::Object(object));
            }
        },
        Some(Value::String(text)) if record.get(&name).is_some_and(Value::is_array) => {
            if !is_count(&text) {
                add(record, name, vec![Value::String(text)]);
            }
        }
        value => {
            record.insert(name, value.unwrap_or_default());
        }
    }
}

/// Adds what was said to what there is of that name already.
fn add(record: &mut Map<String, Value>, name: String, mut said: Vec<Value>) {
    match record.get_mut(&name) {
        Some(Value::Array(there)) => there.append(&mut said),
        there => {
            let words = there.and_then(|value| value.as_str().map(str::to_owned));
            let words = words.filter(|words| !words.trim().is_empty() && !is_count(words));
            said.splice(..0, words.map(Value::String));
            record.insert(name, Value::Array(said));
        }
    }
}

/// Whether a text only says how many there are.
fn is_count(text: &str) -> bool {
    text.trim().parse::<u64>().is_ok()
}

/// One of a list: a text whatever number it has, but for one that is called something.
fn item(value: Value) -> Value {
    let Value::Object(mut object) = value else {
        return value;
    };
    match object.remove(TEXT) {
        Some(text) if object.contains_key("name") => {
            object.insert("value".to_owned(), text);
            Value::Object(object)
        }
        Some(text) => text,
        None => Value::Object(object),
    }
}

/// What somebody wrote, under the names that JSON has for its parts.
fn comment(value: Value) -> Value {
    let Value::Object(object) = value else {
        return value;
    };
    let mut out = Map::new();
    for (name, value) in object {
        let name = match name.as_str() {
            TEXT => "text".to_owned(),
            "date_submitted" => "created_at".to_owned(),
            _ => name.replace('-', "_"),
        };
        out.insert(name, value);
    }
    for person in PEOPLE {
        let named = out.remove(&format!("{person}.name"));
        if let Some(name) =
            named.filter(|name| name.as_str().is_some_and(|name| !name.trim().is_empty()))
        {
            out.insert(person.to_owned(), name);
        }
    }
    if let Some(who) = out.get("reporter").cloned() {
        out.entry("author").or_insert(who);
    }
    let is_private = out.get("isprivate").and_then(Value::as_str) == Some("1");
    if is_private {
        out.insert("private".to_owned(), Value::Bool(true));
    }
    Value::Object(out)
}

/// The record as its tracker's JSON would have it.
pub(super) fn tidied(mut record: Map<String, Value>) -> Map<String, Value> {
    if let Some(text) = record.remove(TEXT) {
        record.entry("text").or_insert(text);
    }
    if let Some(named) = of_names(&record) {
        record = named;
    }
    let is_said = |name: &str, value: &Value| {
        value.is_string() && SAID.iter().any(|said| name.eq_ignore_ascii_case(said))
    };
    let names = record.iter().filter(|(name, value)| is_said(name, value));
    for name in names.map(|(name, _)| name.clone()).collect::<Vec<_>>() {
        if let Some(text) = record.remove(&name) {
            add(&mut record, "comments".to_owned(), vec![text]);
        }
    }
    // Bugzilla has the description among the comments, the newest of which may come first.
    let said = record.get_mut("comments").and_then(Value::as_array_mut);
    let first = said.and_then(|said| {
        let is_first =
            |value: &Value| value.get("comment_count").and_then(Value::as_str) == Some("0");
        if let Some(at) = said.iter().position(is_first) {
            said[..=at].rotate_right(1);
        }
        said.first()?.get("thetext").cloned()
    });
    if let Some(text) = first {
        record.entry("description").or_insert(text);
    }
    // Jira names its own fields within.
    let custom = record
        .get("customfields")
        .and_then(Value::as_array)
        .cloned();
    let names = |field: &Value| Some(field.get("customfieldname")?.as_str()?.to_owned());
    if let Some(fields) = custom.filter(|fields| fields.iter().any(|field| names(field).is_some()))
    {
        record.remove("customfields");
        for field in &fields {
            let value = field.get("customfieldvalues").filter(|value| *value != "");
            if let (Some(name), Some(value)) = (names(field), value) {
                record.insert(format!("Custom field ({name})"), value.clone());
            }
        }
    }
    // Nobody, and nothing, is the number -1 there.
    for name in ["assignee", "reporter", "resolution"] {
        let nobody = ["username", "accountid", "id"].iter().any(|number| {
            record
                .get(&format!("{name}.{number}"))
                .and_then(Value::as_str)
                == Some("-1")
        });
        if nobody {
            record.remove(name);
        }
    }
    record
}

/// The record that is a list of values with their names, as databases write their rows; what it has beside them stays.
fn of_names(record: &Map<String, Value>) -> Option<Map<String, Value>> {
    let (list, named) = record
        .iter()
        .find_map(|(name, value)| Some((name, values_of(value)?)))?;
    let mut others = record.iter().filter(|(name, _)| *name != list);
    let alone = others.all(|(name, value)| value.is_array() || name == "name");
    let heads = |within: &Map<String, Value>| {
        let mut keys = within.keys();
        keys.any(|name| HEADS.iter().any(|head| name.eq_ignore_ascii_case(head)))
    };
    // What a ticket is told by stands among the values then, and not beside them.
    if !alone && (heads(record) || !heads(&named)) {
        return None;
    }
    let mut out = named;
    let others = record.iter().filter(|(name, _)| *name != list);
    for (name, value) in others.filter(|(name, _)| *name != "name") {
        out.entry(name.clone()).or_insert_with(|| value.clone());
    }
    Some(out)
}

/// The values of a list by their names, if each has one.
fn values_of(list: &Value) -> Option<Map<String, Value>> {
    let mut named = Map::new();
    for field in list.as_array()? {
        let name = field.get("name")?.as_str()?.to_owned();
        let value = field.get("value").cloned().unwrap_or_default();
        named.insert(name, value);
    }
    Some(named).filter(|named| !named.is_empty())
}
