//! Labels that people corrected in the app, as it exports them: one JSON object a line.

use std::{fs, path::Path};

use sentiment::Label;
use serde::Deserialize;

use crate::{
    Corpus, CorpusError, Text,
    corpus::{Kind, distinct, parted},
};

/// What a corrected text weighs beside others: it was wrong until now, and it is of the very kind the app reads.
const WEIGHT: f64 = 2.0;

/// The part of a line that training needs.
#[derive(Deserialize)]
struct Line {
    text: String,
    label: Label,
}

/// Reads files of `GET /api/corrections.ndjson` as one corpus of customers' words.
pub fn corrections(files: &[impl AsRef<Path>]) -> Result<Corpus, CorpusError> {
    let mut texts = Vec::new();
    for path in files {
        let path = path.as_ref();
        let name = path.display().to_string();
        let file = fs::read_to_string(path)
            .map_err(|error| CorpusError::Unreadable(name.clone(), error))?;
        for (at, line) in file.lines().enumerate() {
            let Line { text, label } = serde_json::from_str(line)
                .map_err(|error| CorpusError::Row(name.clone(), at + 1, error.to_string()))?;
            texts.push(Text::new(&text, label));
        }
    }
    Ok(Corpus {
        name: "corrected labels",
        kind: Kind::Customers(sentiment::Language::English),
        weight: WEIGHT,
        is_judged: true,
        texts: parted(distinct(texts)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_a_corpus_and_a_broken_line_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("corrections.ndjson");
        let line = r#"{"text":"No problem at all","label":"positive","field_type":"comment","scored_label":"negative","scored_compound":-0.3,"scoring_version":"undertone-1"}"#;
        fs::write(&path, format!("{line}\n{line}\n")).unwrap();
        let corpus = corrections(&[&path]).unwrap();
        assert_eq!(corpus.texts.len(), 1);
        assert_eq!(corpus.texts[0].label, Label::Positive);
        fs::write(
            &path,
            format!("{line}\n{{\"text\":\"x\",\"label\":\"angry\"}}\n"),
        )
        .unwrap();
        let refused = corrections(&[&path]).unwrap_err().to_string();
        assert!(
            refused.contains("row 2") && refused.contains("angry"),
            "{refused}"
        );
    }
}
