//! What a person says of a file where looking at it is not enough.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{Encoding, sniff::DELIMITERS};

/// How a file is to be read; what is not said is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// The encoding of its text, one of [`Encoding::CHOICES`]. It counts where the upload is a table of text; UTF-16 and
    /// what JSON, workbooks and Parquet are written in is told by the file itself.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "encoding"
    )]
    pub encoding: Option<Encoding>,
    /// What separates its cells, a text of one character in JSON: `,`, `;`, tab or `|`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "as_text",
        deserialize_with = "delimiter"
    )]
    pub delimiter: Option<u8>,
    /// The sheet of a workbook, or the file of an archive, that is taken alone: its name as it was listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
}

impl Choices {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn encoding<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Encoding>, D::Error> {
    let name = Option::<String>::deserialize(from)?;
    let chosen = name.map(|name| {
        Encoding::chosen(&name)
            .ok_or_else(|| D::Error::custom(format!("`{name}` is no encoding that can be chosen")))
    });
    chosen.transpose()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    reason = "the form serde calls"
)]
fn as_text<S: Serializer>(delimiter: &Option<u8>, to: S) -> Result<S::Ok, S::Error> {
    delimiter.map(char::from).serialize(to)
}

fn delimiter<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    let chosen = text.map(|text| match text.as_bytes() {
        &[byte] if DELIMITERS.contains(&byte) => Ok(byte),
        _ => Err(D::Error::custom(format!(
            "`{text}` is no separator: a comma, a semicolon, a tab or a bar is"
        ))),
    });
    chosen.transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileError, Inspection, Options, Zone, detect_with};

    fn read(file: &[u8], json: &str) -> Result<(Vec<String>, Inspection), FileError> {
        let choices: Choices = serde_json::from_str(json).unwrap();
        let (format, sniff) = detect_with(file, true, &choices)?;
        let mapping = format.propose(&sniff);
        let options = Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap());
        let mut inspector = format.inspector(&sniff, &mapping, options)?;
        inspector.feed(file)?;
        let inspection = inspector.finish()?;
        // What is kept with a job reads every chunk as it was chosen.
        let kept = serde_json::to_string(&inspection).unwrap();
        let kept: Inspection = serde_json::from_str(&kept).unwrap();
        assert_eq!((&kept, &kept.choices), (&inspection, &choices));
        let mut summaries = Vec::new();
        for chunk in &kept.chunks {
            let outcome = format.read_chunk(&chunk.of(file), &kept, chunk)?;
            summaries.extend(outcome.tickets.into_iter().filter_map(|t| t.summary));
        }
        Ok((summaries, inspection))
    }

    #[test]
    fn a_chosen_encoding_is_what_the_file_is_read_in() {
        let file = b"Issue key,Summary,Created\nA-1,\xcf\xf0\xe8\xe2\xe5\xf2,2026-01-02\n";
        for (name, text) in [
            ("windows-1251", "Привет"),
            ("windows-1252", "Ïðèâåò"),
            ("koi8-r", "оПХБЕР"),
        ] {
            let json = format!(r#"{{"encoding":"{name}"}}"#);
            let (summaries, inspection) = read(file, &json).unwrap();
            assert_eq!(summaries, [text]);
            assert_eq!(inspection.encoding.name(), name);
        }
        let (summaries, _) = read(file, r#"{"encoding":"utf-8"}"#).unwrap();
        assert!(summaries[0].starts_with('\u{fffd}'));
    }

    #[test]
    fn a_chosen_separator_is_the_one() {
        let file = b"Issue key|Summary|Created\nA-1|a, b|2026-01-02\n";
        let (summaries, inspection) = read(file, r#"{"delimiter":"|"}"#).unwrap();
        assert_eq!(
            (summaries, inspection.delimiter),
            (vec!["a, b".to_owned()], '|')
        );
        let tabs = b"sep=;\nIssue key;x\tSummary\tCreated\n1\tb;c\t2026-01-02\n";
        let choices: Choices = serde_json::from_str(r#"{"delimiter":"\t"}"#).unwrap();
        let (_, sniff) = detect_with(tabs, true, &choices).unwrap();
        assert_eq!(sniff.header.names(), ["Issue key;x", "Summary", "Created"]);
    }

    #[test]
    fn what_cannot_be_chosen_is_told() {
        for json in [
            r#"{"encoding":"utf-16le"}"#,
            r#"{"encoding":"utf-8 (damaged)"}"#,
            r#"{"encoding":"klingon"}"#,
            r#"{"delimiter":"x"}"#,
            r#"{"delimiter":",,"}"#,
        ] {
            let error = serde_json::from_str::<Choices>(json).unwrap_err();
            assert!(error.to_string().contains(" is no "), "{error}");
        }
        let none: Choices = serde_json::from_str("{}").unwrap();
        assert!(none.is_empty());
        assert_eq!(serde_json::to_string(&none).unwrap(), "{}");
    }
}
