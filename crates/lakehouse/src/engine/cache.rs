//! What an instance remembers between requests: files never change once published, and a snapshot never does.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::column::{Column, Days};
use super::footer::Footer;
use super::proof::Proof;
use crate::Table;
use crate::catalog::Listed;

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// The files of (workspace, snapshot).
    Files(i64, u64),
    /// The answer to a plan over (workspace, snapshot).
    Answer(i64, u64, String),
    /// The footer of a path.
    Footer(Arc<str>),
    /// (path, row group, column).
    Column(Arc<str>, usize, usize),
    /// (path, row group, timezone).
    Days(Arc<str>, usize, String),
    /// A path whose file was proven.
    Proven(Arc<str>),
}

/// A remembered value.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Files(Arc<Vec<Listed>>),
    Answer(Arc<Table>),
    Footer(Arc<Footer>),
    Column(Arc<Column>),
    Days(Arc<Days>),
    Proven(Arc<Proof>),
}

/// Forgets what was not used for longest when it holds more than its budget.
pub(super) struct Cache {
    budget: usize,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    items: HashMap<Key, (Item, usize, u64)>,
    // By time of last use.
    order: BTreeMap<u64, Key>,
    bytes: usize,
    clock: u64,
}

impl Cache {
    /// A cache of at most `budget` bytes.
    pub(super) fn new(budget: usize) -> Self {
        Self {
            budget,
            inner: Mutex::default(),
        }
    }

    /// What is remembered under a key.
    pub(super) fn get(&self, key: &Key) -> Option<Item> {
        let mut guard = self.lock();
        let inner = &mut *guard;
        inner.clock += 1;
        let (item, _, used) = inner.items.get_mut(key)?;
        if let Some(key) = inner.order.remove(used) {
            inner.order.insert(inner.clock, key);
        }
        *used = inner.clock;
        Some(item.clone())
    }

    /// Remembers a value.
    pub(super) fn put(&self, key: Key, item: Item) {
        let bytes = item.bytes() + 200;
        if bytes > self.budget {
            return;
        }
        let mut guard = self.lock();
        let inner = &mut *guard;
        inner.clock += 1;
        inner.forget(&key);
        inner.order.insert(inner.clock, key.clone());
        inner.items.insert(key, (item, bytes, inner.clock));
        inner.bytes += bytes;
        while inner.bytes > self.budget {
            let Some((_, oldest)) = inner.order.pop_first() else {
                break;
            };
            inner.forget(&oldest);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing here can panic half way through a change.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn forget(&mut self, key: &Key) {
        if let Some((_, bytes, used)) = self.items.remove(key) {
            self.order.remove(&used);
            self.bytes -= bytes;
        }
    }
}

impl Item {
    fn bytes(&self) -> usize {
        match self {
            Self::Files(files) => files
                .iter()
                .map(|file| 200 + file.file.path.len() + file.file.removed.len() * 8)
                .sum(),
            Self::Answer(table) => {
                let groups = table.groups.iter();
                groups
                    .map(|group| 64 + group.values.len() * 16 + group.keys.len() * 48)
                    .sum()
            }
            Self::Footer(footer) => footer.bytes(),
            Self::Column(column) => column.bytes(),
            Self::Days(days) => days.bytes(),
            Self::Proven(proof) => proof.bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(count: usize) -> Item {
        Item::Days(Arc::new(Days(vec![(0, 0); count])))
    }

    fn key(group: usize) -> Key {
        Key::Days("f".into(), group, "UTC".to_owned())
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let cache = Cache::new(3 * (16 * 100 + 200));
        for group in 0..3 {
            cache.put(key(group), days(100));
        }
        assert!(cache.get(&key(0)).is_some());
        cache.put(key(3), days(100));
        let kept: Vec<bool> = (0..4)
            .map(|group| cache.get(&key(group)).is_some())
            .collect();
        assert_eq!(kept, [true, false, true, true]);
    }

    #[test]
    fn the_budget_is_kept_also_when_a_value_is_replaced_or_too_large() {
        let cache = Cache::new(5000);
        for _ in 0..10 {
            cache.put(key(0), days(200));
        }
        cache.put(key(1), days(1000));
        assert!(cache.get(&key(0)).is_some() && cache.get(&key(1)).is_none());
        assert_eq!(cache.lock().bytes, 3400);
    }
}
