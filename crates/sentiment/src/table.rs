//! A constant map from words to values: laid out by the build script, looked up without allocation.

use crate::key::Key;

/// One word and what is known of it.
#[derive(Debug)]
pub(crate) struct Entry<T> {
    pub at: u32,
    pub len: u8,
    pub value: T,
}

/// Open addressing over a power of two of slots, at most half full. A slot holds the entry's index plus one below the
/// upper sixteen bits of its word's hash, 0 if it is free.
#[derive(Debug)]
pub(crate) struct Table<T: 'static> {
    pub slots: &'static [u32],
    pub entries: &'static [Entry<T>],
    pub text: &'static str,
}

impl<T> Table<T> {
    /// The value of exactly this word.
    pub(crate) fn get(&self, key: &Key) -> Option<&'static T> {
        let hash = key.hash();
        let mask = self.slots.len() - 1;
        let mut at = hash & mask;
        loop {
            let slot = self.slots[at & mask] as usize;
            if slot == 0 {
                return None;
            }
            if (slot ^ hash) >> 16 == 0 {
                let entry = &self.entries[(slot & 0xFFFF) - 1];
                if key.is_at(
                    self.text.as_bytes(),
                    entry.at as usize,
                    usize::from(entry.len),
                ) {
                    return Some(&entry.value);
                }
            }
            at += 1;
        }
    }
}
