//! Finds keys that occur in more than one row, at 12 bytes for each different key.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::TicketKey;

/// Parts the keys are spread over by a byte of their hash: sorting one takes little time and little room.
const PARTS: usize = 256;
/// Entries of a block: a part grows by blocks, so that growing copies nothing.
const BLOCK: usize = 1024;
/// The most rows that may be superseded: the list must stay small, and a key that repeats this often is none.
const MOST_SUPERSEDED: usize = 100_000;

/// The last row of each key, and the rows that a later one supersedes. However many rows repeat, it holds no more than
/// twice the different keys, [`MOST_SUPERSEDED`] rows, and a few blocks of each part.
#[derive(Debug)]
pub(super) struct Keys {
    parts: Vec<Part>,
    /// How many superseded rows the parts list.
    superseded: usize,
}

/// Too many rows are superseded by a later one: so many were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany(pub u64);

/// 64 bits of hash (two keys of ten million rows collide with a chance of 1 in 400,000) and the row, packed to 12 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: [u32; 2],
    row: u32,
}

/// The keys whose hashes begin with one byte.
#[derive(Debug)]
struct Part {
    blocks: Vec<Vec<Entry>>,
    len: usize,
    /// How many entries it takes until repetitions are taken out.
    full_at: usize,
    superseded: Vec<Entry>,
}

impl Default for Keys {
    fn default() -> Self {
        let part = || Part {
            blocks: Vec::new(),
            len: 0,
            full_at: 4 * BLOCK,
            superseded: Vec::new(),
        };
        Self {
            parts: std::iter::repeat_with(part).take(PARTS).collect(),
            superseded: 0,
        }
    }
}

impl Keys {
    /// Notes the key of a row; rows come in ascending order.
    pub fn add(&mut self, key: &TicketKey, row: u64) -> Result<(), TooMany> {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let bytes = hasher.finish().to_be_bytes();
        let hash = [
            u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
            u32::from_be_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]),
        ];
        // A file of 500 MB has no 2^32 rows.
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        let part = &mut self.parts[usize::from(bytes[0])];
        part.push(Entry { hash, row });
        if part.len < part.full_at {
            return Ok(());
        }
        let before = part.superseded.len();
        let latest = part.take_latest();
        for entry in latest {
            part.push(entry);
        }
        part.full_at = (2 * part.len).max(4 * BLOCK);
        let found = part.superseded.len() - before;
        self.note(found)
    }

    /// Rows that a later row with the same key supersedes, with the last such row; ascending.
    pub fn superseded(mut self) -> Result<Vec<(u64, u64)>, TooMany> {
        let mut pairs = Vec::new();
        for mut part in std::mem::take(&mut self.parts) {
            let before = part.superseded.len();
            let latest = part.take_latest();
            self.note(part.superseded.len() - before)?;
            pairs.extend(part.superseded.iter().filter_map(|entry| {
                let at = latest.binary_search_by_key(&entry.hash, |last| last.hash);
                Some((u64::from(entry.row), u64::from(latest[at.ok()?].row)))
            }));
        }
        pairs.sort_unstable();
        Ok(pairs)
    }

    fn note(&mut self, found: usize) -> Result<(), TooMany> {
        self.superseded += found;
        if self.superseded > MOST_SUPERSEDED {
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

    /// Empties the part: the last row of each key, by hash; the other rows go to the superseded ones.
    fn take_latest(&mut self) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(self.len);
        self.blocks
            .drain(..)
            .for_each(|block| entries.extend(block));
        self.len = 0;
        entries.sort_unstable();
        let mut latest: Vec<Entry> = Vec::new();
        for entry in entries {
            match latest.last_mut() {
                Some(last) if last.hash == entry.hash => {
                    self.superseded.push(std::mem::replace(last, entry));
                }
                _ => latest.push(entry),
            }
        }
        latest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_row_of_a_key_stands() {
        let mut keys = Keys::default();
        for (row, key) in ["A-1", "A-2", "A-1", "A-3", "A-2", "A-1"]
            .iter()
            .enumerate()
        {
            keys.add(&TicketKey::new(key).unwrap(), row as u64 + 1)
                .unwrap();
        }
        assert_eq!(keys.superseded(), Ok(vec![(1, 6), (2, 5), (3, 6)]));
    }

    /// Long after repetitions were taken out for the first time.
    #[test]
    fn the_last_of_many_rows_stands() {
        let mut keys = Keys::default();
        let repeated = TicketKey::new("A-1").unwrap();
        for row in 1..=50_000 {
            keys.add(&repeated, row).unwrap();
        }
        for row in 50_001..=60_000 {
            let other = TicketKey::new(&format!("B-{row}")).unwrap();
            keys.add(&other, row).unwrap();
        }
        keys.add(&repeated, 60_001).unwrap();
        let pairs: Vec<_> = (1..=50_000).map(|row| (row, 60_001)).collect();
        assert_eq!(keys.superseded(), Ok(pairs));
    }

    #[test]
    fn what_is_held_grows_with_the_keys_and_not_with_the_rows() {
        let mut keys = Keys::default();
        let repeated = TicketKey::new("A-1").unwrap();
        let refused = (1..).find_map(|row| keys.add(&repeated, row).err());
        let TooMany(found) = refused.unwrap();
        assert!(found < 110_000, "{found}");
        let held: usize = keys.parts.iter().map(|part| part.len).sum();
        assert_eq!(held, 1);
    }
}
