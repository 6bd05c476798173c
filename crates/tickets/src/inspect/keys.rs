//! Finds keys that occur in more than one row, at 12 bytes a row.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::TicketKey;

const PARTS: usize = 256;

/// The hash of each row's key, in parts by its first byte so that growing one part copies little.
#[derive(Debug)]
pub(super) struct Keys {
    parts: Vec<Vec<Entry>>,
}

/// 64 bits of hash (two keys of ten million rows collide with a chance of 1 in 400,000) and the row, packed to 12 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: [u32; 2],
    row: u32,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            parts: vec![Vec::new(); PARTS],
        }
    }
}

impl Keys {
    /// Notes the key of a row; rows come in ascending order.
    pub fn add(&mut self, key: &TicketKey, row: u64) {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let bytes = hasher.finish().to_be_bytes();
        let hash = [
            u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
            u32::from_be_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]),
        ];
        // A file of 500 MB has no 2^32 rows.
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        self.parts[usize::from(bytes[0])].push(Entry { hash, row });
    }

    /// Rows that a later row with the same key supersedes, with the last such row; ascending.
    pub fn superseded(self) -> Vec<(u64, u64)> {
        let mut superseded = Vec::new();
        for mut part in self.parts {
            part.sort_unstable();
            for same in part.chunk_by(|a, b| a.hash == b.hash) {
                if let [earlier @ .., last] = same {
                    superseded.extend(
                        earlier
                            .iter()
                            .map(|entry| (u64::from(entry.row), u64::from(last.row))),
                    );
                }
            }
        }
        superseded.sort_unstable();
        superseded
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
            keys.add(&TicketKey::new(key).unwrap(), row as u64 + 1);
        }
        assert_eq!(keys.superseded(), [(1, 6), (2, 5), (3, 6)]);
    }
}
