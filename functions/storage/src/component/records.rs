//! The interface `records`.

use dialect::Dialect;
use provider::Transaction;

use super::records_interface::{self as wit, Error, Rows, Value};
use super::records_words::{failed, rows, values};
use super::{Provider, stores};
use crate::spin::Database;

impl wit::Guest for Provider {
    type Transaction = Transaction<Database>;

    async fn current_dialect() -> wit::Dialect {
        match stores().await.map(|stores| stores.records.dialect()) {
            Ok(Dialect::Sqlite) => wit::Dialect::Sqlite,
            // Statements then say why they are refused.
            Ok(Dialect::Postgres) | Err(_) => wit::Dialect::Postgres,
        }
    }

    async fn query(statement: String, params: Vec<Value>) -> Result<Rows, Error> {
        let records = stores().await.map_err(failed)?.records;
        let answer = records.query(&statement, values(params)?).await;
        answer.map(rows).map_err(failed)
    }

    async fn execute(statement: String, params: Vec<Value>) -> Result<u64, Error> {
        let records = stores().await.map_err(failed)?.records;
        let done = records.execute(&statement, values(params)?).await;
        done.map_err(failed)
    }
}

impl wit::GuestTransaction for Transaction<Database> {
    async fn begin() -> Result<wit::Transaction, Error> {
        let begun = stores().await.map_err(failed)?.records.begin().await;
        begun.map(wit::Transaction::new).map_err(failed)
    }

    async fn query(&self, statement: String, params: Vec<Value>) -> Result<Rows, Error> {
        let answer = self.query(&statement, values(params)?).await;
        answer.map(rows).map_err(failed)
    }

    async fn execute(&self, statement: String, params: Vec<Value>) -> Result<u64, Error> {
        let done = self.execute(&statement, values(params)?).await;
        done.map_err(failed)
    }

    async fn commit(&self) -> Result<(), Error> {
        self.commit().await.map_err(failed)
    }
}
