//! Tables of phrases: by first word, longest phrase first.

use crate::{elision, fold, table};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fmt::Write,
};

/// Rust source of `{name}_PHRASES`, a slice of `Phrase<T>`, and the `Table` `{name}` from a first word to its range in
/// it. `phrases` are (phrase as [`folded`] makes it, source of its meaning).
pub(crate) fn source(
    name: &str,
    kind: &str,
    phrases: Vec<(String, String)>,
) -> Result<String, Box<dyn Error>> {
    let mut by_first: BTreeMap<String, BTreeSet<(std::cmp::Reverse<usize>, String, String)>> =
        BTreeMap::new();
    for (phrase, meaning) in phrases {
        let (first, rest) = phrase.split_once(' ').unwrap_or((&phrase, ""));
        let words = rest.split(' ').count() + usize::from(!rest.is_empty());
        let list = by_first.entry(first.to_owned()).or_default();
        list.insert((std::cmp::Reverse(words), rest.to_owned(), meaning));
    }
    let mut list = String::new();
    let mut ranges = BTreeMap::new();
    let mut at = 0;
    for (first, phrases) in by_first {
        ranges.insert(first, format!("({at}, {})", at + phrases.len()));
        at += phrases.len();
        for (_, rest, meaning) in phrases {
            writeln!(list, "Phrase {{ rest: {rest:?}, meaning: {meaning} }},")?;
        }
    }
    let firsts = table::source(name, "(u16, u16)", &ranges)?;
    Ok(format!(
        "static {name}_PHRASES: &[Phrase<{kind}>] = &[\n{list}];\n{firsts}"
    ))
}

/// A phrase as the search compares it: words with one space between them, their accents folded away and, in French,
/// their elisions split off.
pub(crate) fn folded(phrase: &str, elides: bool) -> Result<String, Box<dyn Error>> {
    let is_part = |character: char| character.is_alphanumeric() || character == '\'';
    let mut words = Vec::new();
    for word in phrase.split(|character| !is_part(character)) {
        let split = elision::split(word).filter(|_| elides);
        let parts = split.map_or([word, ""], |(head, tail)| [&word[..head], &word[tail..]]);
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let (bytes, length) = fold::fold(part).ok_or_else(|| format!("{part}: too long"))?;
            words.push(String::from_utf8(bytes[..length].to_vec())?);
        }
    }
    if words.is_empty() || phrase.to_lowercase() != phrase {
        return Err(format!("{phrase}: empty, or not in lower case").into());
    }
    Ok(words.join(" "))
}
