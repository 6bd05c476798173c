//! A constant map from words to values: laid out by the build script, looked up without allocation.

use crate::hash::hash;

/// One word and what is known of it.
#[derive(Debug)]
pub(crate) struct Entry<T> {
    pub at: u32,
    pub len: u8,
    pub value: T,
}

/// Open addressing over a power of two of slots, at most half full; a slot holds the entry's index plus one.
#[derive(Debug)]
pub(crate) struct Table<T: 'static> {
    pub slots: &'static [u16],
    pub entries: &'static [Entry<T>],
    pub text: &'static str,
}

impl<T> Table<T> {
    /// The value of exactly this word.
    pub(crate) fn get(&self, word: &[u8]) -> Option<&'static T> {
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) & mask;
        loop {
            let index = usize::from(self.slots[slot]).checked_sub(1)?;
            let entry = &self.entries[index];
            let at = entry.at as usize;
            if &self.text.as_bytes()[at..at + usize::from(entry.len)] == word {
                return Some(&entry.value);
            }
            slot = (slot + 1) & mask;
        }
    }
}
