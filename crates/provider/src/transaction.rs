//! A transaction: one connection. On SQLite it holds the write lock from the first moment, PostgreSQL's is READ COMMITTED.
//!
//! There every statement sees what others committed before it began. Where that is not enough, callers order themselves by
//! locking a row first, or by `stores::Transaction::alone`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use dialect::{Answer, Dialect, Error, Value};

use crate::connections::lock;
use crate::driver::{Ask, Changes, Rows};
use crate::records::worded;
use crate::{Driver, Records};

/// A transaction that writes.
///
/// Dropped without a commit it drops its connection, and what a connection leaves open is rolled back.
pub struct Transaction<D: Driver> {
    records: Records<D>,
    // None once it has ended. Shared, because a statement keeps it while it waits for the host.
    connection: Mutex<Option<Arc<D::Connection>>>,
    // PostgreSQL takes nothing more from a transaction in which a statement failed, and turns its COMMIT into a
    // ROLLBACK without a word.
    failed: AtomicBool,
}

impl<D: Driver> Transaction<D> {
    /// The transaction that was begun on a connection.
    pub(crate) fn on(connection: D::Connection, records: Records<D>) -> Self {
        Self {
            records,
            connection: Mutex::new(Some(Arc::new(connection))),
            failed: AtomicBool::new(false),
        }
    }

    /// Which database answers.
    pub fn dialect(&self) -> Dialect {
        self.records.dialect()
    }

    /// Runs one statement and collects its rows.
    pub async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        self.run::<Rows>(sql, params).await
    }

    /// Runs one statement and tells how many rows it changed.
    pub async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        self.run::<Changes>(sql, params).await
    }

    /// Makes everything visible at once. It takes no further statement, whatever the answer.
    pub async fn commit(&self) -> Result<(), Error> {
        let connection = self.open()?;
        // From here on it takes no statement; dropped on an error, the connection rolls back.
        lock(&self.connection).take();
        if self.failed.load(Ordering::Relaxed) {
            return Err(Error::Invalid(
                "a statement of the transaction failed: nothing of it was kept".to_owned(),
            ));
        }
        let committed = Changes::of(&*connection, "COMMIT", Vec::new()).await;
        committed.map_err(inside)?;
        if let Some(connection) = Arc::into_inner(connection) {
            self.records.connections().give_back(connection);
        }
        Ok(())
    }

    async fn run<A: Ask>(&self, sql: &str, params: Vec<Value>) -> Result<A::Answer, Error> {
        let connection = self.open()?;
        let dialect = self.dialect();
        let sql = worded(dialect, sql, &params);
        let told = A::of(&*connection, &sql, params).await;
        if told.is_err() && dialect == Dialect::Postgres {
            self.failed.store(true, Ordering::Relaxed);
        }
        told.map_err(inside)
    }

    fn open(&self) -> Result<Arc<D::Connection>, Error> {
        lock(&self.connection)
            .clone()
            .ok_or_else(|| Error::Invalid("the transaction has ended".to_owned()))
    }
}

/// A lock that cannot be had inside a transaction: all of it may be tried again.
fn inside(error: Error) -> Error {
    if error == Error::Timeout {
        Error::Serialization
    } else {
        error
    }
}
