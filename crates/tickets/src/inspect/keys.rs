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

/// The rows of each key. Of several the one that was changed last counts, of equally old ones the last. However many
/// rows repeat, it holds no more than twice the different keys, [`MOST_SUPERSEDED`] rows, and a few blocks of each part.
#[derive(Debug)]
pub(super) struct Keys {
    parts: Vec<Part>,
    /// How many superseded rows the parts list.
    superseded: usize,
}

/// Too many rows are superseded by another: so many were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany(pub u64);

/// What tells a row from others with its key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number.
    pub number: u64,
    /// When it was changed, seconds since the epoch: read day first, and month first. None is 0.
    pub changed: [u32; 2],
    /// A hash of its mapped cells.
    pub content: u32,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: [u32; 2],
    row: u32,
    changed: [u32; 2],
    content: u32,
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
        }
    }
}

impl Keys {
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
        let latest = part.take_latest();
        for entry in latest {
            part.push(entry);
        }
        part.full_at = (2 * part.len).max(4 * BLOCK);
        let found = part.repeated.len() - before;
        self.note(found)
    }

    /// Rows that another row with the same key supersedes, ascending; the order of day and month is known by now.
    pub fn superseded(mut self, order: Option<DateOrder>) -> Result<Vec<Superseded>, TooMany> {
        let reading = usize::from(order == Some(DateOrder::MonthFirst));
        let mut found = Vec::new();
        for mut part in std::mem::take(&mut self.parts) {
            let before = part.repeated.len();
            let latest = part.take_latest();
            self.note(part.repeated.len() - before)?;
            let mut rows = part.repeated;
            let hashes: std::collections::HashSet<[u32; 2]> =
                rows.iter().map(|entry| entry.hash).collect();
            rows.extend(latest.iter().filter(|entry| hashes.contains(&entry.hash)));
            rows.sort_unstable_by_key(|entry| {
                (entry.hash, Reverse((entry.changed[reading], entry.row)))
            });
            for of_key in rows.chunk_by(|one, other| one.hash == other.hash) {
                let counts = of_key[0];
                found.extend(of_key[1..].iter().map(|entry| Superseded {
                    row: entry.row.into(),
                    by: counts.row.into(),
                    is_same: entry.content == counts.content,
                    is_moved: false,
                }));
            }
        }
        found.sort_unstable();
        Ok(found)
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

    /// Empties the part: the last row of each key, by hash; the other rows go to the repeated ones.
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
                    self.repeated.push(std::mem::replace(last, entry));
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

    fn row(number: u64) -> Row {
        Row {
            number,
            content: u32::try_from(number).unwrap(),
            ..Row::default()
        }
    }

    fn pairs(keys: Keys, order: Option<DateOrder>) -> Vec<(u64, u64)> {
        let found = keys.superseded(order).unwrap();
        found.iter().map(|found| (found.row, found.by)).collect()
    }

    #[test]
    fn the_last_row_of_a_key_stands() {
        let mut keys = Keys::default();
        for (number, text) in (1..).zip(["A-1", "A-2", "A-1", "A-3", "A-2", "A-1"]) {
            keys.add(text, row(number)).unwrap();
        }
        assert_eq!(pairs(keys, None), [(1, 6), (2, 5), (3, 6)]);
    }

    #[test]
    fn the_row_that_was_changed_last_stands_whatever_its_place() {
        for (order, expected) in [
            (DateOrder::DayFirst, [(2, 1), (3, 1)]),
            (DateOrder::MonthFirst, [(1, 2), (3, 2)]),
        ] {
            let mut keys = Keys::default();
            for (number, changed) in [(1, [9, 3]), (2, [5, 4]), (3, [0, 0])] {
                let row = Row {
                    changed,
                    ..row(number)
                };
                keys.add("A-1", row).unwrap();
            }
            assert_eq!(pairs(keys, Some(order)), expected);
        }
    }

    #[test]
    fn a_row_that_says_the_same_is_told_from_another() {
        let mut keys = Keys::default();
        for (number, content) in [(1, 7), (2, 8), (3, 7)] {
            let row = Row {
                content,
                ..row(number)
            };
            keys.add("A-1", row).unwrap();
        }
        let found = keys.superseded(None).unwrap();
        let same: Vec<_> = found.iter().map(|found| found.is_same).collect();
        assert_eq!(same, [true, false]);
    }

    /// Long after repetitions were taken out for the first time.
    #[test]
    fn the_last_of_many_rows_stands() {
        let mut keys = Keys::default();
        let repeated = "A-1";
        for number in 1..=50_000 {
            keys.add(repeated, row(number)).unwrap();
        }
        for number in 50_001..=60_000 {
            keys.add(&format!("B-{number}"), row(number)).unwrap();
        }
        keys.add(repeated, row(60_001)).unwrap();
        let expected: Vec<_> = (1..=50_000).map(|row| (row, 60_001)).collect();
        assert_eq!(pairs(keys, None), expected);
    }

    #[test]
    fn a_row_that_does_not_count_by_either_way_is_told_once_with_the_one_that_counts() {
        let of = |row, by| Superseded {
            row,
            by,
            is_same: false,
            is_moved: false,
        };
        let found = together(vec![of(1, 3), of(5, 9)], vec![of(1, 3), of(3, 7)]);
        let found: Vec<_> = found
            .iter()
            .map(|found| (found.row, found.by, found.is_moved))
            .collect();
        assert_eq!(found, [(1, 7, true), (3, 7, true), (5, 9, false)]);
    }

    /// The row that counts was taken out with the repetitions long ago.
    #[test]
    fn the_newest_of_many_rows_stands() {
        let mut keys = Keys::default();
        for number in 1..=50_000 {
            let changed = [u32::from(number == 17) + 1; 2];
            let row = Row {
                changed,
                ..row(number)
            };
            keys.add("A-1", row).unwrap();
        }
        let found = pairs(keys, None);
        assert_eq!(found.len(), 49_999);
        assert!(found.iter().all(|&(row, by)| row != 17 && by == 17));
    }

    #[test]
    fn what_is_held_grows_with_the_keys_and_not_with_the_rows() {
        let mut keys = Keys::default();
        let repeated = "A-1";
        let refused = (1..).find_map(|number| keys.add(repeated, row(number)).err());
        let TooMany(found) = refused.unwrap();
        assert!(found < 110_000, "{found}");
        let held: usize = keys.parts.iter().map(|part| part.len).sum();
        assert_eq!(held, 1);
    }
}
