//! Writes a map from words to values as a constant open-addressing hash table.

use crate::key::{Key, LONGEST};
use std::{collections::BTreeMap, error::Error, fmt::Write};

/// Rust source of a `Table<T>` constant named `name`, `value` being the source of each value.
pub(crate) fn source(
    name: &str,
    kind: &str,
    entries: &BTreeMap<String, String>,
) -> Result<String, Box<dyn Error>> {
    let slots = (entries.len() * 2).next_power_of_two();
    let mut table = vec![0_usize; slots];
    let mut text = String::new();
    let mut list = String::new();
    for (index, (word, value)) in entries.iter().enumerate() {
        let key = Key::new(word.as_bytes(), 0, word.len())
            .ok_or_else(|| format!("{word}: longer than {LONGEST} bytes"))?;
        if !key.is_at(word.as_bytes(), 0, word.len()) {
            return Err(format!("{word}: not in lower case").into());
        }
        let hash = key.hash();
        let mut slot = hash & (slots - 1);
        while table[slot] != 0 {
            slot = (slot + 1) & (slots - 1);
        }
        // The upper half of the hash above the place: most words that are not in the table end there.
        table[slot] = (hash & 0xFFFF_0000) | (u16::try_from(index + 1).map(usize::from)?);
        writeln!(
            list,
            "Entry {{ at: {}, len: {}, value: {value} }},",
            text.len(),
            word.len()
        )?;
        text.push_str(word);
    }
    let table: Vec<String> = table
        .iter()
        .map(|slot| format!("{:#x}_{:04x}", slot >> 16, slot & 0xFFFF))
        .collect();
    let table = table.join(", ");
    Ok(format!(
        "static {name}: Table<{kind}> = Table {{\nslots: &[{table}],\nentries: &[\n{list}],\ntext: {text:?},\n}};\n"
    ))
}
