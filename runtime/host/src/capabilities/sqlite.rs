//! `spin:sqlite@3.1.0`: a connection is a lease on one SQLite connection, so it owns its transaction alone.

use super::rows::Batches;
use crate::{
    bindings::spin::sqlite::sqlite,
    database::{DatabaseError, Lease, Row, Value},
    store::Context,
};
use std::sync::Arc;
use wasmtime::component::{Accessor, FutureReader, HasSelf, Resource, StreamReader};

/// An open connection of a guest. Dropped, it rolls back and returns to the pool.
pub struct Connection(Arc<Lease>);

type Opened = Result<Resource<Connection>, sqlite::Error>;
type Streamed = Result<
    (
        Vec<String>,
        StreamReader<sqlite::RowResult>,
        FutureReader<Result<(), sqlite::Error>>,
    ),
    sqlite::Error,
>;

fn failed(error: &DatabaseError) -> sqlite::Error {
    if error.is_full() {
        sqlite::Error::DatabaseFull
    } else {
        sqlite::Error::Io(error.to_string())
    }
}

fn outward(value: Value) -> sqlite::Value {
    match value {
        Value::Integer(value) => sqlite::Value::Integer(value),
        Value::Real(value) => sqlite::Value::Real(value),
        Value::Text(value) => sqlite::Value::Text(value),
        Value::Blob(value) => sqlite::Value::Blob(value),
        Value::Null => sqlite::Value::Null,
    }
}

fn inward(values: Vec<sqlite::Value>) -> Vec<Value> {
    values
        .into_iter()
        .map(|value| match value {
            sqlite::Value::Integer(value) => Value::Integer(value),
            sqlite::Value::Real(value) => Value::Real(value),
            sqlite::Value::Text(value) => Value::Text(value),
            sqlite::Value::Blob(value) => Value::Blob(value),
            sqlite::Value::Null => Value::Null,
        })
        .collect()
}

fn row(row: Row) -> sqlite::RowResult {
    sqlite::RowResult {
        values: row.into_iter().map(outward).collect(),
    }
}

impl Context {
    fn lease(&self, connection: &Resource<Connection>) -> wasmtime::Result<Arc<Lease>> {
        Ok(Arc::clone(&self.table.get(connection)?.0))
    }
}

impl sqlite::Host for Context {}

impl sqlite::HostConnection for Context {
    async fn open(&mut self, database: String) -> wasmtime::Result<Opened> {
        let Some(database) = self.component.sqlite.get(&database).cloned() else {
            return Ok(Err(sqlite::Error::AccessDenied));
        };
        Ok(match database.connect().await {
            Ok(lease) => Ok(self.table.push(Connection(Arc::new(lease)))?),
            Err(error) => Err(failed(&error)),
        })
    }

    async fn execute(
        &mut self,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<sqlite::Value>,
    ) -> wasmtime::Result<Result<sqlite::QueryResult, sqlite::Error>> {
        let lease = self.lease(&connection)?;
        let limit = self.component.limits.memory;
        let answer = lease.collect(statement, inward(parameters), limit).await;
        Ok(answer
            .map(|(columns, rows)| sqlite::QueryResult {
                columns,
                rows: rows.into_iter().map(row).collect(),
            })
            .map_err(|error| failed(&error)))
    }

    async fn last_insert_rowid(
        &mut self,
        connection: Resource<Connection>,
    ) -> wasmtime::Result<i64> {
        Ok(self.lease(&connection)?.last_insert_rowid())
    }

    async fn changes(&mut self, connection: Resource<Connection>) -> wasmtime::Result<u64> {
        Ok(self.lease(&connection)?.changes())
    }

    async fn drop(&mut self, connection: Resource<Connection>) -> wasmtime::Result<()> {
        self.table.delete(connection)?;
        Ok(())
    }
}

impl<T: Send> sqlite::HostConnectionWithStore<T> for HasSelf<Context> {
    async fn open_async(
        accessor: &Accessor<T, Self>,
        database: String,
    ) -> wasmtime::Result<Opened> {
        let granted = accessor.with(|mut view| view.get().component.sqlite.get(&database).cloned());
        let Some(database) = granted else {
            return Ok(Err(sqlite::Error::AccessDenied));
        };
        Ok(match database.connect().await {
            Ok(lease) => {
                let connection = Connection(Arc::new(lease));
                Ok(accessor.with(|mut view| view.get().table.push(connection))?)
            }
            Err(error) => Err(failed(&error)),
        })
    }

    async fn execute_async(
        accessor: &Accessor<T, Self>,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<sqlite::Value>,
    ) -> wasmtime::Result<Streamed> {
        let lease = accessor.with(|mut view| view.get().lease(&connection))?;
        let started = match lease.start(statement, inward(parameters)) {
            Ok(started) => started.await.unwrap_or(Err(DatabaseError::Closed)),
            Err(error) => Err(error),
        };
        let running = match started {
            Ok(running) => running,
            Err(error) => return Ok(Err(failed(&error))),
        };
        let outcome = running.outcome;
        accessor.with(|mut view| {
            let rows = StreamReader::new(&mut view, Batches::new(running.batches, row))?;
            let outcome = FutureReader::new(&mut view, async move {
                let result = outcome.await.unwrap_or(Err(DatabaseError::Closed));
                // The statement reads through this lease: it stays until the last row.
                drop(lease);
                wasmtime::Result::<_>::Ok(result.map_err(|error| failed(&error)))
            })?;
            Ok(Ok((running.columns, rows, outcome)))
        })
    }

    async fn last_insert_rowid_async(
        accessor: &Accessor<T, Self>,
        connection: Resource<Connection>,
    ) -> wasmtime::Result<i64> {
        accessor.with(|mut view| Ok(view.get().lease(&connection)?.last_insert_rowid()))
    }

    async fn changes_async(
        accessor: &Accessor<T, Self>,
        connection: Resource<Connection>,
    ) -> wasmtime::Result<u64> {
        accessor.with(|mut view| Ok(view.get().lease(&connection)?.changes()))
    }
}
