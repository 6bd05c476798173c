//! The interface `records`.

use super::Provider;
use super::records_interface::{self as wit, Dialect, Error, Rows, Value};
use crate::settings::{self, Database, NO_POSTGRES};
use crate::sqlite;

/// A transaction of the configured database.
pub(crate) struct Transaction(pub(super) sqlite::Transaction);

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
        available().await?;
        sqlite::query(&statement, params).await
    }

    async fn execute(statement: String, params: Vec<Value>) -> Result<u64, Error> {
        available().await?;
        sqlite::execute(&statement, params).await
    }
}

impl wit::GuestTransaction for Transaction {
    async fn begin() -> Result<wit::Transaction, Error> {
        available().await?;
        Ok(wit::Transaction::new(Self(
            sqlite::Transaction::begin().await?,
        )))
    }

    async fn query(&self, statement: String, params: Vec<Value>) -> Result<Rows, Error> {
        self.0.query(&statement, params).await
    }

    async fn execute(&self, statement: String, params: Vec<Value>) -> Result<u64, Error> {
        self.0.execute(&statement, params).await
    }

    async fn commit(&self) -> Result<(), Error> {
        self.0.commit().await
    }
}

/// Which database the variable `database_url` names.
async fn configured() -> Result<Database, settings::UnknownDatabase> {
    // A manifest that does not hand the variable over leaves it empty.
    let url = spin_sdk::variables::get("database_url")
        .await
        .unwrap_or_default();
    settings::database(&url)
}

/// Whether this build can use the configured database.
async fn available() -> Result<(), Error> {
    match configured().await {
        Ok(Database::Sqlite) => Ok(()),
        Ok(Database::Postgres) => Err(Error::Unavailable(NO_POSTGRES.to_owned())),
        Err(unknown) => Err(Error::Unavailable(unknown.to_string())),
    }
}
