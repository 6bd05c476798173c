//! The lake's catalog in the records.

use dialect::{Answer, Error, Value};
use lakehouse::catalog::Catalog;

use crate::{Driver, Records, Transaction};

impl<D: Driver> Catalog for Records<D> {
    async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        self.query(sql, params).await
    }

    async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        self.execute(sql, params).await
    }
}

impl<D: Driver> Catalog for Transaction<D> {
    async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        self.query(sql, params).await
    }

    async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        self.execute(sql, params).await
    }
}
