//! A transaction: one connection, READ COMMITTED.
//!
//! Every statement sees what others committed before it began. Where that is not enough, callers order themselves by
//! locking a row first, or by `stores::Transaction::alone`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use spin_sdk::pg::Connection;

use super::{connection, errors, migrate, statement};
use crate::component::records_interface::{Error, Rows, Value};
use crate::patience::{Outcome, patiently};

/// A transaction that writes.
///
/// Dropped without a commit it drops its connection, and the host rolls back what a connection leaves open.
pub(crate) struct Transaction {
    // None once it has ended. Shared, because a statement keeps it while it waits for the host.
    connection: RefCell<Option<Rc<Connection>>>,
    // PostgreSQL takes nothing more from a transaction in which a statement failed, and turns its COMMIT into a
    // ROLLBACK without a word.
    failed: Cell<bool>,
}

impl Transaction {
    /// Begins.
    pub(crate) async fn begin() -> Result<Self, Error> {
        migrate::once().await?;
        let connection = patiently(async || {
            let begun = async {
                let connection = connection::take().await?;
                begin_on(&connection).await?;
                Ok(connection)
            };
            // Nothing has happened yet that a second try could do twice.
            match begun.await {
                Ok(connection) => Outcome::Done(connection),
                Err(error @ (Error::Unavailable(_) | Error::Timeout)) => Outcome::Again(error),
                Err(error) => Outcome::Failed(error),
            }
        })
        .await?;
        Ok(Self {
            connection: RefCell::new(Some(Rc::new(connection))),
            failed: Cell::new(false),
        })
    }

    /// Runs one statement and collects its rows.
    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Rows, Error> {
        let connection = self.open()?;
        let (typed, params) = statement::prepared(sql, params)?;
        self.noted(statement::rows(&connection, &typed, params).await)
    }

    /// Runs one statement and tells how many rows it changed.
    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        let connection = self.open()?;
        let (typed, params) = statement::prepared(sql, params)?;
        self.noted(statement::changes(&connection, &typed, params).await)
    }

    /// Makes everything visible at once.
    pub(crate) async fn commit(&self) -> Result<(), Error> {
        let connection = self.open()?;
        // From here on it takes no statement; dropped on an error, the connection rolls back.
        self.connection.take();
        if self.failed.get() {
            return Err(Error::Invalid(
                "a statement of the transaction failed: nothing of it was kept".to_owned(),
            ));
        }
        let committed = connection.execute("COMMIT", Vec::new()).await;
        committed.map(drop).map_err(errors::failed).map_err(inside)
    }

    fn open(&self) -> Result<Rc<Connection>, Error> {
        self.connection
            .borrow()
            .clone()
            .ok_or_else(|| Error::Invalid("the transaction has ended".to_owned()))
    }

    fn noted<T>(&self, answer: Result<T, Error>) -> Result<T, Error> {
        if answer.is_err() {
            self.failed.set(true);
        }
        answer.map_err(inside)
    }
}

/// Opens a transaction on a connection.
pub(super) async fn begin_on(connection: &Connection) -> Result<(), Error> {
    let begun = connection.execute("BEGIN", Vec::new()).await;
    begun.map(drop).map_err(errors::failed)
}

/// A lock that cannot be had inside a transaction: all of it may be tried again.
fn inside(error: Error) -> Error {
    if matches!(error, Error::Timeout) {
        Error::Serialization
    } else {
        error
    }
}
