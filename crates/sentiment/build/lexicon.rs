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
    let mut firsts: BTreeMap<u64, First> = BTreeMap::new();
    for (phrase, (bits, strength)) in groups {
        let words = phrase.split(' ').map(hash).collect::<Result<Vec<_>, _>>()?;
        let [first, rest @ ..] = &words[..] else {
            return Err("lexicon.tsv: an empty phrase".into());
        };
        let entry = firsts.entry(*first).or_default();
        match rest {
            [] => entry.alone = (bits, strength),
            [second, rest @ ..] => entry.longer.push((*second, rest.to_vec(), bits, strength)),
        }
    }
    laid_out(firsts)
}

/// A first word: groups and strength of itself alone, and the longer phrases: second word, rest, groups, strength.
#[derive(Default)]
struct First {
    alone: (u64, u8),
    longer: Vec<(u64, Vec<u64>, u64, u8)>,
}

fn laid_out(by_hash: BTreeMap<u64, First>) -> Result<String, Box<dyn Error>> {
    let size = (by_hash.len() * 2).next_power_of_two();
    let mut slots = vec![0_usize; size];
    let (mut firsts, mut phrases) = (String::new(), String::new());
    let (mut at, mut rests) = (0, Vec::<String>::new());
    for (index, (hash, mut first)) in by_hash.into_iter().enumerate() {
        first
            .longer
            .sort_by_key(|(second, rest, ..)| (*second, std::cmp::Reverse(rest.len())));
        let low = usize::try_from(hash & 0xFFFF_FFFF)?;
        let mut slot = low & (size - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (size - 1);
        }
        slots[slot] = (low & 0xFFFF_0000) | (u16::try_from(index + 1).map(usize::from)?);
        let seconds = first.longer.iter();
        let seconds = seconds.fold(0_u64, |bits, (second, ..)| bits | 1 << (second >> 58));
        writeln!(
            firsts,
            "First {{ hash: {}, seconds: {}, groups: {}, strength: {}, from: {at}, to: {} }},",
            literal(hash),
            literal(seconds),
            literal(first.alone.0),
            first.alone.1,
            at + first.longer.len()
        )?;
        at += first.longer.len();
        for (second, rest, bits, strength) in first.longer {
            writeln!(
                phrases,
                "Phrase {{ second: {}, from: {}, to: {}, groups: {}, strength: {strength} }},",
                literal(second),
                rests.len(),
                rests.len() + rest.len(),
                literal(bits)
            )?;
            rests.extend(rest.into_iter().map(literal));
        }
    }
    let rests = rests.join(", ");
    let slots: Vec<String> = slots
        .iter()
        .map(|slot| format!("{:#06x}_{:04x}", slot >> 16, slot & 0xFFFF))
        .collect();
    let slots = slots.join(", ");
    Ok(format!(
        "static SLOTS: [u32; {size}] = [{slots}];\nstatic FIRSTS: &[First] = &[\n{firsts}];\n\
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
