//! Connections whose foreign keys are enforced.

use std::cell::{Cell, RefCell};

use spin_sdk::sqlite::{Connection, Value};

use super::statement::{self, failed};
use crate::component::records_interface::Error;

/// The manifest's `sqlite_databases = ["default"]`.
const DATABASE: &str = "default";

/// How many connections are kept where the host does not pool them itself.
const KEPT: usize = 2;

thread_local! {
    // What the host does with a new connection: none until the first one was asked.
    static PREPARED_BY_HOST: Cell<Option<bool>> = const { Cell::new(None) };
    static IDLE: RefCell<Vec<Connection>> = const { RefCell::new(Vec::new()) };
}

/// A connection for one statement or one transaction.
///
/// Our runtime pools connections and enforces foreign keys on each: there a connection is dropped after use, which
/// gives it back. A host that does not (stock Spin opens the file anew) has them set up and kept here.
pub(super) async fn take() -> Result<Connection, Error> {
    if let Some(connection) = IDLE.with_borrow_mut(Vec::pop) {
        return Ok(connection);
    }
    let connection = Connection::open(DATABASE)
        .await
        .map_err(|error| failed(&error))?;
    if PREPARED_BY_HOST.get().is_none() {
        let answer = statement::run(&connection, "PRAGMA foreign_keys", Vec::new()).await?;
        PREPARED_BY_HOST.set(Some(matches!(
            answer.rows.first().and_then(|row| row.first()),
            Some(Value::Integer(1))
        )));
    }
    if PREPARED_BY_HOST.get() == Some(false) {
        // Write-ahead mode is a property of the file, so that readers need not wait for writers; it is kept once set.
        statement::run(&connection, "PRAGMA journal_mode = WAL", Vec::new()).await?;
        statement::run(&connection, "PRAGMA foreign_keys = ON", Vec::new()).await?;
    }
    Ok(connection)
}

/// Gives back a connection that has no open transaction and no running statement.
pub(super) fn give_back(connection: Connection) {
    if PREPARED_BY_HOST.get() == Some(false) {
        IDLE.with_borrow_mut(|idle| {
            if idle.len() < KEPT {
                idle.push(connection);
            }
        });
    }
}
