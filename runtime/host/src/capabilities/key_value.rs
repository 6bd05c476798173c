//! `spin:key-value@3.0.0`: persistent, one SQLite file per store.

use super::rows::Batches;
use crate::{
    bindings::spin::key_value::key_value,
    database::{Database, DatabaseError, Row, Value},
    store::Context,
};
use std::sync::Arc;
use wasmtime::component::{Accessor, FutureReader, HasSelf, Resource, StreamReader};

const CREATE: &str =
    "CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID";
const GET: &str = "SELECT value FROM entry WHERE key = ?1";
const SET: &str = "INSERT INTO entry (key, value) VALUES (?1, ?2) \
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
const DELETE: &str = "DELETE FROM entry WHERE key = ?1";
const EXISTS: &str = "SELECT 1 FROM entry WHERE key = ?1";
const KEYS: &str = "SELECT key FROM entry ORDER BY key";

/// An open store of a guest.
pub struct Store(Arc<Database>);

type Keys = (
    StreamReader<String>,
    FutureReader<Result<(), key_value::Error>>,
);

fn failed(error: &DatabaseError) -> key_value::Error {
    key_value::Error::Other(error.to_string())
}

async fn run(
    database: &Arc<Database>,
    statement: &str,
    params: Vec<Value>,
) -> Result<Vec<Row>, key_value::Error> {
    let answer = async {
        let lease = database.connect().await?;
        lease
            .collect(statement.to_owned(), params, usize::MAX)
            .await
    };
    answer
        .await
        .map(|(_, rows)| rows)
        .map_err(|error| failed(&error))
}

fn first_bytes(rows: Vec<Row>) -> Option<Vec<u8>> {
    match rows.into_iter().next()?.into_iter().next()? {
        Value::Blob(bytes) => Some(bytes),
        Value::Text(text) => Some(text.into_bytes()),
        _ => None,
    }
}

fn key(row: Row) -> String {
    match row.into_iter().next() {
        Some(Value::Text(key)) => key,
        _ => String::new(),
    }
}

fn database<T>(
    accessor: &Accessor<T, HasSelf<Context>>,
    store: &Resource<Store>,
) -> wasmtime::Result<Arc<Database>> {
    accessor.with(|mut view| Ok(Arc::clone(&view.get().table.get(store)?.0)))
}

impl key_value::Host for Context {}

impl key_value::HostStore for Context {
    async fn drop(&mut self, store: Resource<Store>) -> wasmtime::Result<()> {
        self.table.delete(store)?;
        Ok(())
    }
}

impl<T: Send> key_value::HostStoreWithStore<T> for HasSelf<Context> {
    async fn open(
        accessor: &Accessor<T, Self>,
        label: String,
    ) -> wasmtime::Result<Result<Resource<Store>, key_value::Error>> {
        let granted = accessor.with(|mut view| view.get().component.key_value.get(&label).cloned());
        let Some(database) = granted else {
            return Ok(Err(key_value::Error::AccessDenied));
        };
        if let Err(error) = run(&database, CREATE, Vec::new()).await {
            return Ok(Err(error));
        }
        Ok(Ok(
            accessor.with(|mut view| view.get().table.push(Store(database)))?
        ))
    }

    async fn get(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
        key: String,
    ) -> wasmtime::Result<Result<Option<Vec<u8>>, key_value::Error>> {
        let database = database(accessor, &store)?;
        Ok(run(&database, GET, vec![Value::Text(key)])
            .await
            .map(first_bytes))
    }

    async fn set(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
        key: String,
        value: Vec<u8>,
    ) -> wasmtime::Result<Result<(), key_value::Error>> {
        let database = database(accessor, &store)?;
        Ok(
            run(&database, SET, vec![Value::Text(key), Value::Blob(value)])
                .await
                .map(drop),
        )
    }

    async fn delete(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
        key: String,
    ) -> wasmtime::Result<Result<(), key_value::Error>> {
        let database = database(accessor, &store)?;
        Ok(run(&database, DELETE, vec![Value::Text(key)])
            .await
            .map(drop))
    }

    async fn exists(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
        key: String,
    ) -> wasmtime::Result<Result<bool, key_value::Error>> {
        let database = database(accessor, &store)?;
        Ok(run(&database, EXISTS, vec![Value::Text(key)])
            .await
            .map(|rows| !rows.is_empty()))
    }

    async fn get_keys(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
    ) -> wasmtime::Result<Keys> {
        let database = database(accessor, &store)?;
        let started = async {
            let lease = database.connect().await?;
            let running = lease
                .start(KEYS.to_owned(), Vec::new())?
                .await
                .map_err(|_| DatabaseError::Closed)??;
            Ok::<_, DatabaseError>((lease, running))
        };
        let started = started.await;
        accessor.with(|mut view| match started {
            Ok((lease, running)) => {
                let keys = StreamReader::new(&mut view, Batches::new(running.batches, key))?;
                let outcome = FutureReader::new(&mut view, async move {
                    let result = running.outcome.await.unwrap_or(Err(DatabaseError::Closed));
                    drop(lease);
                    wasmtime::Result::<_>::Ok(result.map_err(|error| failed(&error)))
                })?;
                Ok((keys, outcome))
            }
            Err(error) => {
                let error = failed(&error);
                let keys = StreamReader::new(&mut view, Vec::<String>::new())?;
                let outcome =
                    FutureReader::new(&mut view, async { wasmtime::Result::<_>::Ok(Err(error)) })?;
                Ok((keys, outcome))
            }
        })
    }
}
