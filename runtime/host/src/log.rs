//! Log lines: one event, one line on standard error, as text for people or as JSON for machines.

use crate::clock;
use std::{
    fmt::Write as _,
    io::Write as _,
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
};

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
    let time = clock::now();
    let line = if JSON.load(Ordering::Relaxed) {
        json(&time, level, message, fields)
    } else {
        text(&time, level, message, fields)
    };
    // A closed standard error is no reason to stop serving.
    let _closed = std::io::stderr().lock().write_all(line.as_bytes());
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

fn text(time: &jiff::Timestamp, level: Level, message: &str, fields: &[(&str, &str)]) -> String {
    let mut line = format!("{time:.3} {:5} ", level.name());
    push_escaped(&mut line, message);
    for (key, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        let plain = value
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'=');
        if plain {
            let _infallible = write!(line, " {key}={value}");
        } else {
            let _infallible = write!(line, " {key}={value:?}");
        }
    }
    line.push('\n');
    line
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

fn json(time: &jiff::Timestamp, level: Level, message: &str, fields: &[(&str, &str)]) -> String {
    let mut object = serde_json::Map::new();
    object.insert("time".to_owned(), format!("{time:.3}").into());
    object.insert("level".to_owned(), level.name().into());
    object.insert("message".to_owned(), message.into());
    for (key, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        object.insert((*key).to_owned(), (*value).into());
    }
    let mut line = serde_json::Value::Object(object).to_string();
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
        );
        assert_eq!(
            line,
            "1970-01-01T00:00:00.000Z WARN  slow route=\"/a b\" id=7\n"
        );
    }

    #[test]
    fn a_guest_cannot_forge_a_line() {
        let line = text(&AT, Level::Info, "a\nERROR b", &[]);
        assert_eq!(line, "1970-01-01T00:00:00.000Z INFO  a\\nERROR b\n");
    }

    #[test]
    fn json_is_one_object() {
        let line = json(&AT, Level::Error, "no", &[("component", "web")]);
        assert_eq!(
            line,
            "{\"component\":\"web\",\"level\":\"ERROR\",\"message\":\"no\",\"time\":\"1970-01-01T00:00:00.000Z\"}\n"
        );
    }
}
