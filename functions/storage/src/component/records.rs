//! The interface `records`.

use std::cell::Cell;

use super::records_interface::{self as wit, Dialect, Error, Rows, Value};
use super::{Provider, installation};
use crate::{postgres, sqlite};
use settings::{DATABASE_URL, Database};

/// A transaction of the configured database.
pub(crate) enum Transaction {
    /// On SQLite.
    Sqlite(sqlite::Transaction),
    /// On PostgreSQL.
    Postgres(postgres::Transaction),
}

impl wit::Guest for Provider {
    type Transaction = Transaction;

    async fn current_dialect() -> Dialect {
        match configured().await {
            Ok(Database::Sqlite) => Dialect::Sqlite,
            // Statements then say why they are refused.
            Ok(Database::Postgres) | Err(_) => Dialect::Postgres,
        }
    }

    async fn query(statement: String, params: Vec<Value>) -> Result<Rows, Error> {
        match ready().await? {
            Database::Sqlite => sqlite::query(&statement, params).await,
            Database::Postgres => postgres::query(&statement, params).await,
        }
    }

    async fn execute(statement: String, params: Vec<Value>) -> Result<u64, Error> {
        match ready().await? {
            Database::Sqlite => sqlite::execute(&statement, params).await,
            Database::Postgres => postgres::execute(&statement, params).await,
        }
    }
}

impl wit::GuestTransaction for Transaction {
    async fn begin() -> Result<wit::Transaction, Error> {
        Ok(wit::Transaction::new(match ready().await? {
            Database::Sqlite => Self::Sqlite(sqlite::Transaction::begin().await?),
            Database::Postgres => Self::Postgres(postgres::Transaction::begin().await?),
        }))
    }

    async fn query(&self, statement: String, params: Vec<Value>) -> Result<Rows, Error> {
        match self {
            Self::Sqlite(transaction) => transaction.query(&statement, params).await,
            Self::Postgres(transaction) => transaction.query(&statement, params).await,
        }
    }

    async fn execute(&self, statement: String, params: Vec<Value>) -> Result<u64, Error> {
        match self {
            Self::Sqlite(transaction) => transaction.execute(&statement, params).await,
            Self::Postgres(transaction) => transaction.execute(&statement, params).await,
        }
    }

    async fn commit(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
    }
}

/// The configured database, once it is known to belong to the data folder.
pub(super) async fn ready() -> Result<Database, Error> {
    let database = configured().await?;
    installation::checked(database).await?;
    Ok(database)
}

thread_local! {
    // A variable does not change while an instance lives.
    static CONFIGURED: Cell<Option<Database>> = const { Cell::new(None) };
}

/// Which database the variable `database_url` names.
async fn configured() -> Result<Database, Error> {
    if let Some(database) = CONFIGURED.get() {
        return Ok(database);
    }
    // A manifest that does not hand the variable over leaves it empty.
    let url = spin_sdk::variables::get("database_url")
        .await
        .unwrap_or_default();
    let database = DATABASE_URL
        .read(Some(&url))
        .map_err(|wrong| Error::Misconfigured(wrong.to_string()))?;
    CONFIGURED.set(Some(database));
    Ok(database)
}
