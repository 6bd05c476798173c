//! Turns: so many requests of a component are worked on at a time. The next is whose caller has the fewest, and of those
//! the oldest.

use crate::caller::{Caller, Holder};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// A request that wants a turn.
#[derive(Clone, Copy, Debug)]
pub struct Asker {
    /// Whose it is.
    pub caller: Caller,
    /// Whether it came through a lane: one turn is always left for the others.
    pub lane: bool,
    /// When it came in, before it waited for a place.
    pub arrived: Instant,
}

/// The turns of one component. Without them there are as many instances as requests in flight, because a busy instance takes
/// no other request: each has memory of its own, and no core to run on.
pub struct Turns {
    most: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    running: usize,
    lanes: usize,
    of: HashMap<Holder, usize>,
    queue: Vec<Waiter>,
}

struct Waiter {
    asker: Asker,
    wake: oneshot::Sender<Turn>,
}

impl Turns {
    /// So many.
    pub fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            most,
            state: Mutex::default(),
        })
    }

    /// Takes a turn, which is over when it is dropped; none if there is none for so long.
    pub async fn take(self: &Arc<Self>, asker: Asker, patience: Duration) -> Option<Turn> {
        let turn = {
            let mut state = self.state();
            if state.fits(self.most, asker) {
                state.begin(asker);
                Ok(self.turn(asker))
            } else {
                let (wake, turn) = oneshot::channel();
                state.queue.retain(Waiter::is_there);
                state.queue.push(Waiter { asker, wake });
                Err(turn)
            }
        };
        match turn {
            Ok(turn) => Some(turn),
            Err(turn) => tokio::time::timeout(patience, turn).await.ok()?.ok(),
        }
    }

    /// Requests that wait for their turn.
    pub fn waiting(&self) -> usize {
        let state = self.state();
        state.queue.iter().filter(|one| one.is_there()).count()
    }

    fn turn(self: &Arc<Self>, asker: Asker) -> Turn {
        Turn {
            turns: Arc::clone(self),
            asker,
        }
    }

    /// Ends a turn and begins those that can be begun now.
    fn end(self: &Arc<Self>, asker: Asker) {
        let mut next = {
            let mut state = self.state();
            state.end(asker);
            state.next(self.most)
        };
        while let Some(waiter) = next {
            // One that has stopped waiting gives its turn back.
            drop(waiter.wake.send(self.turn(waiter.asker)));
            next = self.state().next(self.most);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics half way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiter {
    fn is_there(&self) -> bool {
        !self.wake.is_closed()
    }
}

impl State {
    fn fits(&self, most: usize, asker: Asker) -> bool {
        let lanes = most.saturating_sub(1).max(1);
        self.running < most && (!asker.lane || self.lanes < lanes)
    }

    /// Begins the turn of whoever is next.
    fn next(&mut self, most: usize) -> Option<Waiter> {
        self.queue.retain(Waiter::is_there);
        let waiting = self.queue.iter().enumerate();
        let (index, _) = waiting
            .filter(|(_, waiter)| self.fits(most, waiter.asker))
            .min_by_key(|(_, waiter)| (self.running(waiter.asker.caller), waiter.asker.arrived))?;
        let waiter = self.queue.remove(index);
        self.begin(waiter.asker);
        Some(waiter)
    }

    /// The turns of a caller's network, and of its token: who makes up tokens gains nothing over other networks.
    fn running(&self, caller: Caller) -> (usize, usize) {
        let of = |holder| self.of.get(&holder).copied().unwrap_or_default();
        let network = caller.network.map(Holder::Network).map_or(0, of);
        (network, caller.token.map(Holder::Token).map_or(0, of))
    }

    fn begin(&mut self, asker: Asker) {
        self.running += 1;
        self.lanes += usize::from(asker.lane);
        for holder in asker.caller.holders() {
            *self.of.entry(holder).or_default() += 1;
        }
    }

    /// Who has no turn is forgotten.
    fn end(&mut self, asker: Asker) {
        self.running -= 1;
        self.lanes -= usize::from(asker.lane);
        for holder in asker.caller.holders() {
            let left = self.of.get(&holder).map_or(0, |running| running - 1);
            if left == 0 {
                self.of.remove(&holder);
            } else {
                self.of.insert(holder, left);
            }
        }
    }
}

/// A turn, which is over when it is dropped.
pub struct Turn {
    turns: Arc<Turns>,
    asker: Asker,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.end(self.asker);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::poll;
    use std::{net::Ipv4Addr, task::Poll};

    const LONG: Duration = Duration::from_mins(1);

    /// A request of a client and a user that came so many milliseconds after the first.
    fn asker(client: u8, token: u64, at: u64) -> Asker {
        static FIRST: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        Asker {
            caller: Caller {
                network: Some(Ipv4Addr::new(10, 0, 0, client).into()),
                token: Some(token),
            },
            lane: false,
            arrived: *FIRST.get_or_init(Instant::now) + Duration::from_millis(at),
        }
    }

    fn in_lane(asker: Asker) -> Asker {
        Asker {
            lane: true,
            ..asker
        }
    }

    /// In which order they get their turns, each ending before the next, behind a turn of `first`.
    async fn order(first: Asker, others: &[Asker]) -> Vec<usize> {
        let turns = Turns::new(2);
        let running = turns.take(first, LONG).await.unwrap();
        let other = turns.take(asker(99, 99, 0), LONG).await.unwrap();
        let mut waiting: Vec<_> = others
            .iter()
            .map(|asker| Box::pin(turns.take(*asker, LONG)))
            .collect();
        for one in &mut waiting {
            assert!(poll!(one).is_pending());
        }
        assert_eq!(turns.waiting(), others.len());
        drop(other);
        let mut order = Vec::new();
        while order.len() < others.len() {
            for (index, one) in waiting.iter_mut().enumerate() {
                if !order.contains(&index)
                    && let Poll::Ready(turn) = poll!(one)
                {
                    order.push(index);
                    drop(turn);
                }
            }
        }
        drop(running);
        let state = turns.state();
        assert_eq!(
            (state.running, state.of.len(), state.queue.len()),
            (0, 0, 0)
        );
        order
    }

    #[tokio::test]
    async fn who_has_the_fewest_turns_is_next_and_then_the_oldest() {
        let own = [asker(1, 1, 1), asker(1, 1, 2)];
        let others = [own[0], own[1], asker(2, 2, 4), asker(3, 3, 3)];
        assert_eq!(order(asker(1, 1, 0), &others).await, [3, 2, 0, 1]);
    }

    #[tokio::test]
    async fn made_up_tokens_take_turns_from_their_own_network_only() {
        let others = [
            asker(1, 1, 1),
            asker(1, 8, 3),
            asker(1, 9, 2),
            asker(2, 2, 4),
        ];
        assert_eq!(order(asker(1, 1, 0), &others).await, [3, 2, 1, 0]);
    }

    #[tokio::test]
    async fn lanes_leave_one_turn_to_the_others() {
        let turns = Turns::new(3);
        let held = [
            turns.take(in_lane(asker(1, 1, 0)), LONG).await.unwrap(),
            turns.take(in_lane(asker(2, 2, 0)), LONG).await.unwrap(),
        ];
        let mut search = Box::pin(turns.take(in_lane(asker(3, 3, 0)), LONG));
        assert!(poll!(&mut search).is_pending());
        assert!(turns.take(asker(1, 1, 1), LONG).await.is_some());
        drop(held);
        assert!(search.await.is_some());
        let only = Turns::new(1);
        assert!(only.take(in_lane(asker(1, 1, 0)), LONG).await.is_some());
    }

    #[tokio::test]
    async fn who_waits_too_long_or_stops_waiting_leaves_no_trace() {
        let turns = Turns::new(1);
        let held = turns.take(asker(1, 1, 0), LONG).await.unwrap();
        let late = turns.take(asker(2, 2, 0), Duration::from_millis(5)).await;
        assert!(late.is_none());
        assert_eq!(turns.waiting(), 0);
        let mut gone = Box::pin(turns.take(asker(2, 2, 0), LONG));
        let mut patient = Box::pin(turns.take(asker(3, 3, 1), LONG));
        assert!(poll!(&mut gone).is_pending() && poll!(&mut patient).is_pending());
        // It has the turn, and is gone before it learns of it.
        drop(held);
        drop(gone);
        assert!(patient.await.is_some());
        let state = turns.state();
        assert_eq!((state.running, state.lanes, state.of.len()), (0, 0, 0));
    }
}
