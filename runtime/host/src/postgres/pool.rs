//! Pools: one for each address, of connections that go from owner to owner.

use super::{
    error::PostgresError,
    lease::Lease,
    metrics::{Postgres as Counters, Seen},
    session::Session,
    settings::PostgresSettings,
};
use pg_connect::{Address, Host};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
    time::Instant,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Addresses kept; beyond that the pools that nobody uses are closed.
const ADDRESSES: usize = 64;

/// The pools of the application.
pub struct Pools {
    settings: Arc<PostgresSettings>,
    pools: Mutex<HashMap<Address, Arc<Pool>>>,
}

impl Pools {
    /// No pools yet: each is made when its address is used first.
    pub fn new(settings: PostgresSettings) -> Self {
        Self {
            settings: Arc::new(settings),
            pools: Mutex::default(),
        }
    }

    /// A connection for one owner.
    pub(crate) async fn connect(&self, address: Address) -> Result<Lease, PostgresError> {
        self.pool(address).lease().await
    }

    /// The counters of each pool, by `host:port/database`.
    pub fn seen(&self) -> Vec<(String, Seen)> {
        let pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        let mut seen: Vec<_> = pools
            .iter()
            .map(|(address, pool)| {
                let name = format!("{}/{}", address.place(), address.database());
                (name, pool.counters.see())
            })
            .collect();
        seen.sort_by(|a, b| a.0.cmp(&b.0));
        seen
    }

    fn pool(&self, address: Address) -> Arc<Pool> {
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        if !pools.contains_key(&address) && pools.len() >= ADDRESSES {
            pools.retain(|_, pool| Arc::strong_count(pool) > 1);
        }
        let pool = pools.entry(address).or_insert_with_key(|address| {
            let mut address = address.clone();
            address.default_application_name(&self.settings.application_name);
            address.default_options(&self.settings.options());
            Arc::new(Pool {
                address,
                permits: Arc::new(Semaphore::new(self.settings.size + self.settings.overflow)),
                settings: Arc::clone(&self.settings),
                idle: Mutex::default(),
                counters: Counters::default(),
            })
        });
        Arc::clone(pool)
    }
}

/// Whether guests may use the address at all: a socket of this machine is none of theirs.
pub(crate) fn host(address: &Address) -> Option<&str> {
    match address.host() {
        Host::Tcp(host) => Some(host),
        Host::Socket(_) => None,
    }
}

/// The connections to one address.
pub(super) struct Pool {
    address: Address,
    settings: Arc<PostgresSettings>,
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Session>>,
    pub(super) counters: Counters,
}

impl Pool {
    async fn lease(self: &Arc<Self>) -> Result<Lease, PostgresError> {
        let begun = Instant::now();
        let result = self.wait().await;
        self.counters.waited(begun.elapsed());
        let (permit, session) = result?;
        self.counters.used.fetch_add(1, Relaxed);
        Ok(Lease::new(Arc::clone(self), session, permit))
    }

    async fn wait(&self) -> Result<(OwnedSemaphorePermit, Session), PostgresError> {
        let waiting = Waiting::new(&self.counters.waiting);
        let acquired = Arc::clone(&self.permits).acquire_owned();
        let Ok(Ok(permit)) = tokio::time::timeout(self.settings.wait, acquired).await else {
            self.counters.exhausted.fetch_add(1, Relaxed);
            return Err(PostgresError::Exhausted {
                place: self.address.place(),
                connections: self.settings.size + self.settings.overflow,
                waited: self.settings.wait,
            });
        };
        drop(waiting);
        while let Some(session) = self.take() {
            if session.client.is_closed() || session.opened.elapsed() > self.settings.recycle {
                continue;
            }
            if session.rested.elapsed() <= self.settings.ping || session.lives().await {
                return Ok((permit, session));
            }
            // What this one died of the others likely died of too: asking each would take long.
            self.forget();
        }
        match Session::open(&self.address, &self.settings).await {
            Ok(session) => {
                self.counters.opened.fetch_add(1, Relaxed);
                Ok((permit, session))
            }
            Err(error) => {
                self.counters.failed.fetch_add(1, Relaxed);
                Err(error.into())
            }
        }
    }

    /// The connection that was used last: the others may rest until they are closed.
    fn take(&self) -> Option<Session> {
        let session = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()?;
        self.counters.idle.fetch_sub(1, Relaxed);
        Some(session)
    }

    /// Closes the connections that nobody uses.
    fn forget(&self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        for session in idle.drain(..) {
            self.counters.idle.fetch_sub(1, Relaxed);
            drop(session);
        }
    }

    /// Takes a connection back that is in order.
    pub(super) fn keep(&self, mut session: Session) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.settings.size && !session.client.is_closed() {
            session.rested = Instant::now();
            idle.push(session);
            self.counters.idle.fetch_add(1, Relaxed);
        }
    }
}

/// Counts one who waits.
struct Waiting<'a>(&'a AtomicI64);

impl<'a> Waiting<'a> {
    fn new(counter: &'a AtomicI64) -> Self {
        counter.fetch_add(1, Relaxed);
        Self(counter)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}
