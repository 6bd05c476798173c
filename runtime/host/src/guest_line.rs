//! A line that a guest printed: its level, its message and its fields, where it says them.

use crate::log::{Fields, Level};
use serde_json::Value;

/// What a line says.
#[derive(Debug, PartialEq)]
pub(crate) struct GuestLine {
    pub(crate) level: Level,
    pub(crate) message: String,
    pub(crate) fields: Fields,
}

/// Reads a line: a JSON object with `level` and `message` (or `event`), or a text that may begin with `level=…`. What
/// says no level has the one of its stream.
pub(crate) fn read(text: &str, of_stream: Level) -> GuestLine {
    if let Some(line) = object(text, of_stream) {
        return line;
    }
    let said = text.strip_prefix("level=").and_then(|rest| {
        let (word, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        Some((level(word)?, rest))
    });
    let (level, message) = said.unwrap_or((of_stream, text));
    GuestLine {
        level,
        message: message.to_owned(),
        fields: Fields::new(),
    }
}

fn object(text: &str, of_stream: Level) -> Option<GuestLine> {
    if !text.starts_with('{') {
        return None;
    }
    let Ok(Value::Object(mut fields)) = serde_json::from_str(text) else {
        return None;
    };
    let key = ["message", "event", "msg"]
        .into_iter()
        .find(|key| fields.get(*key).is_some_and(Value::is_string))?;
    let Some(Value::String(message)) = fields.remove(key) else {
        return None;
    };
    let said = fields.get("level").and_then(Value::as_str).and_then(level);
    if said.is_some() {
        fields.remove("level");
    }
    Some(GuestLine {
        level: said.unwrap_or(of_stream),
        message,
        fields,
    })
}

fn level(word: &str) -> Option<Level> {
    Some(match word.to_ascii_lowercase().as_str() {
        "trace" | "debug" | "info" | "notice" => Level::Info,
        "warn" | "warning" => Level::Warn,
        "error" | "err" | "critical" | "fatal" => Level::Error,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_lifted() {
        let line = read(
            r#"{"level":"error","message":"step_failed","job.id":"7","chunk":3}"#,
            Level::Warn,
        );
        assert_eq!((line.level, &*line.message), (Level::Error, "step_failed"));
        assert_eq!(
            Value::Object(line.fields),
            serde_json::json!({"job.id": "7", "chunk": 3})
        );
        let event = read(r#"{"event":"ready"}"#, Level::Info);
        assert_eq!((event.level, &*event.message), (Level::Info, "ready"));
    }

    #[test]
    fn a_text_keeps_its_level_and_anything_else_stays_as_it_is() {
        let line = read("level=info event=lease_lost job.id=7", Level::Warn);
        assert_eq!(
            (line.level, &*line.message),
            (Level::Info, "event=lease_lost job.id=7")
        );
        for text in [
            "thread panicked",
            "level=loud x",
            "{not json",
            r#"{"a":1}"#,
            r#"{"message":5}"#,
            "[1]",
        ] {
            let line = read(text, Level::Warn);
            assert_eq!((line.level, &*line.message), (Level::Warn, text));
            assert!(line.fields.is_empty());
        }
    }
}
