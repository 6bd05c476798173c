//! The words and phrases of each language.

use crate::{
    elision, fold,
    group::NAMES,
    key::{Key, LONGEST},
    rows,
};
use std::{collections::BTreeMap, error::Error, fmt::Write};

/// The languages by the names of their tables, in the order of `Language`.
const LANGUAGES: [(&str, &str); 5] = [
    ("en", "ENGLISH"),
    ("de", "GERMAN"),
    ("fr", "FRENCH"),
    ("es", "SPANISH"),
    ("pt", "PORTUGUESE"),
];

/// The last group: words that every text of a language holds.
const COMMON: u64 = 1 << (NAMES.len() - 1);

/// Rust source of the lexicons, and of the table that says which languages know a word.
pub(crate) fn source() -> Result<String, Box<dyn Error>> {
    let mut source = String::new();
    let mut known: BTreeMap<u64, u16> = BTreeMap::new();
    for (at, (code, name)) in LANGUAGES.into_iter().enumerate() {
        let file = format!("lexicon.{code}.tsv");
        let firsts = firsts(&file, code == "fr")?;
        for (hash, first) in &firsts {
            let (groups, _) = first.alone;
            if groups != 0 {
                let bits = if groups & COMMON == 0 { 1 } else { 0x101 };
                *known.entry(*hash).or_default() |= bits << at;
            }
        }
        source.push_str(&laid_out(name, firsts)?);
    }
    let slots = slots(known.keys().copied())?;
    let entries = known.iter().try_fold(String::new(), |mut list, entry| {
        writeln!(list, "({}, {:#x}),", literal(*entry.0), entry.1)?;
        Ok::<_, std::fmt::Error>(list)
    })?;
    writeln!(
        source,
        "static KNOWN_SLOTS: &[u32] = &[{slots}];\nstatic KNOWN: &[(u64, u16)] = &[\n{entries}];"
    )?;
    Ok(source)
}

/// The phrases of a file by their first word.
fn firsts(file: &str, elides: bool) -> Result<BTreeMap<u64, First>, Box<dyn Error>> {
    let mut groups: BTreeMap<Vec<u64>, (u64, u8)> = BTreeMap::new();
    for row in rows(file, 3)? {
        let bit = NAMES
            .iter()
            .position(|name| *name == row[0])
            .ok_or_else(|| format!("{file}: unknown group {}", row[0]))?;
        let strength: u8 = row[1].parse()?;
        let entry = groups.entry(words(&row[2], elides)?).or_default();
        entry.0 |= 1 << bit;
        entry.1 = entry.1.max(strength);
    }
    let mut firsts: BTreeMap<u64, First> = BTreeMap::new();
    for (words, (bits, strength)) in groups {
        let [first, rest @ ..] = &words[..] else {
            return Err(format!("{file}: an empty phrase").into());
        };
        let entry = firsts.entry(*first).or_default();
        match rest {
            [] => entry.alone = (bits, strength),
            [second, rest @ ..] => entry.longer.push((*second, rest.to_vec(), bits, strength)),
        }
    }
    Ok(firsts)
}

/// A first word: groups and strength of itself alone, and the longer phrases: second word, rest, groups, strength.
#[derive(Default)]
struct First {
    alone: (u64, u8),
    longer: Vec<(u64, Vec<u64>, u64, u8)>,
}

fn laid_out(name: &str, by_hash: BTreeMap<u64, First>) -> Result<String, Box<dyn Error>> {
    let slots = slots(by_hash.keys().copied())?;
    let (mut firsts, mut phrases) = (String::new(), String::new());
    let (mut at, mut rests) = (0, Vec::<String>::new());
    for (hash, mut first) in by_hash {
        first
            .longer
            .sort_by_key(|(second, rest, ..)| (*second, std::cmp::Reverse(rest.len())));
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
    Ok(format!(
        "pub(crate) static {name}: Lexicon = Lexicon {{\nslots: &[{slots}],\nfirsts: &[\n{firsts}],\n\
         phrases: &[\n{phrases}],\nrests: &[{rests}],\n}};\n"
    ))
}

/// Open addressing over a power of two of slots, at most half full: the place of a hash in order plus one below the
/// upper sixteen of its lower 32 bits; 0 where nothing is.
fn slots(hashes: impl ExactSizeIterator<Item = u64>) -> Result<String, Box<dyn Error>> {
    let size = (hashes.len() * 2).next_power_of_two();
    let mut slots = vec![0_usize; size];
    for (index, hash) in hashes.enumerate() {
        let low = usize::try_from(hash & 0xFFFF_FFFF)?;
        let mut slot = low & (size - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (size - 1);
        }
        slots[slot] = (low & 0xFFFF_0000) | (u16::try_from(index + 1).map(usize::from)?);
    }
    let slots: Vec<String> = slots
        .iter()
        .map(|slot| format!("{:#06x}_{:04x}", slot >> 16, slot & 0xFFFF))
        .collect();
    Ok(slots.join(", "))
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

/// The hashes of a phrase's words, cut as the lexer cuts them.
fn words(phrase: &str, elides: bool) -> Result<Vec<u64>, String> {
    let mut hashes = Vec::new();
    for word in phrase.split(' ') {
        match elision::split(word).filter(|_| elides) {
            Some((head, tail)) => {
                hashes.push(hash(&word[..head])?);
                hashes.push(hash(&word[tail..])?);
            }
            None => hashes.push(hash(word)?),
        }
    }
    Ok(hashes)
}

fn hash(word: &str) -> Result<u64, String> {
    if word.is_empty() || word.to_lowercase() != word {
        return Err(format!("{word}: empty, or not in lower case"));
    }
    let (folded, length) =
        fold::fold(word).ok_or_else(|| format!("{word}: longer than {LONGEST} bytes"))?;
    let key = Key::new(&folded, 0, length).ok_or("a word that is too long")?;
    Ok(key.wide_hash())
}
