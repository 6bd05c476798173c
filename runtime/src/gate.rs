//! Back-pressure: so many requests at a time, so many waiting, so long, and of each only a part for one caller; the
//! rest come again later.

use crate::caller::{Caller, Holder};
use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::sync::oneshot;

/// A request that wants a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Whose it is.
    pub caller: Caller,
    /// Whether its body still comes in.
    pub upload: bool,
}

/// The component has no place for the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Busy {
    /// As many wait as may.
    #[error("too many requests are waiting for the component")]
    QueueFull,
    /// It waited as long as it may.
    #[error("the component had no place in time")]
    WaitedTooLong,
    /// Its network or its token has as many places as one may have.
    #[error("the component is busy with as many requests of yours as it takes of one client")]
    PartUsed,
    /// It had a place, but was not worked on as long as it may wait.
    #[error("the component worked on other requests all the time")]
    NoTurn,
}

/// How much there is, and how much of it one holder may have.
#[derive(Clone, Copy, Debug)]
pub struct Portion {
    /// All of it.
    pub all: usize,
    /// One network's part.
    pub network: usize,
    /// One token's part.
    pub token: usize,
}

impl Portion {
    /// A holder's part.
    fn of(self, holder: Holder) -> usize {
        match holder {
            Holder::Network(_) => self.network,
            Holder::Token(_) => self.token,
        }
    }
}

/// How many requests a gate lets in.
#[derive(Clone, Copy, Debug)]
pub struct Width {
    /// Requests at a time.
    pub places: Portion,
    /// Of these, requests whose body still comes in: the other places are always there for those that need no time
    /// of the client's.
    pub uploads: Portion,
    /// Requests that wait.
    pub queue: Portion,
    /// How long they wait.
    pub wait: Duration,
}

/// The entrance of one component, or of one lane of it.
pub struct Gate {
    width: Width,
    state: Mutex<State>,
    rejected: AtomicU64,
}

#[derive(Default)]
struct State {
    all: Held,
    of: HashMap<Holder, Held>,
    queue: VecDeque<Waiter>,
    next: u64,
}

#[derive(Clone, Copy, Default)]
struct Held {
    places: usize,
    uploads: usize,
    waiting: usize,
}

struct Waiter {
    number: u64,
    visit: Visit,
    wake: oneshot::Sender<()>,
}

impl Gate {
    /// An empty gate.
    pub fn new(width: Width) -> Arc<Self> {
        Arc::new(Self {
            width,
            state: Mutex::default(),
            rejected: AtomicU64::new(0),
        })
    }

    /// Takes a place, which is free again when it is dropped.
    pub async fn enter(self: &Arc<Self>, visit: Visit) -> Result<Place, Busy> {
        let entered = self.try_enter(visit).await;
        if entered.is_err() {
            self.reject();
        }
        entered
    }

    /// How long a request waits.
    pub fn patience(&self) -> Duration {
        self.width.wait
    }

    /// Counts a request that is told to come again.
    pub fn reject(&self) {
        self.rejected.fetch_add(1, Relaxed);
    }

    async fn try_enter(self: &Arc<Self>, visit: Visit) -> Result<Place, Busy> {
        let (mut waiting, woken) = {
            let mut state = self.state();
            if state.fits(&self.width, visit) {
                state.change(visit, Held::enter);
                return Ok(Place {
                    gate: Arc::clone(self),
                    visit,
                });
            }
            state.may_wait(&self.width, visit)?;
            let (wake, woken) = oneshot::channel();
            let number = state.next;
            state.next += 1;
            state.change(visit, |held, _| held.waiting += 1);
            state.queue.push_back(Waiter {
                number,
                visit,
                wake,
            });
            let waiting = Waiting {
                gate: Arc::clone(self),
                number,
                visit,
                entered: false,
            };
            (waiting, woken)
        };
        if let Ok(Ok(())) = tokio::time::timeout(self.width.wait, woken).await {
            waiting.entered = true;
            return Ok(Place {
                gate: Arc::clone(self),
                visit,
            });
        }
        Err(if self.state().is_over(&self.width, visit) {
            Busy::PartUsed
        } else {
            Busy::WaitedTooLong
        })
    }

    /// Requests that wait now.
    pub fn waiting(&self) -> usize {
        self.state().queue.len()
    }

    /// Requests that were told to come again.
    pub fn rejected(&self) -> u64 {
        self.rejected.load(Relaxed)
    }

    /// Gives a place back, and lets those in who can have it: whoever came first of those whose part is not used up.
    fn leave(&self, visit: Visit) {
        let mut state = self.state();
        state.change(visit, Held::leave);
        while let Some(index) = state
            .queue
            .iter()
            .position(|waiter| state.fits(&self.width, waiter.visit))
        {
            let Some(waiter) = state.queue.remove(index) else {
                break;
            };
            state.change(waiter.visit, |held, visit| {
                held.waiting -= 1;
                held.enter(visit);
            });
            // One that has just stopped waiting finds itself let in, and leaves.
            let _stopped = waiter.wake.send(());
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics half way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn of(&self, holder: Holder) -> Held {
        self.of.get(&holder).copied().unwrap_or_default()
    }

    /// Whether one of the holders has all that one may have.
    fn is_over(&self, width: &Width, visit: Visit) -> bool {
        visit.caller.holders().any(|holder| {
            let own = self.of(holder);
            own.places >= width.places.of(holder)
                || (visit.upload && own.uploads >= width.uploads.of(holder))
        })
    }

    fn fits(&self, width: &Width, visit: Visit) -> bool {
        self.all.places < width.places.all
            && (!visit.upload || self.all.uploads < width.uploads.all)
            && !self.is_over(width, visit)
    }

    fn may_wait(&self, width: &Width, visit: Visit) -> Result<(), Busy> {
        let mut holders = visit.caller.holders();
        let room = holders.all(|holder| self.of(holder).waiting < width.queue.of(holder));
        if room && self.queue.len() < width.queue.all {
            Ok(())
        } else if self.is_over(width, visit) {
            Err(Busy::PartUsed)
        } else {
            Err(Busy::QueueFull)
        }
    }

    /// Changes what all and the holders have; who has nothing is forgotten.
    fn change(&mut self, visit: Visit, change: impl Fn(&mut Held, Visit)) {
        change(&mut self.all, visit);
        for holder in visit.caller.holders() {
            let held = self.of.entry(holder).or_default();
            change(held, visit);
            if held.places == 0 && held.waiting == 0 {
                self.of.remove(&holder);
            }
        }
    }
}

impl Held {
    fn enter(&mut self, visit: Visit) {
        self.places += 1;
        self.uploads += usize::from(visit.upload);
    }

    fn leave(&mut self, visit: Visit) {
        self.places -= 1;
        self.uploads -= usize::from(visit.upload);
    }
}

/// A place, held until it is dropped.
pub struct Place {
    gate: Arc<Gate>,
    visit: Visit,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.gate.leave(self.visit);
    }
}

/// A place in the queue; also given back when the client leaves.
struct Waiting {
    gate: Arc<Gate>,
    number: u64,
    visit: Visit,
    entered: bool,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.entered {
            return;
        }
        let mut state = self.gate.state();
        let index = state
            .queue
            .iter()
            .position(|waiter| waiter.number == self.number);
        if let Some(index) = index {
            state.queue.remove(index);
            state.change(self.visit, |held, _| held.waiting -= 1);
        } else {
            // It was let in at the last moment.
            drop(state);
            self.gate.leave(self.visit);
        }
    }
}

#[cfg(test)]
mod tests;
