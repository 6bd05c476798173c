//! One statement, outside a transaction.

use spin_sdk::pg::{Connection, ParameterValue};
use spin_sdk::wit_bindgen::StreamResult;

use super::{connection, errors, migrate, value};
use crate::component::records_interface::{Error, Rows, Value};
use crate::patience::{Outcome, patiently};

/// The most rows of an answer.
const MOST_ROWS: usize = 100_000;

/// How many rows are taken over from the host at once.
const ROWS_AT_ONCE: usize = 512;

/// Runs one statement and collects its rows.
pub(crate) async fn query(sql: &str, params: Vec<Value>) -> Result<Rows, Error> {
    let (typed, params) = prepared(sql, params)?;
    alone(sql, async |connection| {
        rows(connection, &typed, params.clone()).await
    })
    .await
}

/// Runs one statement and tells how many rows it changed.
pub(crate) async fn execute(sql: &str, params: Vec<Value>) -> Result<u64, Error> {
    let (typed, params) = prepared(sql, params)?;
    alone(sql, async |connection| {
        changes(connection, &typed, params.clone()).await
    })
    .await
}

/// Runs a statement on a connection of its own, and again where it has changed nothing: there was no connection, the
/// server took it back, or it only reads.
async fn alone<T>(
    sql: &str,
    run: impl AsyncFn(&Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    migrate::once().await?;
    let reads = reads(sql);
    patiently(async || {
        let connection = match connection::take().await {
            Ok(connection) => connection,
            Err(error) => return Outcome::Again(error),
        };
        match run(&connection).await {
            Ok(answer) => Outcome::Done(answer),
            Err(error @ (Error::Serialization | Error::Timeout)) => Outcome::Again(error),
            Err(error @ Error::Unavailable(_)) if reads => Outcome::Again(error),
            Err(error) => Outcome::Failed(error),
        }
    })
    .await
}

/// Whether a statement only reads. What calls functions that write is not written so here.
fn reads(sql: &str) -> bool {
    let first = sql.trim_start().get(..6);
    first.is_some_and(|first| first.eq_ignore_ascii_case("select"))
}

/// The statement with the types of its parameters, and these as PostgreSQL takes them.
pub(super) fn prepared(
    sql: &str,
    params: Vec<Value>,
) -> Result<(String, Vec<ParameterValue>), Error> {
    let typed = dialect::typed(sql, &value::kinds(&params)).into_owned();
    let params = params.into_iter().map(value::to_postgres);
    Ok((typed, params.collect::<Result<_, _>>()?))
}

/// Runs a prepared statement and takes over all its rows.
pub(super) async fn rows(
    connection: &Connection,
    typed: &str,
    params: Vec<ParameterValue>,
) -> Result<Rows, Error> {
    let answer = connection.query(typed, params).await;
    let (columns, mut stream, outcome) = answer.map_err(errors::failed)?.into_inner();
    let mut rows = Vec::new();
    loop {
        let (status, batch) = stream.read(Vec::with_capacity(ROWS_AT_ONCE)).await;
        for row in batch {
            let row: Result<Vec<_>, _> = row.into_iter().map(value::from_postgres).collect();
            rows.push(row?);
        }
        if rows.len() > MOST_ROWS {
            return Err(Error::Invalid(format!(
                "the answer has more than {MOST_ROWS} rows"
            )));
        }
        if !matches!(status, StreamResult::Complete(_)) {
            break;
        }
    }
    outcome.await.map_err(errors::of_host)?;
    Ok(Rows {
        columns: columns.into_iter().map(|column| column.name).collect(),
        rows,
    })
}

/// Runs a prepared statement and tells how many rows it changed.
pub(super) async fn changes(
    connection: &Connection,
    typed: &str,
    params: Vec<ParameterValue>,
) -> Result<u64, Error> {
    connection
        .execute(typed, params)
        .await
        .map_err(errors::failed)
}
