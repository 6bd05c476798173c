//! The words and phrases of support and development talk.

use crate::{
    group::NAMES,
    key::{Key, LONGEST},
    rows,
};
use std::{collections::BTreeMap, error::Error, fmt::Write};

/// Rust source of the slots, the first words and the phrases of the lexicon.
pub(crate) fn source() -> Result<String, Box<dyn Error>> {
    let mut groups: BTreeMap<String, (u64, u8)> = BTreeMap::new();
    for row in rows("lexicon.tsv", 3)? {
        let bit = NAMES
            .iter()
            .position(|name| *name == row[0])
            .ok_or_else(|| format!("lexicon.tsv: unknown group {}", row[0]))?;
        let strength: u8 = row[1].parse()?;
        let entry = groups.entry(row[2].clone()).or_default();
        entry.0 |= 1 << bit;
        entry.1 = entry.1.max(strength);
    }
    let mut by_first: BTreeMap<u64, Vec<(Vec<u64>, u64, u8)>> = BTreeMap::new();
    for (phrase, (bits, strength)) in groups {
        let mut words = phrase
            .split(' ')
            .map(hash)
            .collect::<Result<Vec<_>, _>>()?
            .into_iter();
        let first = words.next().ok_or("lexicon.tsv: an empty phrase")?;
        by_first
            .entry(first)
            .or_default()
            .push((words.collect(), bits, strength));
    }
    laid_out(by_first)
}

fn laid_out(by_first: BTreeMap<u64, Vec<(Vec<u64>, u64, u8)>>) -> Result<String, Box<dyn Error>> {
    let size = (by_first.len() * 2).next_power_of_two();
    let mut slots = vec![0_usize; size];
    let (mut firsts, mut phrases) = (String::new(), String::new());
    let (mut at, mut rests) = (0, Vec::<String>::new());
    for (index, (first, mut list)) in by_first.into_iter().enumerate() {
        list.sort_by_key(|(rest, ..)| std::cmp::Reverse(rest.len()));
        let mut slot = usize::try_from(first & (size as u64 - 1))?;
        while slots[slot] != 0 {
            slot = (slot + 1) & (size - 1);
        }
        slots[slot] = index + 1;
        writeln!(
            firsts,
            "First {{ hash: {}, from: {at}, to: {} }},",
            literal(first),
            at + list.len()
        )?;
        at += list.len();
        for (rest, bits, strength) in list {
            writeln!(
                phrases,
                "Phrase {{ from: {}, to: {}, groups: {}, strength: {strength} }},",
                rests.len(),
                rests.len() + rest.len(),
                literal(bits)
            )?;
            rests.extend(rest.into_iter().map(literal));
        }
    }
    let rests = rests.join(", ");
    Ok(format!(
        "static SLOTS: &[u16] = &{slots:?};\nstatic FIRSTS: &[First] = &[\n{firsts}];\n\
         static PHRASES: &[Phrase] = &[\n{phrases}];\nstatic RESTS: &[u64] = &[{rests}];\n"
    ))
}

/// A number of 64 bits as source.
fn literal(number: u64) -> String {
    let part = |shift: u32| (number >> shift) & 0xFFFF;
    format!(
        "{:#06x}_{:04x}_{:04x}_{:04x}",
        part(48),
        part(32),
        part(16),
        part(0)
    )
}

fn hash(word: &str) -> Result<u64, String> {
    let key = Key::new(word.as_bytes(), 0, word.len())
        .ok_or_else(|| format!("{word}: longer than {LONGEST} bytes"))?;
    if !key.is_at(word.as_bytes(), 0, word.len()) {
        return Err(format!("{word}: not in lower case"));
    }
    Ok(key.wide_hash())
}
