//! Writes a map from words to values as a constant open-addressing hash table.

use crate::hash::hash;
use std::{collections::BTreeMap, fmt::Write};

/// Rust source of a `Table<T>` constant named `name`, `value` being the source of each value.
pub(crate) fn source(name: &str, kind: &str, entries: &BTreeMap<String, String>) -> String {
    let slots = (entries.len() * 2).next_power_of_two();
    let mut table = vec![0_usize; slots];
    let mut text = String::new();
    let mut list = String::new();
    for (index, (word, value)) in entries.iter().enumerate() {
        let mut slot = hash(word.as_bytes()) & (slots - 1);
        while table[slot] != 0 {
            slot = (slot + 1) & (slots - 1);
        }
        table[slot] = index + 1;
        let _ = writeln!(
            list,
            "Entry {{ at: {}, len: {}, value: {value} }},",
            text.len(),
            word.len()
        );
        text.push_str(word);
    }
    format!(
        "static {name}: Table<{kind}> = Table {{\nslots: &{table:?},\nentries: &[\n{list}],\ntext: {text:?},\n}};\n"
    )
}
