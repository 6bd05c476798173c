//! One JSON object to the cells of a row.

use serde_json::{Map, Value};
use tickets::FileError;

use super::{adf, comment, key};
use crate::{clock, table::Table};

/// Objects within objects become columns `a.b.c` down to here; what lies deeper stays JSON text.
const DEPTH: u32 = 4;
/// Names of lists that hold what people wrote one after the other.
const COMMENTS: [&str; 16] = [
    "comments",
    "conversations",
    "conversation_parts",
    "replies",
    "messages",
    "notes",
    "posts",
    "articles",
    "article",
    "threads",
    "journals",
    "stories",
    "updates",
    "discussions",
    "answers",
    "CaseComments",
];
/// Names of lists that hold what happened to a ticket, what people wrote among it.
const EVENTS: [&str; 4] = ["events", "timeline", "activities", "interactions"];
/// What interfaces put between a list and its name.
const AROUND: [&str; 5] = ["nodes", "edges", "data", "_embedded", "records"];

/// Whether a list of that name holds what people wrote one after the other.
pub(crate) fn is_comments(name: &str) -> bool {
    COMMENTS
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether what people wrote may stand in a list of that name, alone or among what happened.
pub(super) fn is_talk(name: &str) -> bool {
    is_comments(name) || EVENTS.contains(&name)
}

/// GitHub lists pull requests among the issues: they have this key.
pub(super) fn is_pull_request(object: &Map<String, Value>) -> bool {
    object.get("pull_request").is_some_and(Value::is_object)
}

/// Writes the object's cells. Lists of plain values are repeated columns of one name, comments are columns named
/// `Comment` of `date;author;body`.
pub(crate) fn write(table: &mut Table, object: &Map<String, Value>) -> Result<(), FileError> {
    if let Some((name, key)) = key::of(object) {
        table.cell(name, key)?;
    }
    let described = object.get("description").and_then(Value::as_str);
    let opening = opening(object).filter(|_| described.is_none());
    if let Some(text) = &opening {
        table.cell("description", text.as_str())?;
    }
    let first = described.or(opening.as_deref()).unwrap_or_default();
    for (name, value) in object {
        cell(table, name, value, 0, first)?;
    }
    Ok(())
}

/// What opened a talk, where it stands as the first of the texts: Bugzilla counts it 0, Discourse 1.
fn opening(object: &Map<String, Value>) -> Option<String> {
    let stream = object
        .get("post_stream")
        .and_then(|stream| stream.get("posts"));
    let first = object.get("comments").or(stream)?.as_array()?.first()?;
    let is = |name: &str, number: u64| first.get(name).and_then(Value::as_u64) == Some(number);
    if !is("count", 0) && !is("post_number", 1) {
        return None;
    }
    Some(comment::body(&comment::cell(first)?).to_owned())
}

fn cell(
    table: &mut Table,
    name: &str,
    value: &Value,
    depth: u32,
    first: &str,
) -> Result<(), FileError> {
    match value {
        Value::Null => Ok(()),
        Value::Bool(truth) => table.cell(name, truth.to_string()),
        Value::Number(number) => {
            let time = clock::of_json(name, number);
            table.cell(name, time.unwrap_or_else(|| number.to_string()))
        }
        Value::String(text) => table.cell(name, text.as_str()),
        Value::Object(object) if object.contains_key("$numberLong") && object.len() == 1 => {
            let text = object["$numberLong"].as_str().unwrap_or_default();
            let time = text.parse().ok().and_then(|at| clock::of_number(name, at));
            table.cell(name, time.unwrap_or_else(|| text.to_owned()))
        }
        Value::Object(object) => match (typed(object), adf::text(object)) {
            (Some(value), _) => cell(table, name, value, depth, first),
            (None, Some(text)) => table.cell(name, text),
            (None, None) if depth >= DEPTH => table.cell(name, value.to_string()),
            (None, None) => {
                for (inner, value) in object {
                    cell(table, &format!("{name}.{inner}"), value, depth + 1, first)?;
                }
                Ok(())
            }
        },
        Value::Array(values) => list(table, name, values, first),
    }
}

/// The value that a database wrote with its type: `{"$date": "…"}` of `MongoDB`, `{"S": "…"}` of `DynamoDB`.
fn typed(object: &Map<String, Value>) -> Option<&Value> {
    const TYPES: [&str; 8] = [
        "$oid",
        "$date",
        "$numberInt",
        "$numberDouble",
        "$numberDecimal",
        "S",
        "N",
        "BOOL",
    ];
    let (name, value) = object.iter().next().filter(|_| object.len() == 1)?;
    let is_plain = name.starts_with('$') || !value.is_object();
    TYPES
        .contains(&name.as_str())
        .then_some(value)
        .filter(|_| is_plain)
}

/// Whether something that happened is that somebody wrote.
fn is_said(value: &Value) -> bool {
    const SAID: [&str; 5] = ["comment", "note", "message", "reply", "email"];
    let kinds = ["type", "event", "action", "kind", "event_type"];
    let kind = kinds.iter().find_map(|name| value.get(*name)?.as_str());
    kind.is_some_and(|kind| {
        let kind = kind.to_lowercase();
        SAID.iter().any(|said| kind.contains(said))
    })
}

fn list(table: &mut Table, name: &str, values: &[Value], first: &str) -> Result<(), FileError> {
    let name = bare(name);
    let last = name.rsplit('.').next().unwrap_or(name);
    if EVENTS.contains(&last) && values.iter().any(is_said) {
        let said = values.iter().filter(|value| is_said(value));
        for cell in said.filter_map(comment::cell) {
            table.cell("Comment", cell)?;
        }
        return Ok(());
    }
    if is_comments(last) {
        let mut comments = values.iter().map(node).filter_map(comment::cell).peekable();
        let some = comments.peek().is_some();
        // The first comment of a help desk is often the description again.
        comments.next_if(|cell| !first.is_empty() && comment::body(cell).trim() == first.trim());
        for cell in comments {
            table.cell("Comment", cell)?;
        }
        let objects = || {
            let mut values = values.iter();
            values.all(|value| value.is_object() || value.is_null())
        };
        // What a form asked is answered without a word of anyone.
        if some || (last != "answers" && objects()) {
            return Ok(());
        }
    }
    for value in values.iter().map(node) {
        match value {
            Value::Null => {}
            Value::String(text) => table.cell(name, text.as_str())?,
            Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                table.cell(name, value.to_string())?;
            }
            Value::Object(object) => match (named_value(name, object), label(object)) {
                (Some((name, value)), _) => match value.as_object().and_then(label) {
                    Some(label) => table.cell(&name, label)?,
                    None => cell(table, &name, value, DEPTH, first)?,
                },
                (None, Some(label)) => table.cell(name, label)?,
                (None, None) => table.cell(name, value.to_string())?,
            },
        }
    }
    Ok(())
}

/// The name without what only says that there is a list: `labels.nodes` is `labels`.
fn bare(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((outer, last)) if AROUND.contains(&last) => outer,
        _ => name,
    }
}

/// What GraphQL puts around each value of a list.
fn node(value: &Value) -> &Value {
    value.get("node").unwrap_or(value)
}

/// A custom field: `{id or name, value}` is a column of its own; what people see of its value goes first.
fn named_value<'a>(name: &str, object: &'a Map<String, Value>) -> Option<(String, &'a Value)> {
    let shown = object.get("text").filter(|text| text.is_string());
    let value = object.get("value").map(|value| shown.unwrap_or(value))?;
    let title = object.get("column").and_then(|column| column.get("title"));
    let id = title
        .or_else(|| object.get("name"))
        .or_else(|| object.get("id"))?;
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    Some((format!("{name}.{id}"), value))
}

/// What stands for an object in a list, such as a label or a person.
fn label(object: &Map<String, Value>) -> Option<&str> {
    const NAMES: [&str; 9] = [
        "name",
        "displayName",
        "fullName",
        "login",
        "username",
        "title",
        "tag",
        "presentation",
        "email",
    ];
    NAMES.iter().find_map(|key| object.get(*key)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(json: &str) -> Vec<(String, String)> {
        let value: Value = serde_json::from_str(json).unwrap();
        let mut table = Table::new();
        write(&mut table, value.as_object().unwrap()).unwrap();
        table.written()
    }

    fn cells(json: &str) -> Vec<String> {
        let written = row(json).into_iter();
        written
            .map(|(name, value)| format!("{name}={value}"))
            .collect()
    }

    #[test]
    fn nested_values_lists_and_custom_fields() {
        assert_eq!(
            cells(
                r#"{"id":7,"via":{"channel":"web","source":{"rel":null}},"tags":["a","b"],"labels":[{"name":"bug"}],
                    "custom_fields":[{"id":36,"value":"gold"},{"id":37,"value":null}],"done":false,
                    "created_at":1717245296,"matrix":[[1]]}"#
            ),
            [
                "created_at=2024-06-01T12:34:56Z",
                "custom_fields.36=gold",
                "done=false",
                "id=7",
                "labels=bug",
                "matrix=[1]",
                "tags=a",
                "tags=b",
                "via.channel=web",
            ]
        );
    }

    #[test]
    fn comments_are_columns_and_the_description_is_not_repeated() {
        assert_eq!(
            cells(
                r#"{"description":"Help","comments":[
                    {"created_at":"2026-01-02T03:04:05Z","author_id":5,"plain_body":"Help "},
                    {"created_at":"2026-01-02T04:04:05Z","author":{"name":"Kim; B"},"body":"Done; really"}]}"#
            ),
            [
                "Comment=2026-01-02T04:04:05Z;Kim, B;Done; really",
                "description=Help",
            ]
        );
    }

    #[test]
    fn typed_values_and_what_happened() {
        assert_eq!(
            cells(
                r#"{"_id":{"$oid":"65f1"},"createdAt":{"$date":{"$numberLong":"1717245296000"}},"subject":{"S":"x"},"n":{"N":"7"},
                    "events":[{"type":"status","message":"closed"},{"type":"comment","body":"Hi"}],
                    "CaseComments":{"totalSize":1,"records":[{"CommentBody":"Seen","CreatedDate":"2026-01-02","CreatedBy":{"Name":"Kim"}}]}}"#
            ),
            [
                "Comment=2026-01-02;Kim;Seen",
                "CaseComments.totalSize=1",
                "_id=65f1",
                "createdAt=2024-06-01T12:34:56Z",
                "Comment=;;Hi",
                "n=7",
                "subject=x",
            ]
        );
    }

    #[test]
    fn what_opened_a_talk_is_its_description() {
        assert_eq!(
            cells(
                r#"{"id":1,"comments":[{"count":0,"text":"Nothing plays","time":"2026-01-02"},
                    {"count":1,"text":"Seen","time":"2026-01-03"}]}"#
            ),
            [
                "description=Nothing plays",
                "Comment=2026-01-03;;Seen",
                "id=1"
            ]
        );
        assert_eq!(
            cells(
                r#"{"post_stream":{"posts":[{"post_number":1,"cooked":"<p>Why?</p>"},{"post_number":2,"cooked":"<p>So</p>"}]}}"#
            ),
            ["description=<p>Why?</p>", "Comment=;;<p>So</p>"]
        );
    }

    #[test]
    fn what_interfaces_put_around_lists_is_taken_off() {
        assert_eq!(
            cells(
                r#"{"labels":{"nodes":[{"name":"bug"}]},"comments":{"edges":[{"node":{"body":"Hi","createdAt":"2026-01-02"}}]},
                    "customFields":[{"name":"State","value":{"name":"Open","id":"1"}}],
                    "column_values":[{"id":"status","text":"Stuck","value":"{\"index\":2}","column":{"title":"State"}}],
                    "_embedded":{"threads":[{"type":"lineitem"},{"body":"Ho","createdBy":{"email":"a@example.org"}}]}}"#
            ),
            [
                "Comment=;a@example.org;Ho",
                "column_values.State=Stuck",
                "Comment=2026-01-02;;Hi",
                "customFields.State=Open",
                "labels=bug",
            ]
        );
    }

    #[test]
    fn pull_requests_are_told() {
        let json = r#"{"pull_request":{"url":"x"}}"#;
        let object: Value = serde_json::from_str(json).unwrap();
        assert!(is_pull_request(object.as_object().unwrap()));
    }
}
