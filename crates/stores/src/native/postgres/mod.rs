//! Records in a temporary database on a PostgreSQL server.

mod database;
mod value;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::postgres::Client;
use ::postgres::types::ToSql;
use dialect::Failure;

use super::MOST_ROWS;
use crate::records::Answer;
use crate::{ConstraintKind, Error, Value};
use database::Database;
use value::{Cell, Parameter};

#[derive(Clone)]
pub(crate) struct Records(Arc<Pool>);

struct Pool {
    // Before the database, which cannot be removed while somebody is connected.
    free: Mutex<Vec<Client>>,
    database: Database,
}

pub(crate) struct Transaction {
    pool: Arc<Pool>,
    // None once it has ended.
    client: Mutex<Option<Client>>,
    failed: Mutex<bool>,
}

impl Records {
    pub(super) fn on(server: &str) -> Self {
        Self(Arc::new(Pool {
            free: Mutex::default(),
            database: Database::on(server),
        }))
    }

    pub(super) fn query(&self, sql: &str, params: &[Value]) -> Result<Answer, Error> {
        self.0.with(|client| query(client, sql, params))
    }

    pub(super) fn execute(&self, sql: &str, params: &[Value]) -> Result<u64, Error> {
        self.0.with(|client| execute(client, sql, params))
    }

    pub(super) fn begin(&self) -> Result<Transaction, Error> {
        let mut client = self.0.take()?;
        client.batch_execute("BEGIN")?;
        Ok(Transaction {
            pool: self.0.clone(),
            client: Mutex::new(Some(client)),
            failed: Mutex::default(),
        })
    }
}

impl Transaction {
    pub(super) fn query(&self, sql: &str, params: &[Value]) -> Result<Answer, Error> {
        self.with(|client| query(client, sql, params))
    }

    pub(super) fn execute(&self, sql: &str, params: &[Value]) -> Result<u64, Error> {
        self.with(|client| execute(client, sql, params))
    }

    pub(super) fn commit(&self) -> Result<(), Error> {
        if *lock(&self.failed) {
            return Err(Error::Invalid(
                "a statement of the transaction failed".to_owned(),
            ));
        }
        self.with(|client| Ok(client.batch_execute("COMMIT")?))?;
        if let Some(client) = lock(&self.client).take() {
            self.pool.put_back(client);
        }
        Ok(())
    }

    fn with<T>(&self, run: impl FnOnce(&mut Client) -> Result<T, Error>) -> Result<T, Error> {
        let answer = match lock(&self.client).as_mut() {
            Some(client) => run(client),
            None => Err(Error::Invalid("the transaction has ended".to_owned())),
        };
        *lock(&self.failed) |= answer.is_err();
        // As the provider says it: all of it may be tried again.
        answer.map_err(|error| match error {
            Error::Timeout => Error::Serialization,
            other => other,
        })
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // A closed connection rolls back; one whose rollback fails is closed.
        if let Some(mut client) = lock(&self.client).take()
            && client.batch_execute("ROLLBACK").is_ok()
        {
            self.pool.put_back(client);
        }
    }
}

impl Pool {
    fn take(&self) -> Result<Client, Error> {
        let free = lock(&self.free).pop();
        free.map_or_else(|| Ok(self.database.connect()?), Ok)
    }

    fn put_back(&self, client: Client) {
        lock(&self.free).push(client);
    }

    fn with<T>(&self, run: impl FnOnce(&mut Client) -> Result<T, Error>) -> Result<T, Error> {
        let mut client = self.take()?;
        let answer = run(&mut client);
        self.put_back(client);
        answer
    }
}

/// The guarded value, also after a panic: connections and lists of them stay whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn query(client: &mut Client, sql: &str, params: &[Value]) -> Result<Answer, Error> {
    let (typed, params) = prepared(sql, params);
    let statement = client.prepare(&typed)?;
    let columns = statement.columns().iter();
    let columns = columns.map(|column| column.name().to_owned()).collect();
    let found = client.query(&statement, &references(&params))?;
    if found.len() > MOST_ROWS {
        return Err(Error::Invalid(format!(
            "the answer has more than {MOST_ROWS} rows"
        )));
    }
    let read = |row: ::postgres::Row| {
        let cell = |at| Ok(row.try_get::<_, Cell>(at)?.0);
        (0..row.len()).map(cell).collect::<Result<_, Error>>()
    };
    let rows = found.into_iter().map(read).collect::<Result<_, _>>()?;
    Ok(Answer { columns, rows })
}

fn execute(client: &mut Client, sql: &str, params: &[Value]) -> Result<u64, Error> {
    let (typed, params) = prepared(sql, params);
    Ok(client.execute(typed.as_str(), &references(&params))?)
}

fn prepared<'v>(sql: &str, params: &'v [Value]) -> (String, Vec<Parameter<'v>>) {
    let kinds: Vec<_> = params.iter().map(value::kind).collect();
    let params = params.iter().map(Parameter).collect();
    (dialect::typed(sql, &kinds).into_owned(), params)
}

fn references<'p>(params: &'p [Parameter<'_>]) -> Vec<&'p (dyn ToSql + Sync)> {
    params.iter().map(|param| param as _).collect()
}

impl From<::postgres::Error> for Error {
    fn from(error: ::postgres::Error) -> Self {
        let Some(code) = error.code() else {
            let detail = format!("{error}: {:?}", std::error::Error::source(&error));
            return if error.is_closed() {
                Self::Unavailable(detail)
            } else {
                Self::Invalid(detail)
            };
        };
        let detail = error
            .as_db_error()
            .map_or_else(String::new, ToString::to_string);
        let conflict = |kind, detail| Self::Conflict { kind, detail };
        match dialect::failure(code.code()) {
            Failure::Unique => conflict(ConstraintKind::Unique, detail),
            Failure::ForeignKey => conflict(ConstraintKind::ForeignKey, detail),
            Failure::Check => conflict(ConstraintKind::Check, detail),
            Failure::NotNull => conflict(ConstraintKind::NotNull, detail),
            Failure::Serialization => Self::Serialization,
            Failure::Timeout => Self::Timeout,
            Failure::Invalid => Self::Invalid(detail),
            Failure::Full => Self::Full(detail),
            Failure::Unavailable => Self::Unavailable(detail),
            Failure::Other => Self::Other(detail),
        }
    }
}
