//! Writes a table by binary COPY, some tens of thousands of rows in a transaction.

use bytes::Bytes;
use futures::{SinkExt, pin_mut};
use schema::Database;
use tokio::sync::mpsc::Receiver;
use tokio_postgres::Client;

use crate::{
    Error,
    ledger::{self, TableState},
    progress::{Event, Listener},
    table::{Batch, Moved},
    value::{Sum, wire},
};

/// Writes what comes in and notes after each transaction how far it is; returns when all is in.
pub async fn load(
    database: &Database,
    client: &Client,
    table: &Moved,
    mut state: TableState,
    mut from: Receiver<Result<Batch, Error>>,
    rows_at_once: u64,
    listener: &mut Listener<'_>,
) -> Result<TableState, Error> {
    let failed = |error| database.postgres(error);
    let mut sum = state.sum().unwrap_or_default();
    while !state.done {
        client.batch_execute("BEGIN").await.map_err(failed)?;
        let part = copy(database, client, table, &mut state, &mut from, rows_at_once).await;
        let part = match part {
            Ok(part) => part,
            Err(error) => {
                // The first error is the one to tell.
                let _undone = client.batch_execute("ROLLBACK").await;
                return Err(error);
            }
        };
        sum.add(part);
        state.sum = sum.to_string();
        let (item, value) = ledger::table_item(&table.name, &state)?;
        client
            .execute(ledger::PUT, &[&item, &value])
            .await
            .map_err(failed)?;
        client.batch_execute("COMMIT").await.map_err(failed)?;
        listener(Event::Rows { rows: part.rows });
    }
    Ok(state)
}

/// One COPY.
async fn copy(
    database: &Database,
    client: &Client,
    table: &Moved,
    state: &mut TableState,
    from: &mut Receiver<Result<Batch, Error>>,
    rows_at_once: u64,
) -> Result<Sum, Error> {
    let failed = |error| database.postgres(error);
    let statement = format!(
        "COPY {} ({}) FROM STDIN (FORMAT binary)",
        table.quoted(),
        table.column_list()
    );
    let sink = client
        .copy_in::<_, Bytes>(&statement)
        .await
        .map_err(failed)?;
    pin_mut!(sink);
    sink.send(Bytes::from_static(wire::HEAD))
        .await
        .map_err(failed)?;
    let mut part = Sum::default();
    while part.rows < rows_at_once {
        let Some(batch) = from.recv().await else {
            state.done = true;
            break;
        };
        let batch = batch?;
        sink.send(Bytes::from(batch.tuples)).await.map_err(failed)?;
        part.add(batch.sum);
        state.last = batch.last;
    }
    sink.send(Bytes::from_static(wire::TAIL))
        .await
        .map_err(failed)?;
    sink.as_mut().finish().await.map_err(failed)?;
    Ok(part)
}
