//! A temporary database on a PostgreSQL server.

mod database;
mod value;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use ::postgres::Client;
use ::postgres::types::ToSql;
use dialect::{Answer, Dialect, Error, Value};

use super::PATIENCE;
use crate::connections::lock;
use crate::{Connection, Driver};
use database::Database;
use value::{Cell, Parameter};

/// PostgreSQL over the wire. Clones share the database.
#[derive(Clone)]
pub struct Postgres(Arc<Pool>);

struct Pool {
    // Before the database, which cannot be removed while somebody is connected.
    free: Mutex<Vec<Client>>,
    database: Database,
}

/// A connection, given back when it is dropped.
pub struct PostgresConnection {
    pool: Arc<Pool>,
    // None only while it is dropped.
    client: Mutex<Option<Client>>,
    in_transaction: AtomicBool,
}

impl Postgres {
    /// A database of its own, removed with the driver.
    ///
    /// # Panics
    ///
    /// When the server does not make one.
    pub fn temporary(server: &str) -> Self {
        Self::to(Database::migrated(server))
    }

    fn to(database: Database) -> Self {
        let free = Mutex::default();
        Self(Arc::new(Pool { free, database }))
    }
}

impl Driver for Postgres {
    type Connection = PostgresConnection;

    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn open(&self) -> Result<PostgresConnection, Error> {
        let free = lock(&self.0.free).pop();
        let client = free.map_or_else(|| self.0.database.connect(), Ok);
        Ok(PostgresConnection {
            pool: self.0.clone(),
            client: Mutex::new(Some(client.map_err(failed)?)),
            in_transaction: AtomicBool::new(false),
        })
    }

    async fn sleep(&self, time: Duration) {
        thread::sleep(time);
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }
}

impl Connection for PostgresConnection {
    async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        self.with(|client| {
            let statement = client.prepare(sql).map_err(failed)?;
            let names = statement.columns().iter();
            let mut answer = Answer::new(names.map(|column| column.name().to_owned()).collect());
            let params: Vec<_> = params.iter().map(Parameter).collect();
            let found = client.query(&statement, &references(&params));
            for row in found.map_err(failed)? {
                let cell = |at| row.try_get::<_, Cell>(at).map(|cell| cell.0);
                let cells = (0..row.len()).map(cell).collect::<Result<_, _>>();
                answer.push(cells.map_err(failed)?)?;
            }
            Ok(answer)
        })
    }

    async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        let params: Vec<_> = params.iter().map(Parameter).collect();
        let done = self.with(|client| client.execute(sql, &references(&params)).map_err(failed))?;
        match sql {
            "BEGIN" => self.in_transaction.store(true, Ordering::Relaxed),
            "COMMIT" => self.in_transaction.store(false, Ordering::Relaxed),
            _ => {}
        }
        Ok(done)
    }
}

impl PostgresConnection {
    fn with<T>(&self, run: impl FnOnce(&mut Client) -> Result<T, Error>) -> Result<T, Error> {
        match lock(&self.client).as_mut() {
            Some(client) => run(client),
            None => Err(Error::Unavailable("the connection was lost".to_owned())),
        }
    }
}

impl Drop for PostgresConnection {
    fn drop(&mut self) {
        // A closed connection rolls back; one whose rollback fails is closed.
        if let Some(mut client) = lock(&self.client).take()
            && (!self.in_transaction.load(Ordering::Relaxed)
                || client.batch_execute("ROLLBACK").is_ok())
            && !client.is_closed()
        {
            lock(&self.pool.free).push(client);
        }
    }
}

fn references<'p>(params: &'p [Parameter<'_>]) -> Vec<&'p (dyn ToSql + Sync)> {
    params.iter().map(|param| param as _).collect()
}

/// As a host tells it: the server's code and words.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it takes the error of a result"
)]
fn failed(error: ::postgres::Error) -> Error {
    match error.as_db_error() {
        Some(told) => {
            let code = told.code().code();
            Error::from_postgres(code, format!("{} ({code})", told.message()))
        }
        None if error.is_closed() => Error::Unavailable(error.to_string()),
        None => {
            let cause = std::error::Error::source(&error);
            Error::Invalid(format!("{error}: {cause:?}"))
        }
    }
}
