//! A line as a component writes it and the runtime reads it.

use crate::Level;
use serde::Serializer as _;
use serde_json::Value;
use std::fmt;

/// What a line says besides, by dotted names such as `job.id`. Neither secrets nor texts of tickets belong there.
pub type Fields = serde_json::Map<String, Value>;

/// A line, as its component says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How much attention it asks for.
    pub level: Level,
    /// What happened, such as `step_failed`.
    pub event: String,
    /// What it says besides.
    pub fields: Fields,
}

impl Line {
    /// A line with these fields, which are an object.
    pub fn new(level: Level, event: &str, fields: Value) -> Self {
        let fields = match fields {
            Value::Object(fields) => fields,
            Value::Null => Fields::new(),
            other => Fields::from_iter([("value".to_owned(), other)]),
        };
        Self {
            level,
            event: event.to_owned(),
            fields,
        }
    }

    /// Reads what a component wrote; none where it is of another shape.
    pub fn read(text: &str) -> Option<Self> {
        if !text.starts_with('{') {
            return None;
        }
        let mut fields: Fields = serde_json::from_str(text).ok()?;
        let mut word = |key: &str| match fields.remove(key) {
            Some(Value::String(word)) => Some(word),
            _ => None,
        };
        let (level, event) = (word("level")?.parse().ok()?, word("event")?);
        is_name(&event).then_some(Self {
            level,
            event,
            fields,
        })
    }
}

/// An event's name needs no quotes and forges nothing.
fn is_name(event: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=64).contains(&event.len()) && event.bytes().all(plain)
}

/// One JSON object: the level first, then the event, then the fields by name.
impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (level, event) = (self.level.name().into(), self.event.as_str().into());
        let first: [(&str, &Value); 2] = [("level", &level), ("event", &event)];
        let fields = self.fields.iter().map(|(name, value)| (&**name, value));
        let fields = fields.filter(|(name, _)| !matches!(*name, "level" | "event"));
        let mut written = Vec::new();
        serde_json::Serializer::new(&mut written)
            .collect_map(first.into_iter().chain(fields))
            .map_err(|_| fmt::Error)?;
        formatter.write_str(&String::from_utf8_lossy(&written))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_written_is_read_again() {
        let line = Line::new(
            Level::Warn,
            "upload_leftover",
            json!({"job.id": "a\nb", "chunk": 3}),
        );
        let text = line.to_string();
        assert_eq!(
            text,
            r#"{"level":"warn","event":"upload_leftover","chunk":3,"job.id":"a\nb"}"#
        );
        assert_eq!(Line::read(&text), Some(line));
    }

    #[test]
    fn fields_never_stand_for_level_and_event() {
        let line = Line::new(Level::Error, "a", json!({"level": "info", "event": "b"}));
        assert_eq!(line.to_string(), r#"{"level":"error","event":"a"}"#);
        let bare = Line::new(Level::Info, "a", json!(["odd"]));
        assert_eq!(
            bare.to_string(),
            r#"{"level":"info","event":"a","value":["odd"]}"#
        );
    }

    #[test]
    fn what_has_another_shape_is_not_read() {
        for text in [
            "thread panicked",
            "level=info event=ready",
            "{not json",
            r#"{"event":"ready"}"#,
            r#"{"level":"loud","event":"ready"}"#,
            r#"{"level":"INFO","event":"ready"}"#,
            r#"{"level":"info","event":"not a name"}"#,
            r#"{"level":"info","event":""}"#,
            r#"{"level":"info","event":7}"#,
            "[1]",
        ] {
            assert_eq!(Line::read(text), None, "{text}");
        }
    }
}
