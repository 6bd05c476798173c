//! Records over the imported interface.

use std::cell::Cell;

use send_wrapper::SendWrapper;

use super::bindings::undertone::storage::records as wit;
use crate::records::{Answer, Dialect};
use crate::{Error, Value};

#[derive(Clone)]
pub(crate) struct Records;

pub(crate) struct Transaction {
    pub(super) inner: wit::Transaction,
    dialect: Dialect,
}

thread_local! {
    // The database does not change while an instance lives.
    static DIALECT: Cell<Option<Dialect>> = const { Cell::new(None) };
}

impl Records {
    pub(crate) fn connect() -> Self {
        Self
    }

    pub(crate) async fn dialect(&self) -> Dialect {
        if let Some(dialect) = DIALECT.get() {
            return dialect;
        }
        let dialect = match SendWrapper::new(wit::current_dialect()).await {
            wit::Dialect::Sqlite => Dialect::Sqlite,
            wit::Dialect::Postgres => Dialect::Postgres,
        };
        DIALECT.set(Some(dialect));
        dialect
    }

    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        let answer = SendWrapper::new(wit::query(sql.to_owned(), values(params))).await?;
        answer.try_into()
    }

    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        Ok(SendWrapper::new(wit::execute(sql.to_owned(), values(params))).await?)
    }

    pub(crate) async fn begin(&self) -> Result<Transaction, Error> {
        let dialect = self.dialect().await;
        Ok(Transaction {
            inner: SendWrapper::new(wit::Transaction::begin()).await?,
            dialect,
        })
    }
}

impl Transaction {
    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        let answer = SendWrapper::new(self.inner.query(sql.to_owned(), values(params))).await?;
        answer.try_into()
    }

    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        Ok(SendWrapper::new(self.inner.execute(sql.to_owned(), values(params))).await?)
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        Ok(SendWrapper::new(self.inner.commit()).await?)
    }
}

fn values(params: Vec<Value>) -> Vec<wit::Value> {
    params.into_iter().map(Into::into).collect()
}
