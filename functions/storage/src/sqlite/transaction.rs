//! A transaction: one connection, and the write lock from the first moment.

use std::cell::RefCell;
use std::rc::Rc;

use spin_sdk::sqlite::Connection;

use super::{connection, migrate, statement};
use crate::component::records_interface::{Error, Rows, Value};

/// A transaction that writes.
///
/// Dropped without a commit it drops its connection, and the host rolls back what a connection leaves open.
pub(crate) struct Transaction {
    // None once it has ended. Shared, because a statement keeps it while it waits for the host.
    connection: RefCell<Option<Rc<Connection>>>,
}

impl Transaction {
    /// Takes the write lock.
    pub(crate) async fn begin() -> Result<Self, Error> {
        migrate::once().await?;
        let connection = statement::patiently(async || {
            let connection = connection::take().await?;
            statement::run(&connection, "BEGIN IMMEDIATE", Vec::new()).await?;
            Ok(connection)
        })
        .await?;
        Ok(Self {
            connection: RefCell::new(Some(Rc::new(connection))),
        })
    }

    /// Runs one statement and collects its rows.
    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Rows, Error> {
        let connection = self.open()?;
        let answer = statement::run(&connection, sql, statement::to_sqlite(params)).await;
        answer.map(statement::rows).map_err(inside)
    }

    /// Runs one statement and tells how many rows it changed.
    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        let connection = self.open()?;
        statement::run(&connection, sql, statement::to_sqlite(params))
            .await
            .map_err(inside)?;
        Ok(statement::changes(&connection, sql).await)
    }

    /// Makes everything visible at once.
    pub(crate) async fn commit(&self) -> Result<(), Error> {
        let connection = self.open()?;
        // From here on it takes no statement; dropped on an error, the connection rolls back.
        self.connection.take();
        statement::run(&connection, "COMMIT", Vec::new())
            .await
            .map_err(inside)?;
        if let Some(connection) = Rc::into_inner(connection) {
            connection::give_back(connection);
        }
        Ok(())
    }

    fn open(&self) -> Result<Rc<Connection>, Error> {
        self.connection
            .borrow()
            .clone()
            .ok_or_else(|| Error::Invalid("the transaction has ended".to_owned()))
    }
}

/// A lock that cannot be had inside a transaction: all of it may be tried again.
fn inside(error: Error) -> Error {
    if matches!(error, Error::Timeout) {
        Error::Serialization
    } else {
        error
    }
}
