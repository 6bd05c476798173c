//! One line of the log, as it is written.

use jiff::Timestamp;
use logline::Level;
use serde::Serializer as _;
use serde_json::Value;
use std::{borrow::Cow, fmt::Write as _, str::FromStr};

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `2026-01-31T12:00:00.123Z INFO  event name=value`
    #[default]
    Text,
    /// One JSON object a line: `time`, `level`, `event` and the fields.
    Json,
}

impl Format {
    /// Its name, as settings have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
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

/// What a line says beside its event, by name, in the order in which it is written.
pub(crate) type Fields<'a> = Vec<(Cow<'a, str>, Value)>;

/// One line of the log.
pub(crate) struct Entry<'a> {
    pub(crate) time: Timestamp,
    pub(crate) level: Level,
    pub(crate) event: &'a str,
    pub(crate) fields: Fields<'a>,
}

impl Entry<'_> {
    /// The line with its end. Empty texts are left out.
    pub(crate) fn line(&self, format: Format) -> String {
        let mut line = match format {
            Format::Text => self.text(),
            Format::Json => self.json(),
        };
        line.push('\n');
        line
    }

    fn said(&self) -> impl Iterator<Item = (&str, &Value)> {
        let fields = self.fields.iter().map(|(name, value)| (&**name, value));
        fields.filter(|(_, value)| !value.is_null() && value.as_str() != Some(""))
    }

    fn text(&self) -> String {
        let level = self.level.name().to_ascii_uppercase();
        let mut line = format!("{:.3} {level:5} {}", self.time, self.event);
        for (name, value) in self.said() {
            match value {
                Value::String(text) => push_field(&mut line, name, text),
                other => push_field(&mut line, name, &other.to_string()),
            }
        }
        line
    }

    fn json(&self) -> String {
        let time = format!("{:.3}", self.time).into();
        let (level, event) = (self.level.name().into(), self.event.into());
        let first: [(&str, &Value); 3] = [("time", &time), ("level", &level), ("event", &event)];
        let mut line = Vec::new();
        // Values are written to memory, and their keys are texts.
        let _infallible = serde_json::Serializer::new(&mut line)
            .collect_map(first.into_iter().chain(self.said()));
        String::from_utf8_lossy(&line).into_owned()
    }
}

/// Quotes what would be ambiguous: nobody forges a line or moves a terminal's cursor.
fn push_field(line: &mut String, name: &str, value: &str) {
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'=')
    };
    let _infallible = match (plain(name), plain(value)) {
        (true, true) => write!(line, " {name}={value}"),
        (true, false) => write!(line, " {name}={value:?}"),
        (false, _) => write!(line, " {name:?}={value:?}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lines(level: Level, fields: &[(&str, Value)]) -> (String, String) {
        let fields = fields.iter().cloned();
        let entry = Entry {
            time: Timestamp::UNIX_EPOCH,
            level,
            event: "step_failed",
            fields: fields.map(|(name, value)| (name.into(), value)).collect(),
        };
        (entry.line(Format::Text), entry.line(Format::Json))
    }

    #[test]
    fn both_formats_say_the_same() {
        let (text, json) = lines(
            Level::Warn,
            &[
                ("http.path", "/a b".into()),
                ("chunk", 7.into()),
                ("x", "".into()),
                ("y", Value::Null),
            ],
        );
        assert_eq!(
            text,
            "1970-01-01T00:00:00.000Z WARN  step_failed http.path=\"/a b\" chunk=7\n"
        );
        assert_eq!(
            json,
            "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"warn\",\"event\":\"step_failed\",\"http.path\":\"/a b\",\
             \"chunk\":7}\n"
        );
    }

    #[test]
    fn no_value_forges_a_line_or_a_field() {
        let odd = [
            ("cause", json!("a\nERROR b\u{1b}[2J")),
            ("odd name=", json!(["x"])),
        ];
        let (text, json) = lines(Level::Error, &odd);
        assert_eq!(
            text,
            "1970-01-01T00:00:00.000Z ERROR step_failed cause=\"a\\nERROR b\\u{1b}[2J\" \"odd name=\"=\"[\\\"x\\\"]\"\n"
        );
        assert_eq!(json.lines().count(), 1);
        let read: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["cause"], "a\nERROR b\u{1b}[2J");
    }
}
