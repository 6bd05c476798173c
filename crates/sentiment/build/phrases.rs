//! Tables of phrases: by first word, longest phrase first.

use crate::table;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fmt::Write,
};

/// Rust source of `{name}_PHRASES`, a slice of `Phrase<T>`, and the `Table` `{name}` from a first word to its range in
/// it. `phrases` are (phrase, source of its meaning).
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
