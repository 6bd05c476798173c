//! The records: one statement at a time, or several in a transaction.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dialect::{Answer, Dialect, Error, Value};

use crate::connections::Connections;
use crate::driver::{Ask, Changes, Rows};
use crate::patience::Patience;
use crate::{Driver, Transaction, installation, migrate};

/// The records of one database. Cheap to clone.
///
/// The first use brings the schema up to date.
pub struct Records<D: Driver>(Arc<Inner<D>>);

struct Inner<D: Driver> {
    connections: Connections<D>,
    // The data folder that has to be of the same installation.
    folder: Option<PathBuf>,
    up_to_date: AtomicBool,
    // Only what was found right is remembered: what is refused may be put right while an instance lives.
    right: AtomicBool,
}

impl<D: Driver> Clone for Records<D> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<D: Driver> Records<D> {
    /// Records by themselves.
    pub fn new(driver: D) -> Self {
        Self::with(driver, None)
    }

    /// Records that are used only together with the data folder of their installation; at their first use they are made
    /// one.
    pub fn beside(folder: impl Into<PathBuf>, driver: D) -> Self {
        Self::with(driver, Some(folder.into()))
    }

    fn with(driver: D, folder: Option<PathBuf>) -> Self {
        Self(Arc::new(Inner {
            connections: Connections::new(driver),
            folder,
            up_to_date: AtomicBool::new(false),
            right: AtomicBool::new(false),
        }))
    }

    /// Which database answers.
    pub fn dialect(&self) -> Dialect {
        self.0.connections.driver.dialect()
    }

    /// Runs one statement and collects its rows.
    pub async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        self.ready().await?;
        self.alone::<Rows>(sql, params).await
    }

    /// Runs one statement and tells how many rows it changed.
    pub async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        self.ready().await?;
        self.alone::<Changes>(sql, params).await
    }

    /// Begins a transaction that writes; on SQLite it takes the write lock at once.
    pub async fn begin(&self) -> Result<Transaction<D>, Error> {
        self.ready().await?;
        let begin = migrate::begin(self.dialect());
        // It has done nothing yet that a second try could do twice.
        let (connection, _) = self.patiently::<Changes>(begin, Vec::new(), true).await?;
        Ok(Transaction::on(connection, self.clone()))
    }

    /// Makes sure that the schema is up to date and the data folder the right one. What touches files alone asks this
    /// first; what asks the records is refused by them.
    pub async fn ready(&self) -> Result<(), Error> {
        if !self.0.up_to_date.load(Ordering::Relaxed) {
            migrate::bring_up_to_date(self).await?;
            self.0.up_to_date.store(true, Ordering::Relaxed);
        }
        if let Some(folder) = &self.0.folder
            && !self.0.right.load(Ordering::Relaxed)
        {
            installation::check(self, folder).await?;
            self.0.right.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Runs a statement on a connection of its own.
    pub(crate) async fn alone<A: Ask>(
        &self,
        sql: &str,
        params: Vec<Value>,
    ) -> Result<A::Answer, Error> {
        let told = self.patiently::<A>(sql, params, reads(sql)).await;
        told.map(|(connection, answer)| {
            self.connections().give_back(connection);
            answer
        })
    }

    /// Runs a statement, and again where it has changed nothing: there was no connection, the database was locked or
    /// took it back, or it is harmless. Tells which connection it ran on.
    async fn patiently<A: Ask>(
        &self,
        sql: &str,
        params: Vec<Value>,
        harmless: bool,
    ) -> Result<(D::Connection, A::Answer), Error> {
        let sql = worded(self.dialect(), sql, &params);
        let mut patience = self.patience();
        loop {
            let connection = self.connections().take(&mut patience).await?;
            let error = match A::of(&connection, &sql, params.clone()).await {
                Ok(answer) => return Ok((connection, answer)),
                Err(error) => error,
            };
            // Nobody waits with a connection in hand.
            drop(connection);
            if !self.may_repeat(&error, harmless) || !patience.lasts().await {
                return Err(error);
            }
        }
    }

    /// Whether what failed so may be done again.
    pub(crate) fn may_repeat(&self, error: &Error, harmless: bool) -> bool {
        match error {
            Error::Timeout | Error::Serialization => true,
            // A server comes back; an embedded database that cannot be opened stays so.
            Error::Unavailable(_) => harmless && self.dialect() == Dialect::Postgres,
            _ => false,
        }
    }

    pub(crate) fn connections(&self) -> &Connections<D> {
        &self.0.connections
    }

    pub(crate) fn patience(&self) -> Patience<'_, D> {
        Patience::new(&self.0.connections.driver)
    }
}

/// A statement as the database wants it.
pub(crate) fn worded<'s>(dialect: Dialect, sql: &'s str, params: &[Value]) -> Cow<'s, str> {
    match dialect {
        Dialect::Sqlite => Cow::Borrowed(sql),
        Dialect::Postgres => dialect::typed(sql, params),
    }
}

/// Whether a statement only reads. What calls functions that write is not written so here.
fn reads(sql: &str) -> bool {
    let first = sql.trim_start().get(..6);
    first.is_some_and(|first| first.eq_ignore_ascii_case("select"))
}
