//! Connections, ready for statements.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use dialect::{Dialect, Error};

use crate::patience::Patience;
use crate::{Connection, Driver};

/// How many connections are kept where the host does not pool them itself.
const KEPT: usize = 2;

/// Connections of one driver.
///
/// Our runtime pools connections and enforces foreign keys on each: there a connection is dropped after use, which
/// gives it back. A host that does not (stock Spin opens SQLite's file anew) has them set up and kept here.
pub(crate) struct Connections<D: Driver> {
    pub(crate) driver: D,
    // What the host does with a new connection: none until the first one was asked.
    set_up_by_host: OnceLock<bool>,
    idle: Mutex<Vec<D::Connection>>,
}

impl<D: Driver> Connections<D> {
    pub(crate) fn new(driver: D) -> Self {
        Self {
            driver,
            set_up_by_host: OnceLock::new(),
            idle: Mutex::default(),
        }
    }

    /// A connection for one statement or one transaction.
    pub(crate) async fn take(
        &self,
        patience: &mut Patience<'_, D>,
    ) -> Result<D::Connection, Error> {
        loop {
            let idle = lock(&self.idle).pop();
            if let Some(connection) = idle {
                return Ok(connection);
            }
            let taken = match self.driver.dialect() {
                Dialect::Sqlite => self.enforcing().await,
                Dialect::Postgres => self.driver.open().await.map_err(not_opened),
            };
            // Nothing was sent yet that a second try could do twice.
            let later = match (&taken, self.driver.dialect()) {
                (Ok(_), _) => false,
                (Err(error), Dialect::Sqlite) => *error == Error::Timeout,
                (Err(_), Dialect::Postgres) => true,
            };
            if !later || !patience.lasts().await {
                return taken;
            }
        }
    }

    /// Gives back a connection that has no open transaction and no running statement.
    pub(crate) fn give_back(&self, connection: D::Connection) {
        if self.set_up_by_host.get() == Some(&false) {
            let mut idle = lock(&self.idle);
            if idle.len() < KEPT {
                idle.push(connection);
            }
        }
    }

    /// A new connection to SQLite that enforces foreign keys.
    async fn enforcing(&self) -> Result<D::Connection, Error> {
        let connection = self.driver.open().await?;
        let set_up = if let Some(known) = self.set_up_by_host.get() {
            *known
        } else {
            let asked = connection.query("PRAGMA foreign_keys", Vec::new()).await?;
            let set_up = asked.first()? == Some((true,));
            *self.set_up_by_host.get_or_init(|| set_up)
        };
        if !set_up {
            // Write-ahead mode is a property of the file, so that readers need not wait for writers; it is kept once set.
            let wal = connection.query("PRAGMA journal_mode = WAL", Vec::new());
            wal.await?;
            let enforced = connection.query("PRAGMA foreign_keys = ON", Vec::new());
            enforced.await?;
        }
        Ok(connection)
    }
}

/// A server that could not be asked is not there, whatever its driver says.
fn not_opened(error: Error) -> Error {
    match error {
        Error::Other(reason) | Error::Invalid(reason) => Error::Unavailable(reason),
        other => other,
    }
}

/// The guarded value, also after a panic: what is guarded here stays whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
