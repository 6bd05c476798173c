//! `spin:postgres@4.2.0`: a connection is a lease on one pooled connection, so it owns its transaction alone.

mod convert;

use super::rows::Batches;
use crate::{
    bindings::spin::postgres::postgres,
    component::Component,
    postgres::{Lease, PostgresError, Row, host},
    store::Context,
};
use convert::failed;
use pg_connect::Address;
use std::sync::Arc;
use wasmtime::component::{Accessor, FutureReader, HasSelf, Resource, StreamReader};

/// An open connection of a guest. Dropped, it rolls back and returns to the pool.
pub struct Connection(Arc<Lease>);

/// An address on its way to becoming a connection.
pub struct Builder {
    address: String,
    root: Option<String>,
}

type Opened = Result<Resource<Connection>, postgres::Error>;
type Streamed = Result<
    (
        Vec<postgres::Column>,
        StreamReader<Row>,
        FutureReader<Result<(), postgres::Error>>,
    ),
    postgres::Error,
>;

impl Context {
    fn postgres(&self, connection: &Resource<Connection>) -> wasmtime::Result<Arc<Lease>> {
        Ok(Arc::clone(&self.table.get(connection)?.0))
    }

    fn address(&self, builder: &Resource<Builder>) -> wasmtime::Result<(String, Option<String>)> {
        let builder = self.table.get(builder)?;
        Ok((builder.address.clone(), builder.root.clone()))
    }
}

/// Opens a connection if the component may.
async fn open(
    component: &Component,
    address: &str,
    root: Option<String>,
) -> Result<Connection, PostgresError> {
    let mut address: Address = address.parse()?;
    if let Some(root) = root {
        address.trust(root)?;
    }
    let allowed = host(&address).is_some_and(|host| {
        component
            .allowed
            .allow_http("postgres", host, address.port())
    });
    if !allowed {
        let place = address.place();
        tracing::warn!(
            event = "outgoing_refused",
            component = &*component.id,
            host = place,
            remedy = format!("add \"postgres://{place}\" to allowed_outbound_hosts"),
        );
        return Err(PostgresError::Denied(place));
    }
    Ok(Connection(Arc::new(
        component.postgres.connect(address).await?,
    )))
}

impl postgres::Host for Context {}

impl postgres::HostConnectionBuilder for Context {
    async fn new(&mut self, address: String) -> wasmtime::Result<Resource<Builder>> {
        let builder = Builder {
            address,
            root: None,
        };
        Ok(self.table.push(builder)?)
    }

    async fn set_ca_root(
        &mut self,
        builder: Resource<Builder>,
        certificate: String,
    ) -> wasmtime::Result<Result<(), postgres::Error>> {
        self.table.get_mut(&builder)?.root = Some(certificate);
        Ok(Ok(()))
    }

    async fn build(&mut self, builder: Resource<Builder>) -> wasmtime::Result<Opened> {
        let (address, root) = self.address(&builder)?;
        let component = Arc::clone(&self.component);
        Ok(match open(&component, &address, root).await {
            Ok(connection) => Ok(self.table.push(connection)?),
            Err(error) => Err(failed(&error)),
        })
    }

    async fn drop(&mut self, builder: Resource<Builder>) -> wasmtime::Result<()> {
        self.table.delete(builder)?;
        Ok(())
    }
}

impl<T: Send> postgres::HostConnectionBuilderWithStore<T> for HasSelf<Context> {
    async fn build_async(
        accessor: &Accessor<T, Self>,
        builder: Resource<Builder>,
    ) -> wasmtime::Result<Opened> {
        let (address, root) = accessor.with(|mut view| view.get().address(&builder))?;
        open_async(accessor, address, root).await
    }
}

async fn open_async<T: Send>(
    accessor: &Accessor<T, HasSelf<Context>>,
    address: String,
    root: Option<String>,
) -> wasmtime::Result<Opened> {
    let component = accessor.with(|mut view| Arc::clone(&view.get().component));
    Ok(match open(&component, &address, root).await {
        Ok(connection) => Ok(accessor.with(|mut view| view.get().table.push(connection))?),
        Err(error) => Err(failed(&error)),
    })
}

impl postgres::HostConnection for Context {
    async fn open(&mut self, address: String) -> wasmtime::Result<Opened> {
        let component = Arc::clone(&self.component);
        Ok(match open(&component, &address, None).await {
            Ok(connection) => Ok(self.table.push(connection)?),
            Err(error) => Err(failed(&error)),
        })
    }

    async fn query(
        &mut self,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<postgres::ParameterValue>,
    ) -> wasmtime::Result<Result<postgres::RowSet, postgres::Error>> {
        let lease = self.postgres(&connection)?;
        let limit = self.component.limits.memory;
        let answer = match lease.query(&statement, parameters).await {
            Ok(running) => running.collect(limit).await,
            Err(error) => Err(error),
        };
        Ok(answer
            .map(|(columns, rows)| postgres::RowSet { columns, rows })
            .map_err(|error| failed(&error)))
    }

    async fn execute(
        &mut self,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<postgres::ParameterValue>,
    ) -> wasmtime::Result<Result<u64, postgres::Error>> {
        let lease = self.postgres(&connection)?;
        let changed = lease.execute(&statement, parameters).await;
        Ok(changed.map_err(|error| failed(&error)))
    }

    async fn drop(&mut self, connection: Resource<Connection>) -> wasmtime::Result<()> {
        self.table.delete(connection)?;
        Ok(())
    }
}

impl<T: Send> postgres::HostConnectionWithStore<T> for HasSelf<Context> {
    async fn open_async(accessor: &Accessor<T, Self>, address: String) -> wasmtime::Result<Opened> {
        open_async(accessor, address, None).await
    }

    async fn query_async(
        accessor: &Accessor<T, Self>,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<postgres::ParameterValue>,
    ) -> wasmtime::Result<Streamed> {
        let lease = accessor.with(|mut view| view.get().postgres(&connection))?;
        let running = match lease.query(&statement, parameters).await {
            Ok(running) => running,
            Err(error) => return Ok(Err(failed(&error))),
        };
        drop(lease);
        let outcome = running.outcome;
        accessor.with(|mut view| {
            let rows = StreamReader::new(&mut view, Batches::new(running.batches, |row| row))?;
            let outcome = FutureReader::new(&mut view, async move {
                let gone = |_| PostgresError::Lost("its reader ended".to_owned());
                let result = outcome.await.map_err(gone).flatten();
                wasmtime::Result::<_>::Ok(result.map_err(|error| failed(&error)))
            })?;
            Ok(Ok((running.columns, rows, outcome)))
        })
    }

    async fn execute_async(
        accessor: &Accessor<T, Self>,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<postgres::ParameterValue>,
    ) -> wasmtime::Result<Result<u64, postgres::Error>> {
        let lease = accessor.with(|mut view| view.get().postgres(&connection))?;
        let changed = lease.execute(&statement, parameters).await;
        Ok(changed.map_err(|error| failed(&error)))
    }
}
