//! Back-pressure: so many requests at a time, so many waiting, so long, and of each only a part for one caller; the
//! rest come again later.

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::sync::oneshot;

/// Who holds a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A client's network.
    Network(IpAddr),
    /// Whoever sends a certain `authorization`, hashed.
    Bearer(u64),
}

/// A request that wants a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Whose it is; nobody's where another component asks.
    pub holder: Option<Holder>,
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
    /// Its holder has as many places as one may have.
    #[error("the component is busy with as many requests of yours as it takes of one client")]
    PartUsed,
}

/// How much there is, and how much of it one holder may have.
#[derive(Clone, Copy, Debug)]
pub struct Portion {
    /// All of it.
    pub all: usize,
    /// One holder's part.
    pub each: usize,
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
            self.rejected.fetch_add(1, Relaxed);
        }
        entered
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
    fn of(&self, visit: Visit) -> Held {
        let held = visit.holder.and_then(|holder| self.of.get(&holder));
        held.copied().unwrap_or_default()
    }

    fn is_over(&self, width: &Width, visit: Visit) -> bool {
        let own = self.of(visit);
        own.places >= width.places.each || (visit.upload && own.uploads >= width.uploads.each)
    }

    fn fits(&self, width: &Width, visit: Visit) -> bool {
        self.all.places < width.places.all
            && (!visit.upload || self.all.uploads < width.uploads.all)
            && !self.is_over(width, visit)
    }

    fn may_wait(&self, width: &Width, visit: Visit) -> Result<(), Busy> {
        let room = self.queue.len() < width.queue.all;
        if room && self.of(visit).waiting < width.queue.each {
            Ok(())
        } else if self.is_over(width, visit) {
            Err(Busy::PartUsed)
        } else {
            Err(Busy::QueueFull)
        }
    }

    /// Changes what all and the holder have; who has nothing is forgotten.
    fn change(&mut self, visit: Visit, change: impl Fn(&mut Held, Visit)) {
        change(&mut self.all, visit);
        let Some(holder) = visit.holder else { return };
        let held = self.of.entry(holder).or_default();
        change(held, visit);
        if held.places == 0 && held.waiting == 0 {
            self.of.remove(&holder);
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
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const SOON: Duration = Duration::from_millis(20);

    fn gate(places: (usize, usize), uploads: (usize, usize), queue: (usize, usize)) -> Arc<Gate> {
        let portion = |(all, each)| Portion { all, each };
        Gate::new(Width {
            places: portion(places),
            uploads: portion(uploads),
            queue: portion(queue),
            wait: SOON,
        })
    }

    fn read(client: u8) -> Visit {
        Visit {
            holder: Some(Holder::Network(Ipv4Addr::new(10, 0, 0, client).into())),
            upload: false,
        }
    }

    fn upload(client: u8) -> Visit {
        Visit {
            upload: true,
            ..read(client)
        }
    }

    const INSIDE: Visit = Visit {
        holder: None,
        upload: false,
    };

    #[tokio::test]
    async fn the_queue_is_short_and_the_wait_ends() {
        let gate = gate((1, 1), (1, 1), (1, 1));
        let first = gate.enter(INSIDE).await.unwrap();
        let (second, third) = tokio::join!(gate.enter(INSIDE), gate.enter(INSIDE));
        assert_eq!(second.err(), Some(Busy::WaitedTooLong));
        assert_eq!(third.err(), Some(Busy::QueueFull));
        assert_eq!((gate.waiting(), gate.rejected()), (0, 2));
        drop(first);
        assert!(gate.enter(INSIDE).await.is_ok());
    }

    #[tokio::test]
    async fn one_client_has_its_part_and_another_the_rest() {
        let gate = gate((4, 2), (4, 2), (4, 1));
        let held = [gate.enter(read(1)).await, gate.enter(read(1)).await];
        let (waits, refused) = tokio::join!(gate.enter(read(1)), gate.enter(read(1)));
        assert_eq!(
            (waits.err(), refused.err()),
            (Some(Busy::PartUsed), Some(Busy::PartUsed))
        );
        let others = [gate.enter(read(2)).await, gate.enter(read(3)).await];
        assert!(others.iter().all(Result::is_ok));
        drop((held, others));
        assert!(gate.state().of.is_empty(), "who has nothing is forgotten");
    }

    #[tokio::test]
    async fn uploads_leave_places_for_reads() {
        let gate = gate((4, 4), (2, 2), (4, 4));
        let _held = [gate.enter(upload(1)).await, gate.enter(upload(2)).await];
        assert_eq!(gate.enter(upload(3)).await.err(), Some(Busy::WaitedTooLong));
        assert!(gate.enter(read(3)).await.is_ok());
    }

    #[tokio::test]
    async fn who_waits_behind_one_over_its_part_goes_first() {
        let gate = gate((2, 1), (2, 1), (8, 8));
        let first = gate.enter(read(1)).await.unwrap();
        let second = gate.enter(read(2)).await.unwrap();
        let (greedy, patient, ()) = tokio::join!(gate.enter(read(1)), gate.enter(read(3)), async {
            tokio::task::yield_now().await;
            assert_eq!(gate.waiting(), 2);
            drop(second);
        });
        assert_eq!(greedy.err(), Some(Busy::PartUsed));
        assert!(patient.is_ok());
        drop(first);
    }

    #[tokio::test]
    async fn who_stops_waiting_leaves_no_trace() {
        let gate = gate((1, 1), (1, 1), (8, 8));
        let first = gate.enter(read(1)).await.unwrap();
        {
            let mut waits = Box::pin(gate.enter(read(2)));
            assert!(futures::poll!(&mut waits).is_pending());
            // Let in, and gone before it learns of it.
            drop(first);
            assert_eq!(gate.state().all.places, 1);
        }
        let state = gate.state();
        assert_eq!(
            (state.all.places, state.all.waiting, state.of.len()),
            (0, 0, 0)
        );
    }
}
