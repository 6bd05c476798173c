//! The phrases that say something beside the mood, in each language.

use crate::{phrases, rows};
use std::{collections::BTreeMap, error::Error};

/// The languages by the names of their tables, in the order of `Language`.
const LANGUAGES: [(&str, &str); 5] = [
    ("en", "ENGLISH"),
    ("de", "GERMAN"),
    ("fr", "FRENCH"),
    ("es", "SPANISH"),
    ("pt", "PORTUGUESE"),
];

/// Rust source of a phrase table for each language.
pub(crate) fn source() -> Result<String, Box<dyn Error>> {
    let mut source = String::new();
    for (code, name) in LANGUAGES {
        source.push_str(&phrases::source(
            name,
            "Signal",
            list(&format!("signals.{code}.tsv"), code == "fr")?,
        )?);
    }
    Ok(source)
}

/// The phrases of a file with the source of their meanings. Of spellings that are one phrase without their accents the
/// highest weight counts, once.
fn list(file: &str, elides: bool) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut weights: BTreeMap<(String, String), u8> = BTreeMap::new();
    for row in rows(file, 4)? {
        let weight: u8 = row[2].parse()?;
        let name = camel(&row[1]);
        let meaning = match row[0].as_str() {
            "intensifier" => "Meaning::Intensifier".to_owned(),
            "diminisher" => "Meaning::Diminisher".to_owned(),
            "urgency" => "Meaning::Urgent".to_owned(),
            "calm" => "Meaning::Calm".to_owned(),
            "emotion" => format!("Meaning::Emotion(Emotion::{name})"),
            "category" => format!("Meaning::Category(IssueCategory::{name})"),
            "aspect" => format!("Meaning::Aspect(Aspect::{name})"),
            other => return Err(format!("{file}: unknown kind {other}").into()),
        };
        let known = weights
            .entry((phrases::folded(&row[3], elides)?, meaning))
            .or_default();
        *known = weight.max(*known);
    }
    let signal = |((phrase, meaning), weight)| {
        let signal = format!("Signal {{ meaning: {meaning}, hundredths: {weight} }}");
        (phrase, signal)
    };
    Ok(weights.into_iter().map(signal).collect())
}

fn camel(name: &str) -> String {
    let capital = |part: &str| {
        part.get(..1)
            .map_or(String::new(), |first| first.to_uppercase() + &part[1..])
    };
    name.split('_').map(capital).collect()
}
