//! The tables of the VADER rules: words with their valence and role, emoji with their names.

use crate::{rows, table};
use std::{collections::BTreeMap, error::Error, fmt::Write};

#[derive(Default)]
struct Word {
    tenths: Option<i8>,
    roles: Vec<&'static str>,
    id: usize,
}

/// Every word a rule may ask for. A later line of the lexicon wins, as in the reference; a line that its
/// look-up by lower-cased token cannot reach (capitals, spaces) is left out.
pub(crate) fn words() -> Result<String, Box<dyn Error>> {
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    for row in rows("vader_lexicon.tsv", 2)? {
        let (word, valence) = (&row[0], row[1].parse::<f64>()?);
        if !word.is_ascii() || word.contains(' ') || word.to_ascii_lowercase() != *word {
            continue;
        }
        let tenths = (valence * 10.0).round();
        if (tenths / 10.0).to_bits() != valence.to_bits() && valence != 0.0 {
            return Err(format!("{word}: {valence} is not a number of tenths").into());
        }
        let entry = words.entry(word.clone()).or_default();
        entry.tenths = Some(format!("{tenths}").parse()?);
    }
    let mut ids = String::new();
    let mut next = 1;
    for row in rows("vader_words.tsv", 2)? {
        let entry = words.entry(row[1].clone()).or_default();
        match row[0].as_str() {
            "booster" => entry.roles.push("BOOSTER"),
            "dampener" => entry.roles.push("DAMPENER"),
            "negation" => entry.roles.push("NEGATION"),
            "rule" => {
                entry.id = next;
                let name = row[1].to_uppercase();
                writeln!(ids, "pub(crate) const {name}: u8 = {next};")?;
                next += 1;
            }
            other => return Err(format!("vader_words.tsv: unknown role {other}").into()),
        }
    }
    let mut entries = BTreeMap::new();
    for (
        word,
        Word {
            tenths,
            mut roles,
            id,
        },
    ) in words
    {
        if tenths.is_some() {
            roles.push("LEXICON");
        }
        let roles = if roles.is_empty() {
            "0".to_owned()
        } else {
            roles.join(" | ")
        };
        entries.insert(
            word,
            format!(
                "Word {{ tenths: {}, roles: {roles}, id: {id} }}",
                tenths.unwrap_or(0)
            ),
        );
    }
    Ok(format!(
        "{ids}{}",
        table::source("WORDS", "Word", &entries)?
    ))
}

/// Emoji of one character in code point order. Sequences are left out: the reference looks up single characters.
pub(crate) fn emoji() -> Result<String, Box<dyn Error>> {
    let mut names = BTreeMap::new();
    for row in rows("vader_emoji.tsv", 2)? {
        let mut characters = row[0].chars();
        if let (Some(emoji), None) = (characters.next(), characters.next()) {
            names.insert(emoji, row[1].clone());
        }
    }
    let mut source = String::from("static EMOJI: &[(char, &str)] = &[\n");
    for (emoji, name) in names {
        writeln!(source, "({emoji:?}, {name:?}),")?;
    }
    source.push_str("];\n");
    Ok(source)
}
