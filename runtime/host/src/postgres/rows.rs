//! Rows as they come: the first batch with the answer, the rest as fast as the guest reads.

use super::{
    error::PostgresError,
    lease::{Lease, Task},
    value,
};
use crate::bindings::spin::postgres::postgres::{Column, DbValue, ParameterValue};
use futures::StreamExt;
use std::{
    pin::Pin,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::{Duration, Instant},
};
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::RowStream;

/// Rows sent to the guest at once.
const BATCH_ROWS: usize = 256;
/// Bytes after which a batch is sent although it has fewer rows.
const BATCH_BYTES: usize = 256 << 10;
/// Batches that may wait for the guest before the server waits too.
const BATCHES_AHEAD: usize = 2;

/// One row, in the order of the columns.
pub(crate) type Row = Vec<DbValue>;

/// A running statement: its columns are known, its rows arrive in batches, its outcome at the end.
pub(crate) struct Running {
    pub(crate) columns: Vec<Column>,
    pub(crate) batches: mpsc::Receiver<Vec<Row>>,
    pub(crate) outcome: oneshot::Receiver<Result<(), PostgresError>>,
}

impl Running {
    /// Collects the rows, at most `limit` bytes of them.
    pub(crate) async fn collect(
        mut self,
        limit: usize,
    ) -> Result<(Vec<Column>, Vec<Row>), PostgresError> {
        let (mut rows, mut bytes) = (Vec::new(), 0);
        while let Some(mut batch) = self.batches.recv().await {
            bytes += batch.iter().flatten().map(value::size).sum::<usize>();
            if bytes > limit {
                return Err(PostgresError::TooLarge(limit));
            }
            rows.append(&mut batch);
        }
        let gone = |_| PostgresError::Lost("its reader ended".to_owned());
        self.outcome.await.map_err(gone)??;
        Ok((self.columns, rows))
    }
}

/// Runs a statement up to its first batch. What is short is through then, and its failure is told directly; of the
/// rest a task of its own takes care, which goes on only as the guest reads.
pub(super) async fn run(
    lease: &Arc<Lease>,
    sql: &str,
    values: Vec<ParameterValue>,
) -> Result<Running, PostgresError> {
    let task = Task::new(lease)?;
    let begun = lease.begin(sql, values).await;
    let (columns, stream) = match begun {
        Ok(begun) => begun,
        Err(error) => {
            task.finish(sql, false);
            return Err(error);
        }
    };
    let mut stream = Box::pin(stream);
    let (sender, batches) = mpsc::channel(BATCHES_AHEAD);
    let (done, outcome) = oneshot::channel();
    let (rows, more) = match batch(lease, &mut stream).await {
        Ok(first) => first,
        Err(error) => {
            task.finish(sql, false);
            return Err(error);
        }
    };
    if !rows.is_empty() {
        // There is room: it is the first.
        let _room = sender.try_send(rows);
    }
    if more {
        let begun = task.hand_over();
        tokio::spawn(pump(Arc::clone(lease), begun, stream, sender, done));
    } else {
        task.finish(sql, true);
        // The receiver is in this function's answer.
        let _there = done.send(Ok(()));
    }
    Ok(Running {
        columns,
        batches,
        outcome,
    })
}

/// The next rows, and whether there may be more.
async fn batch(
    lease: &Lease,
    stream: &mut Pin<Box<RowStream>>,
) -> Result<(Vec<Row>, bool), PostgresError> {
    let (mut rows, mut bytes) = (Vec::new(), 0);
    while rows.len() < BATCH_ROWS && bytes < BATCH_BYTES {
        match stream.next().await {
            Some(Ok(row)) => {
                bytes += row.raw_size_bytes();
                rows.push(value::row(&row).map_err(PostgresError::Value)?);
            }
            Some(Err(error)) => return Err(lease.session()?.failure(&error)),
            None => return Ok((rows, false)),
        }
    }
    Ok((rows, true))
}

async fn pump(
    lease: Arc<Lease>,
    begun: Instant,
    mut stream: Pin<Box<RowStream>>,
    sender: mpsc::Sender<Vec<Row>>,
    done: oneshot::Sender<Result<(), PostgresError>>,
) {
    let mut blocked = Duration::ZERO;
    let result = loop {
        let next = tokio::select! {
            next = batch(&lease, &mut stream) => next,
            () = sender.closed() => break None,
        };
        match next {
            Ok((rows, more)) => {
                let waiting = Instant::now();
                if !rows.is_empty() && sender.send(rows).await.is_err() {
                    break None;
                }
                blocked += waiting.elapsed();
                if !more {
                    break Some(Ok(()));
                }
            }
            Err(error) => break Some(Err(error)),
        }
    };
    let ok = !matches!(result, Some(Err(_)));
    lease
        .pool()
        .counters
        .record(begun.elapsed().saturating_sub(blocked), ok);
    if result.is_none()
        && let Ok(session) = lease.session()
    {
        session.abandoned.store(true, Relaxed);
    }
    drop(stream);
    drop(sender);
    // Before the outcome is told: who awaits it may want the connection back in the pool.
    drop(lease);
    // A guest that does not care has dropped its end; one that left the rows gets no outcome either.
    let _unwanted = done.send(result.unwrap_or(Ok(())));
}
