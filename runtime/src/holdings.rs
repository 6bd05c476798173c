//! Something countable that clients hold, such as connections or bytes: so much for all, and so much for one network.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What there is, and who holds how much of it.
pub struct Holdings {
    all: usize,
    each: usize,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    all: usize,
    of: HashMap<IpAddr, usize>,
}

impl Holdings {
    /// So much for all, of which one network may hold so much.
    pub fn new(all: usize, each: usize) -> Arc<Self> {
        Arc::new(Self {
            all,
            each,
            held: Mutex::default(),
        })
    }

    /// Takes so much for a network, or nothing if it is not there. Without a network only the sum counts.
    pub fn take(self: &Arc<Self>, network: Option<IpAddr>, amount: usize) -> Option<Hold> {
        self.add(network, amount).then(|| Hold {
            holdings: Arc::clone(self),
            network,
            amount,
        })
    }

    #[cfg(test)]
    pub fn held(&self) -> usize {
        self.lock().all
    }

    fn add(&self, network: Option<IpAddr>, amount: usize) -> bool {
        let mut held = self.lock();
        let own = network.and_then(|network| held.of.get(&network).copied());
        let own = own.unwrap_or_default();
        if held.all + amount > self.all || (network.is_some() && own + amount > self.each) {
            return false;
        }
        held.all += amount;
        if let Some(network) = network {
            held.of.insert(network, own + amount);
        }
        true
    }

    fn give_back(&self, network: Option<IpAddr>, amount: usize) {
        let mut held = self.lock();
        held.all -= amount;
        let Some(network) = network else { return };
        let left = held.of.get(&network).map_or(0, |own| own - amount);
        if left == 0 {
            held.of.remove(&network);
        } else {
            held.of.insert(network, left);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        // Nothing in here panics half way.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a client holds until it is dropped.
pub struct Hold {
    holdings: Arc<Holdings>,
    network: Option<IpAddr>,
    amount: usize,
}

impl Hold {
    /// Takes so much more, if it is there.
    pub fn more(&mut self, amount: usize) -> bool {
        let added = self.holdings.add(self.network, amount);
        self.amount += if added { amount } else { 0 };
        added
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.holdings.give_back(self.network, self.amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_has_its_part_and_all_is_given_back() {
        let holdings = Holdings::new(10, 6);
        let one = Some(IpAddr::from([10, 0, 0, 1]));
        let two = Some(IpAddr::from([10, 0, 0, 2]));
        let mut hold = holdings.take(one, 4).unwrap();
        assert!(hold.more(2) && !hold.more(1));
        assert!(holdings.take(one, 1).is_none());
        assert!(holdings.take(two, 5).is_none());
        let rest = holdings.take(two, 4).unwrap();
        assert!(holdings.take(None, 1).is_none());
        assert_eq!(holdings.held(), 10);
        drop((hold, rest));
        assert_eq!(holdings.held(), 0);
        assert!(holdings.lock().of.is_empty());
        assert!(holdings.take(None, 10).is_some());
    }
}
