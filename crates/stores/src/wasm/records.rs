//! Records over the imported interface.

use send_wrapper::SendWrapper;

use super::bindings::undertone::storage::records as wit;
use crate::records::{Answer, Dialect};
use crate::{Error, Value};

#[derive(Clone)]
pub(crate) struct Records;

pub(crate) struct Transaction(pub(super) wit::Transaction);

impl Records {
    pub(crate) fn connect() -> Self {
        Self
    }

    pub(crate) async fn dialect(&self) -> Dialect {
        match SendWrapper::new(wit::current_dialect()).await {
            wit::Dialect::Sqlite => Dialect::Sqlite,
            wit::Dialect::Postgres => Dialect::Postgres,
        }
    }

    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        let answer = SendWrapper::new(wit::query(sql.to_owned(), values(params))).await?;
        answer.try_into()
    }

    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        Ok(SendWrapper::new(wit::execute(sql.to_owned(), values(params))).await?)
    }

    pub(crate) async fn begin(&self) -> Result<Transaction, Error> {
        Ok(Transaction(
            SendWrapper::new(wit::Transaction::begin()).await?,
        ))
    }
}

impl Transaction {
    pub(crate) async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        let answer = SendWrapper::new(self.0.query(sql.to_owned(), values(params))).await?;
        answer.try_into()
    }

    pub(crate) async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        Ok(SendWrapper::new(self.0.execute(sql.to_owned(), values(params))).await?)
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        Ok(SendWrapper::new(self.0.commit()).await?)
    }
}

fn values(params: Vec<Value>) -> Vec<wit::Value> {
    params.into_iter().map(Into::into).collect()
}
