//! A comment as systems write it in JSON, to one cell.

use serde_json::{Map, Value};

use super::{adf, author_type};
use crate::clock;
use tickets::written_author;

/// The cell `date;author;body` of a comment, with the author's type where the system tells it; none where nobody said
/// anything.
pub(super) fn cell(value: &Value) -> Option<String> {
    if let Some(body) = value.as_str() {
        return Some(format!(";;{body}")).filter(|_| !body.trim().is_empty());
    }
    let object = value.as_object()?;
    let body = [
        "plain_body",
        "body_text",
        "body",
        "html_body",
        "text",
        "content",
        "message",
        "comment",
    ]
    .iter()
    .find_map(|key| text(object.get(*key)?))?;
    let date = [
        "created_at",
        "created",
        "date",
        "timestamp",
        "published_at",
        "updated_at",
    ]
    .iter()
    .find_map(|key| date(key, object.get(*key)?))
    .unwrap_or_default();
    let author = author(object).unwrap_or_default();
    // The first two separators end the date and the author.
    let date = date.replace([';', '\n', '\r'], ",");
    let author = written_author(&author, author_type::of(object));
    Some(format!("{};{author};{body}", date.trim()))
}

/// The body of such a cell.
pub(super) fn body(cell: &str) -> &str {
    cell.splitn(3, ';').nth(2).unwrap_or_default()
}

fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Object(object) => adf::text(object)?,
        _ => return None,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

fn date(name: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => clock::of_number(name, number.as_i64()?),
        _ => None,
    }
}

fn author(object: &Map<String, Value>) -> Option<String> {
    const PEOPLE: [&str; 9] = [
        "author",
        "user",
        "from",
        "updateAuthor",
        "author_name",
        "from_email",
        "author_id",
        "user_id",
        "account_id",
    ];
    PEOPLE.iter().find_map(|key| match object.get(*key)? {
        Value::String(name) if !name.trim().is_empty() => Some(name.clone()),
        Value::Number(id) => Some(id.to_string()),
        Value::Object(person) => [
            "name",
            "displayName",
            "login",
            "email",
            "emailAddress",
            "accountId",
            "id",
        ]
        .iter()
        .find_map(|key| match person.get(*key)? {
            Value::String(name) if !name.trim().is_empty() => Some(name.clone()),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        }),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Option<String> {
        cell(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn comments_of_several_systems() {
        for (json, expected) in [
            (r#""Just text""#, Some(";;Just text")),
            (r#"{"body":" "}"#, None),
            (r#"{"body":null,"part_type":"assignment"}"#, None),
            (
                r#"{"created_at":1717245296,"author":{"type":"admin","name":"Kim"},"body":"<p>Hi</p>"}"#,
                Some("2024-06-01T12:34:56Z;Kim\tstaff;<p>Hi</p>"),
            ),
            (
                r#"{"created_at":"2026-01-02","user_id":7,"body":"<div>x</div>","body_text":"x"}"#,
                Some("2026-01-02;7;x"),
            ),
            (r#"{"user":{"login":"ann"},"body":"+1"}"#, Some(";ann;+1")),
        ] {
            assert_eq!(of(json).as_deref(), expected, "{json}");
        }
    }
}
