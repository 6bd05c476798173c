//! Log lines: one event, one line on standard error, as text for people or as JSON for machines.

use crate::clock;
use serde_json::Value;
use std::{
    fmt::Write as _,
    io::Write as _,
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
};

/// What a guest says beside its message, by name.
pub(crate) type Fields = serde_json::Map<String, Value>;

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `2026-01-31T12:00:00.123Z INFO message key=value`
    #[default]
    Text,
    /// One JSON object a line, with the keys `time`, `level`, `message` and the fields.
    Json,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            other => Err(format!(
                "`{other}` is no log format: write `text` or `json`"
            )),
        }
    }
}

/// How much attention a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Expected, worth keeping.
    Info,
    /// Somebody should look at it some time.
    Warn,
    /// A request or a run failed through our fault.
    Error,
}

impl Level {
    const fn name(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Error => "ERROR",
        }
    }
}

static JSON: AtomicBool = AtomicBool::new(false);

/// Sets the format of all lines from now on.
pub fn set_format(format: Format) {
    JSON.store(format == Format::Json, Ordering::Relaxed);
}

/// Writes one line. `fields` are appended in their order; empty values are left out.
pub fn event(level: Level, message: &str, fields: &[(&str, &str)]) {
    guest_event(level, message, fields, Fields::new());
}

/// The same with what a guest says besides. Its names never stand for ours.
pub(crate) fn guest_event(level: Level, message: &str, fields: &[(&str, &str)], said: Fields) {
    let time = clock::now();
    let said = said
        .into_iter()
        .map(|(name, value)| (own_name(name, fields), value));
    let said: Fields = said.collect();
    let line = if JSON.load(Ordering::Relaxed) {
        json(&time, level, message, fields, said)
    } else {
        text(&time, level, message, fields, &said)
    };
    // A closed standard error is no reason to stop serving.
    let _closed = std::io::stderr().lock().write_all(line.as_bytes());
}

/// Names of a line that are ours.
const OURS: &[&str] = &["time", "level", "message"];

/// The name of a guest's field: one of ours gets `guest.` in front.
fn own_name(name: String, fields: &[(&str, &str)]) -> String {
    let taken = OURS.contains(&&*name) || fields.iter().any(|(ours, _)| *ours == name);
    if taken { format!("guest.{name}") } else { name }
}

/// Writes an information line.
pub fn info(message: &str, fields: &[(&str, &str)]) {
    event(Level::Info, message, fields);
}

/// Writes a warning.
pub fn warn(message: &str, fields: &[(&str, &str)]) {
    event(Level::Warn, message, fields);
}

/// Writes an error.
pub fn error(message: &str, fields: &[(&str, &str)]) {
    event(Level::Error, message, fields);
}

fn text(
    time: &jiff::Timestamp,
    level: Level,
    message: &str,
    fields: &[(&str, &str)],
    said: &Fields,
) -> String {
    let mut line = format!("{time:.3} {:5} ", level.name());
    push_escaped(&mut line, message);
    for (key, value) in fields {
        push_field(&mut line, key, value);
    }
    for (key, value) in said {
        match value {
            Value::String(text) => push_field(&mut line, key, text),
            other => push_field(&mut line, key, &other.to_string()),
        }
    }
    line.push('\n');
    line
}

/// Quotes what would be ambiguous; an empty value is left out.
fn push_field(line: &mut String, key: &str, value: &str) {
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'=')
    };
    if value.is_empty() {
        return;
    }
    let _infallible = match (plain(key), plain(value)) {
        (true, true) => write!(line, " {key}={value}"),
        (true, false) => write!(line, " {key}={value:?}"),
        (false, _) => write!(line, " {key:?}={value:?}"),
    };
}

/// Control characters of a guest must not forge lines or move a terminal's cursor.
fn push_escaped(line: &mut String, message: &str) {
    for character in message.chars() {
        if character.is_control() && character != '\t' {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
}

fn json(
    time: &jiff::Timestamp,
    level: Level,
    message: &str,
    fields: &[(&str, &str)],
    said: Fields,
) -> String {
    let mut object = said;
    object.insert("time".to_owned(), format!("{time:.3}").into());
    object.insert("level".to_owned(), level.name().into());
    object.insert("message".to_owned(), message.into());
    for (key, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        object.insert((*key).to_owned(), (*value).into());
    }
    let mut line = Value::Object(object).to_string();
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;

    #[test]
    fn text_quotes_what_would_be_ambiguous() {
        let line = text(
            &AT,
            Level::Warn,
            "slow",
            &[("route", "/a b"), ("id", "7"), ("x", "")],
            &Fields::new(),
        );
        assert_eq!(
            line,
            "1970-01-01T00:00:00.000Z WARN  slow route=\"/a b\" id=7\n"
        );
    }

    #[test]
    fn a_guest_cannot_forge_a_line() {
        let line = text(&AT, Level::Info, "a\nERROR b", &[], &Fields::new());
        assert_eq!(line, "1970-01-01T00:00:00.000Z INFO  a\\nERROR b\n");
    }

    #[test]
    fn json_is_one_object() {
        let line = json(
            &AT,
            Level::Error,
            "no",
            &[("component", "web")],
            Fields::new(),
        );
        assert_eq!(
            line,
            "{\"component\":\"web\",\"level\":\"ERROR\",\"message\":\"no\",\"time\":\"1970-01-01T00:00:00.000Z\"}\n"
        );
    }

    #[test]
    fn what_a_guest_says_stands_beside_ours_and_never_for_it() {
        let ours = [("component", "auth")];
        let said: Fields = [
            ("component", Value::from("web")),
            ("job.id", "a b".into()),
            ("chunk", 3.into()),
        ]
        .into_iter()
        .map(|(name, value)| (own_name(name.to_owned(), &ours), value))
        .chain([("odd key=".to_owned(), Value::from("x"))])
        .collect();
        assert_eq!(
            text(&AT, Level::Error, "step_failed", &ours, &said),
            "1970-01-01T00:00:00.000Z ERROR step_failed component=auth chunk=3 guest.component=web job.id=\"a b\" \"odd key=\"=\"x\"\n"
        );
        let line = json(&AT, Level::Error, "step_failed", &ours, said);
        let read: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(
            (&read["component"], &read["chunk"]),
            (&"auth".into(), &3.into())
        );
        assert_eq!(own_name("level".to_owned(), &[]), "guest.level");
    }
}
