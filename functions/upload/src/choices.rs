//! What a person said of a job's file: how it is read, and whose it is.

use endpoint::Error;
use identity::is_showable_name;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tickets::{Choices, Encoding, visible};

/// Longest name of a source, in characters.
pub const SOURCE_CHARS: usize = 60;

/// What was said; the rest is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// How the file is read.
    #[serde(flatten)]
    pub file: Choices,
    /// The source its tickets are of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Said {
    /// Takes an answer by the name of its field: `encoding`, `delimiter`, `table` or `source`. An empty one takes what
    /// was said back.
    pub fn take(&mut self, field: &str, value: &str) -> Result<(), Error> {
        match field {
            "encoding" => self.file.encoding = encoding(value.trim())?,
            "delimiter" => self.file.delimiter = delimiter(value)?,
            "table" => self.file.table = Some(value.to_owned()).filter(|name| !name.is_empty()),
            _ => self.source = source(value.trim())?,
        }
        Ok(())
    }
}

fn encoding(name: &str) -> Result<Option<Encoding>, Error> {
    if name.is_empty() {
        return Ok(None);
    }
    match Encoding::chosen(name) {
        Some(encoding) => Ok(Some(encoding)),
        None => Err(Error::invalid(
            "unknown_encoding",
            format!("{name:?} is no encoding that can be chosen"),
        )
        .field("encoding")
        .remedy("use a name such as utf-8, windows-1252 or shift_jis")),
    }
}

fn delimiter(text: &str) -> Result<Option<u8>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let choices: Result<Choices, _> = serde_json::from_value(json!({ "delimiter": text }));
    let wrong = |error: serde_json::Error| {
        Error::invalid("unknown_delimiter", error.to_string()).field("delimiter")
    };
    choices.map(|choices| choices.delimiter).map_err(wrong)
}

/// A source's name as it is kept.
pub fn source(name: &str) -> Result<Option<String>, Error> {
    if name.is_empty() {
        return Ok(None);
    }
    if name.chars().count() > SOURCE_CHARS || !is_showable_name(name) || visible(name) != name {
        let detail =
            format!("a source's name has 1 to {SOURCE_CHARS} characters, all of which can be seen");
        return Err(Error::invalid("bad_source", detail)
            .field("source")
            .remedy("type the name anew"));
    }
    Ok(Some(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_checked_kept_and_taken_back() {
        let mut said = Said::default();
        for (field, value) in [
            ("encoding", "koi8-r"),
            ("delimiter", "\t"),
            ("table", "Feb"),
            ("source", " Helpdesk (Köln) "),
        ] {
            said.take(field, value).unwrap();
        }
        let kept = json!({"encoding": "koi8-r", "delimiter": "\t", "table": "Feb", "source": "Helpdesk (Köln)"});
        assert_eq!(serde_json::to_value(&said).unwrap(), kept);
        assert_eq!(serde_json::from_value::<Said>(kept).unwrap(), said);
        for field in ["encoding", "delimiter", "table", "source"] {
            said.take(field, "").unwrap();
        }
        assert_eq!(said, Said::default());
        for (field, value, code) in [
            ("encoding", "klingon", "unknown_encoding"),
            ("delimiter", "x", "unknown_delimiter"),
            ("source", &"x".repeat(61), "bad_source"),
            ("source", "a\u{202e}b", "bad_source"),
        ] {
            let error = said.take(field, value).unwrap_err();
            assert_eq!(
                (error.status().as_u16(), &*error.problem().code),
                (400, code)
            );
        }
    }
}
