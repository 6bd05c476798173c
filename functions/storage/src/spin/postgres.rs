//! PostgreSQL over `spin:postgres`.

use std::time::Duration;

use dialect::{Answer, Dialect, Error, Value};
use provider::{Connection, Driver};
use spin_sdk::pg;
use spin_sdk::wit_bindgen::StreamResult;

use super::ROWS_AT_ONCE;
use super::postgres_errors::{failed, of_host};
use super::postgres_value::{from_postgres, to_postgres};

/// The server of an address.
pub(crate) struct Postgres {
    url: String,
}

/// A connection, which the host takes back and rolls back when it is dropped.
pub(crate) struct PostgresConnection(pg::Connection);

impl Postgres {
    pub(crate) fn at(url: &str) -> Self {
        let url = url.trim().to_owned();
        Self { url }
    }
}

impl Driver for Postgres {
    type Connection = PostgresConnection;

    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn open(&self) -> Result<PostgresConnection, Error> {
        let opened = pg::Connection::open(self.url.as_str()).await;
        opened.map(PostgresConnection).map_err(failed)
    }

    async fn sleep(&self, time: Duration) {
        spin_sdk::time::sleep(time).await;
    }
}

impl Connection for PostgresConnection {
    async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        let params: Vec<_> = params.into_iter().map(to_postgres).collect();
        let result = self.0.query(sql, params).await.map_err(failed)?;
        let (columns, mut stream, outcome) = result.into_inner();
        let mut answer = Answer::new(columns.into_iter().map(|column| column.name).collect());
        loop {
            let (status, batch) = stream.read(Vec::with_capacity(ROWS_AT_ONCE)).await;
            for row in batch {
                let row: Result<_, Error> = row.into_iter().map(from_postgres).collect();
                answer.push(row?)?;
            }
            if !matches!(status, StreamResult::Complete(_)) {
                break;
            }
        }
        outcome.await.map_err(of_host)?;
        Ok(answer)
    }

    async fn execute(&self, sql: &str, params: Vec<Value>) -> Result<u64, Error> {
        let params: Vec<_> = params.into_iter().map(to_postgres).collect();
        self.0.execute(sql, params).await.map_err(failed)
    }
}
