//! Writes a table by prepared inserts, some tens of thousands of rows in a transaction.

use rusqlite::{
    Statement,
    types::{Null, Value},
};
use schema::Database;
use tokio::sync::mpsc::Receiver;

use super::{Shared, lock};
use crate::{
    Error,
    ledger::{self, TableState},
    progress::{Event, Listener},
    table::{Batch, Moved, in_words},
    value::{Cell, Fault, Sum, compact, wire},
};

/// Writes what comes in and notes after each transaction how far it is; returns when all is in.
pub async fn load(
    database: &Database,
    connection: &Shared,
    table: &Moved,
    mut state: TableState,
    mut from: Receiver<Result<Batch, Error>>,
    rows_at_once: u64,
    listener: &mut Listener<'_>,
) -> Result<TableState, Error> {
    let mut sum = state.sum().unwrap_or_default();
    while !state.done {
        let mut part = Sum::default();
        let mut batches = Vec::new();
        while part.rows < rows_at_once {
            let Some(batch) = from.recv().await else {
                state.done = true;
                break;
            };
            let batch = batch?;
            part.add(batch.sum);
            state.last = batch.last;
            batches.push(batch.tuples);
        }
        sum.add(part);
        state.sum = sum.to_string();
        write(database, connection, table, &state, &batches)?;
        listener(Event::Rows { rows: part.rows });
    }
    Ok(state)
}

/// One transaction.
fn write(
    database: &Database,
    connection: &Shared,
    table: &Moved,
    state: &TableState,
    batches: &[Vec<u8>],
) -> Result<(), Error> {
    let failed = |error| database.sqlite(error);
    let mut connection = lock(connection);
    let transaction = connection.transaction().map_err(failed)?;
    let places: Vec<_> = (1..=table.columns.len())
        .map(|place| format!("?{place}"))
        .collect();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({})",
        table.quoted(),
        table.column_list(),
        places.join(", ")
    );
    let kinds = table.kinds();
    {
        let mut statement = transaction.prepare(&sql).map_err(failed)?;
        for tuples in batches {
            let (mut at, mut cells) = (0, Vec::with_capacity(kinds.len()));
            while at < tuples.len() {
                let read = wire::decode(&tuples[at..], &kinds, &mut cells);
                let length = read
                    .and_then(|length| length.ok_or((0, Fault::Form)))
                    .map_err(|fault| table.fault("unknown", fault))?;
                at += length;
                for (number, cell) in cells.iter().enumerate() {
                    if matches!(cell, Cell::Real(value) if value.is_nan()) {
                        let key = in_words(table.key_of(&cells).as_ref());
                        return Err(table.fault(&key, (number, Fault::NotANumber)));
                    }
                    bind(&mut statement, number + 1, cell).map_err(failed)?;
                }
                statement.raw_execute().map_err(failed)?;
            }
        }
    }
    transaction
        .execute(ledger::PUT, ledger::table_item(&table.name, state)?)
        .map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(())
}

fn bind(statement: &mut Statement<'_>, place: usize, cell: &Cell<'_>) -> rusqlite::Result<()> {
    match *cell {
        Cell::Null => statement.raw_bind_parameter(place, Null),
        Cell::Integer(value) | Cell::Moment(value) => statement.raw_bind_parameter(place, value),
        Cell::Boolean(value) => statement.raw_bind_parameter(place, value),
        Cell::Real(value) => statement.raw_bind_parameter(place, value),
        Cell::Text(value) => statement.raw_bind_parameter(place, value),
        Cell::Json(value) => statement.raw_bind_parameter(place, Value::Text(compact(value))),
        Cell::Uuid(value) => statement.raw_bind_parameter(place, value.to_string()),
        Cell::Bytes(value) => statement.raw_bind_parameter(place, value),
    }
}
