//! Finds keys that occur in more than one row, and which of these rows counts, at 24 bytes for each different key.

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::DateOrder;

/// Parts the keys are spread over by a byte of their hash: sorting one takes little time and little room.
const PARTS: usize = 256;
/// Entries of a block: a part grows by blocks, so that growing copies nothing.
const BLOCK: usize = 1024;
/// The most rows that may be superseded: the list must stay small, and a key that repeats this often is none.
const MOST_SUPERSEDED: usize = 100_000;
/// The same of rows whose keys are made of what they say, those that are numbered among them: many stars without a word are
/// given on one day.
const MOST_MADE: usize = 1_000_000;

/// The rows of each key. Of several the one that was changed last counts, of equally old ones the last. However many
/// rows repeat, it holds no more than twice the different keys, [`MOST_SUPERSEDED`] rows, and a few blocks of each part.
/// Where keys are made of what rows say, all rows of a key count that differ anywhere.
#[derive(Debug)]
pub(super) struct Keys {
    parts: Vec<Part>,
    /// How many superseded rows the parts list.
    superseded: usize,
    /// Whether keys are made of what rows say.
    are_made: bool,
}

/// Too many rows are superseded by another: so many were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany(pub u64);

/// What tells a row from others with its key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number.
    pub number: u64,
    /// When it was changed, seconds since the epoch: read day first, and month first. None is 0. Where keys are made, a hash
    /// of all its cells.
    pub changed: [u32; 2],
    /// A hash of its mapped cells; 0 where keys are made.
    pub content: u32,
}

/// What is known of rows that share a key, once all rows are.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Those that do not count, ascending.
    pub superseded: Vec<Superseded>,
    /// The numbers, from 2 on, of those that count beside the first of their key, ascending by row: where keys are made. What
    /// they say puts them in order, wherever they stand.
    pub numbered: Vec<(u64, u32)>,
}

/// A row that does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Superseded {
    /// Its number.
    pub row: u64,
    /// The row with the same key that counts.
    pub by: u64,
    /// Whether that one says the same.
    pub is_same: bool,
    /// Whether it stands under another key: both have one number of the tracker.
    pub is_moved: bool,
}

/// What keys and the tracker's numbers say together, ascending: each row with the one that counts by both.
pub(super) fn together(keys: Vec<Superseded>, numbers: Vec<Superseded>) -> Vec<Superseded> {
    if numbers.is_empty() {
        return keys;
    }
    let moved = numbers.into_iter().map(|found| Superseded {
        is_moved: true,
        ..found
    });
    let mut found: Vec<Superseded> = keys.into_iter().chain(moved).collect();
    // What two rows say is told by their key where they share both.
    found.sort_by_key(|found| (found.row, found.is_moved));
    found.dedup_by_key(|found| found.row);
    let of_row: std::collections::HashMap<u64, Superseded> =
        found.iter().map(|found| (found.row, *found)).collect();
    for found in &mut found {
        // Each of these rows was changed later than the one before, or stands behind it.
        while let Some(next) = of_row.get(&found.by) {
            found.by = next.by;
            found.is_same &= next.is_same;
            found.is_moved |= next.is_moved;
        }
    }
    found
}

/// A row with 64 bits of its key's hash (two keys of ten million rows collide with a chance of 1 in 400,000).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    hash: [u32; 2],
    row: u32,
    changed: [u32; 2],
    content: u32,
}

impl Entry {
    /// What only rows share of which one counts.
    fn name(&self, are_made: bool) -> [[u32; 2]; 2] {
        [self.hash, if are_made { self.changed } else { [0; 2] }]
    }
}

/// The keys whose hashes begin with one byte.
#[derive(Debug)]
struct Part {
    blocks: Vec<Vec<Entry>>,
    len: usize,
    /// How many entries it takes until repetitions are taken out.
    full_at: usize,
    /// Rows that were taken out. The order of day and month may not be known yet, so one of these may be what counts.
    repeated: Vec<Entry>,
}

impl Default for Keys {
    fn default() -> Self {
        let part = || Part {
            blocks: Vec::new(),
            len: 0,
            full_at: 4 * BLOCK,
            repeated: Vec::new(),
        };
        Self {
            parts: std::iter::repeat_with(part).take(PARTS).collect(),
            superseded: 0,
            are_made: false,
        }
    }
}

impl Keys {
    /// Those of rows whose keys are made of what they say, or not.
    pub fn new(are_made: bool) -> Self {
        Self {
            are_made,
            ..Self::default()
        }
    }

    /// Notes the key of a row, or what else names its ticket; rows come in ascending order.
    pub fn add(&mut self, key: &str, row: Row) -> Result<(), TooMany> {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let bytes = hasher.finish().to_be_bytes();
        let hash = [
            u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
            u32::from_be_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]),
        ];
        let part = &mut self.parts[usize::from(bytes[0])];
        part.push(Entry {
            hash,
            // A file of 500 MB has no 2^32 rows.
            row: u32::try_from(row.number).unwrap_or(u32::MAX),
            changed: row.changed,
            content: row.content,
        });
        if part.len < part.full_at {
            return Ok(());
        }
        let before = part.repeated.len();
        let latest = part.take_latest(self.are_made);
        for entry in latest {
            part.push(entry);
        }
        part.full_at = (2 * part.len).max(4 * BLOCK);
        let found = part.repeated.len() - before;
        self.note(found)
    }

    /// Rows that another row with the same key supersedes; the order of day and month is known by now.
    pub fn find(mut self, order: Option<DateOrder>) -> Result<Found, TooMany> {
        let reading = usize::from(order == Some(DateOrder::MonthFirst));
        let are_made = self.are_made;
        let mut found = Found::default();
        for mut part in std::mem::take(&mut self.parts) {
            let before = part.repeated.len();
            let latest = part.take_latest(are_made);
            self.note(part.repeated.len() - before)?;
            let mut rows = part.repeated;
            let name = |entry: &Entry| entry.name(are_made);
            let names: std::collections::HashSet<[[u32; 2]; 2]> = rows.iter().map(name).collect();
            rows.extend(latest.iter().filter(|entry| names.contains(&name(entry))));
            rows.sort_unstable_by_key(|entry| {
                (name(entry), Reverse((entry.changed[reading], entry.row)))
            });
            for of_name in rows.chunk_by(|one, other| name(one) == name(other)) {
                let counts = of_name[0];
                found
                    .superseded
                    .extend(of_name[1..].iter().map(|entry| Superseded {
                        row: entry.row.into(),
                        by: counts.row.into(),
                        is_same: entry.content == counts.content,
                        is_moved: false,
                    }));
            }
            // Without made keys each is the only one of its key.
            let before = found.numbered.len();
            for of_key in latest.chunk_by(|one, other| one.hash == other.hash) {
                let beside = of_key.iter().zip(1..).skip(1);
                let numbered = beside.map(|(entry, number)| (entry.row.into(), number));
                found.numbered.extend(numbered);
            }
            self.note(found.numbered.len() - before)?;
        }
        found.superseded.sort_unstable();
        found.numbered.sort_unstable();
        Ok(found)
    }

    fn note(&mut self, found: usize) -> Result<(), TooMany> {
        self.superseded += found;
        let most = if self.are_made {
            MOST_MADE
        } else {
            MOST_SUPERSEDED
        };
        if self.superseded > most {
            return Err(TooMany(self.superseded as u64));
        }
        Ok(())
    }
}

impl Part {
    fn push(&mut self, entry: Entry) {
        self.len += 1;
        match self.blocks.last_mut() {
            Some(block) if block.len() < BLOCK => block.push(entry),
            _ => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(entry);
                self.blocks.push(block);
            }
        }
    }

    /// Empties the part: the last row of each key, by hash, and of each content where keys are made; the other rows go to
    /// the repeated ones.
    fn take_latest(&mut self, are_made: bool) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(self.len);
        self.blocks
            .drain(..)
            .for_each(|block| entries.extend(block));
        self.len = 0;
        entries.sort_unstable_by_key(|entry| (entry.name(are_made), entry.row));
        let mut latest: Vec<Entry> = Vec::new();
        for entry in entries {
            match latest.last_mut() {
                Some(last) if last.name(are_made) == entry.name(are_made) => {
                    self.repeated.push(std::mem::replace(last, entry));
                }
                _ => latest.push(entry),
            }
        }
        latest
    }
}

#[cfg(test)]
mod tests;
