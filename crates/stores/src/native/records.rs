//! Records in a temporary database of the chosen kind.

#![expect(
    clippy::unused_async,
    reason = "the component's counterparts wait for the provider"
)]

use super::{postgres, sqlite};
use crate::records::{Answer, Dialect};
use crate::{Error, Value};

/// `postgres://user:password@host:port/database` of a server on which databases may be made.
const SERVER: &str = "UNDERTONE_TEST_POSTGRES";

#[derive(Clone)]
pub(crate) enum Records {
    Sqlite(sqlite::Records),
    Postgres(postgres::Records),
}

pub(crate) enum Transaction {
    Sqlite(sqlite::Transaction),
    Postgres(postgres::Transaction),
}

impl Records {
    pub(crate) fn in_memory() -> Self {
        match std::env::var(SERVER) {
            Ok(server) => Self::Postgres(postgres::Records::on(&server)),
            Err(_) => Self::Sqlite(sqlite::Records::in_memory()),
        }
    }

    pub(crate) async fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        match self {
            Self::Sqlite(records) => records.query(sql, params),
            Self::Postgres(records) => records.query(sql, &params),
        }
    }

    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        match self {
            Self::Sqlite(records) => records.execute(sql, params),
            Self::Postgres(records) => records.execute(sql, &params),
        }
    }

    pub(crate) async fn begin(&self) -> Result<Transaction, Error> {
        Ok(match self {
            Self::Sqlite(records) => Transaction::Sqlite(records.begin()?),
            Self::Postgres(records) => Transaction::Postgres(records.begin()?),
        })
    }
}

impl Transaction {
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        match self {
            Self::Sqlite(transaction) => transaction.query(sql, params),
            Self::Postgres(transaction) => transaction.query(sql, &params),
        }
    }

    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        match self {
            Self::Sqlite(transaction) => transaction.execute(sql, params),
            Self::Postgres(transaction) => transaction.execute(sql, &params),
        }
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(transaction) => transaction.commit(),
            Self::Postgres(transaction) => transaction.commit(),
        }
    }
}
