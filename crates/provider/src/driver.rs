//! How a database is reached.

use std::future::Future;
use std::time::Duration;

use dialect::{Answer, Dialect, Error, Value};

/// A way to a database.
pub trait Driver {
    /// What statements run on.
    type Connection: Connection;

    /// Which database it leads to.
    fn dialect(&self) -> Dialect;

    /// Opens a connection, or takes one that the host kept.
    fn open(&self) -> impl Future<Output = Result<Self::Connection, Error>>;

    /// Waits.
    fn sleep(&self, time: Duration) -> impl Future<Output = ()>;

    /// After this long nothing is tried again: somebody waits for the answer.
    fn patience(&self) -> Duration {
        Duration::from_secs(5)
    }
}

/// A connection. Whoever drops it takes back what it left open.
///
/// Statements come with the types that [`dialect::typed`] puts beside parameters where the database wants to know them.
pub trait Connection {
    /// Runs a statement and collects its rows.
    fn query(&self, sql: &str, params: Vec<Value>) -> impl Future<Output = Result<Answer, Error>>;

    /// Runs a statement and tells how many rows it changed.
    fn execute(&self, sql: &str, params: Vec<Value>) -> impl Future<Output = Result<u64, Error>>;
}

/// One of two ways, chosen when it starts.
#[derive(Clone, Debug)]
pub enum Either<A, B> {
    /// The one.
    One(A),
    /// The other.
    Other(B),
}

impl<A: Driver, B: Driver> Driver for Either<A, B> {
    type Connection = Either<A::Connection, B::Connection>;

    fn dialect(&self) -> Dialect {
        match self {
            Self::One(driver) => driver.dialect(),
            Self::Other(driver) => driver.dialect(),
        }
    }

    async fn open(&self) -> Result<Self::Connection, Error> {
        Ok(match self {
            Self::One(driver) => Either::One(driver.open().await?),
            Self::Other(driver) => Either::Other(driver.open().await?),
        })
    }

    async fn sleep(&self, time: Duration) {
        match self {
            Self::One(driver) => driver.sleep(time).await,
            Self::Other(driver) => driver.sleep(time).await,
        }
    }

    fn patience(&self) -> Duration {
        match self {
            Self::One(driver) => driver.patience(),
            Self::Other(driver) => driver.patience(),
        }
    }
}

impl<A: Connection, B: Connection> Connection for Either<A, B> {
    async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        match self {
            Self::One(connection) => connection.query(sql, params).await,
            Self::Other(connection) => connection.query(sql, params).await,
        }
    }

    async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        match self {
            Self::One(connection) => connection.execute(sql, params).await,
            Self::Other(connection) => connection.execute(sql, params).await,
        }
    }
}

/// What is asked of a connection.
pub(crate) trait Ask {
    /// What it answers.
    type Answer;

    /// Asks it.
    fn of(
        connection: &impl Connection,
        sql: &str,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<Self::Answer, Error>>;
}

/// The rows of a statement.
pub(crate) struct Rows;

/// How many rows a statement changed.
pub(crate) struct Changes;

impl Ask for Rows {
    type Answer = Answer;

    async fn of(
        connection: &impl Connection,
        sql: &str,
        params: Vec<Value>,
    ) -> Result<Answer, Error> {
        connection.query(sql, params).await
    }
}

impl Ask for Changes {
    type Answer = u64;

    async fn of(connection: &impl Connection, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        connection.execute(sql, params).await
    }
}
