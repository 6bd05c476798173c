//! A comment as systems write it in JSON, to one cell.

use serde_json::{Map, Value};

use super::{adf, author_type};
use crate::clock;
use tickets::written_author;

/// What systems call the words, the date and the author of a comment, the best first.
const BODIES: [&str; 21] = [
    "plain_body",
    "body_text",
    "text_body",
    "stripped_text",
    "body",
    "Body",
    "body_html",
    "html_body",
    "text",
    "content",
    "contents",
    "message",
    "notes",
    "note",
    "comment",
    "thetext",
    "raw",
    "cooked",
    "body_markdown",
    "comments",
    "CommentBody",
];
const DATES: [&str; 23] = [
    "created_at",
    "createdAt",
    "created",
    "created_on",
    "creation_time",
    "createdTime",
    "createdDate",
    "commentedTime",
    "created_datetime",
    "CreateTime",
    "createDateTime",
    "date",
    "time",
    "timestamp",
    "published_at",
    "date_created",
    "dateCreated",
    "creation_date",
    "createdOn",
    "created_date",
    "bug_when",
    "CreatedDate",
    "updated_at",
];
/// What systems call the one who wrote it.
pub(super) const PEOPLE: [&str; 17] = [
    "author",
    "user",
    "from",
    "updateAuthor",
    "createdBy",
    "created_by",
    "creator",
    "sender",
    "memberCreator",
    "commenter",
    "commentedBy",
    "From",
    "owner",
    "who",
    "reviewer",
    "poster",
    "CreatedBy",
];

/// The cell `date;author;body` of a comment, with the author's type where the system tells it; none where nobody said
/// anything.
pub(super) fn cell(value: &Value) -> Option<String> {
    if let Some(body) = value.as_str() {
        return Some(format!(";;{body}")).filter(|_| !body.trim().is_empty());
    }
    let object = value.as_object()?;
    if word(object, "type") == Some("system") {
        return None;
    }
    let body = BODIES.iter().find_map(|key| text(object.get(*key)?))?;
    let date = DATES
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
        Value::String(text) => {
            // Some interfaces write their seconds as text.
            let seconds = || clock::of_number(name, text.trim().parse().ok()?);
            seconds().or_else(|| Some(text.clone()).filter(|text| !text.is_empty()))
        }
        Value::Number(number) => clock::of_json(name, number),
        _ => None,
    }
}

fn word<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}

fn author(object: &Map<String, Value>) -> Option<String> {
    const NUMBERS: [&str; 7] = [
        "author_name",
        "display_username",
        "username",
        "from_email",
        "author_id",
        "user_id",
        "account_id",
    ];
    let mut names = PEOPLE.iter().chain(&NUMBERS);
    names.find_map(|key| match object.get(*key)? {
        Value::Object(person) => of_person(person),
        other => plain(other),
    })
}

fn of_person(person: &Map<String, Value>) -> Option<String> {
    const NAMES: [&str; 16] = [
        "realName",
        "real_name",
        "Name",
        "name",
        "displayName",
        "display_name",
        "fullName",
        "full_name",
        "username",
        "login",
        "email",
        "emailAddress",
        "handle",
        "address",
        "accountId",
        "id",
    ];
    let both = [
        ("first_name", "last_name"),
        ("first", "last"),
        ("firstName", "lastName"),
    ];
    let both = both.iter().find_map(|(first, last)| {
        Some(
            format!("{} {}", word(person, first)?, word(person, last)?)
                .trim()
                .to_owned(),
        )
    });
    // Phabricator and Jira's service desk have a person's own fields within.
    let within = || of_person(person.get("fields")?.as_object()?);
    both.filter(|name| !name.is_empty())
        .or_else(within)
        .or_else(|| NAMES.iter().find_map(|key| plain(person.get(*key)?)))
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(name) if !name.trim().is_empty() => Some(name.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
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
            (
                r#"{"date_created":"1717245296","user":{"name":"ann"},"comment":"Seen"}"#,
                Some("2024-06-01T12:34:56Z;ann;Seen"),
            ),
            (
                r#"{"id":1,"created_on":"2026-01-02T03:04:05Z","user":{"id":3,"name":"Kim"},"notes":"Done"}"#,
                Some("2026-01-02T03:04:05Z;Kim;Done"),
            ),
            (
                r#"{"id":2,"user":{"name":"Kim"},"notes":"","details":[{"name":"status"}]}"#,
                None,
            ),
            (
                r#"{"creation_time":"2026-01-02T03:04:05Z","creator":"a@example.org","text":"Seen"}"#,
                Some("2026-01-02T03:04:05Z;a@example.org;Seen"),
            ),
            (
                r#"{"createdAt":"2026-01-02","createdBy":{"first":"Ann","last":"B","type":"customer"},"body":"Hi"}"#,
                Some("2026-01-02;Ann B\tcustomer;Hi"),
            ),
            (
                r#"{"dateCreated":1717245296,"author":{"id":1,"fields":{"realName":"Kim B","username":"kb"}},"comments":"Seen"}"#,
                Some("2024-06-01T12:34:56Z;Kim B;Seen"),
            ),
            (
                r#"{"created_at":"2026-01-02","username":"kb","cooked":"<p>Hi</p>"}"#,
                Some("2026-01-02;kb;<p>Hi</p>"),
            ),
            (
                r#"{"type":"system","text":"moved","created_by":{"name":"Kim"}}"#,
                None,
            ),
        ] {
            assert_eq!(of(json).as_deref(), expected, "{json}");
        }
    }
}
