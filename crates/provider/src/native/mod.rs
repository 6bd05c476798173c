//! Drivers of native builds: temporary databases, for tests.
//!
//! They do what our runtime does as the host of a component: they pool connections, enforce foreign keys and roll back
//! what a dropped connection leaves open.

mod postgres;
mod sqlite;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

pub use self::postgres::Postgres;
pub use self::sqlite::Sqlite;
use crate::Either;

/// `postgres://user:password@host:port/database` of a server on which databases may be made.
const SERVER: &str = "UNDERTONE_TEST_POSTGRES";

/// Nobody else holds a lock for long: who waits longer than this waits in vain.
const PATIENCE: Duration = Duration::from_millis(1500);

/// A database of the kind that tests are run on.
pub type Database = Either<Sqlite, Postgres>;

/// A database of its own, gone with the driver: on SQLite, or on PostgreSQL where `UNDERTONE_TEST_POSTGRES` names a server
/// to make databases on.
///
/// # Panics
///
/// When there is no room for it: tests cannot go on without it.
pub fn temporary() -> Database {
    match std::env::var(SERVER) {
        Ok(server) => Either::Other(Postgres::temporary(&server)),
        Err(_) => Either::One(Sqlite::temporary()),
    }
}

/// What a future says at once; natively nothing is waited for otherwise.
fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}
