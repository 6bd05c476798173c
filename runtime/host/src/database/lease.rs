//! The pool: a lease is a connection with one owner, and with it the only place an open transaction can be.

use super::{
    connection::Worker,
    log::Look,
    query::{self, DatabaseError, Row, Rows, Value},
    room,
};
use crate::metrics::Sqlite;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    time::{Duration, Instant},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

/// Batches that may wait for the guest before the statement waits too.
const BATCHES_AHEAD: usize = 4;

/// What a committed transaction survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// A power cut: every commit waits for the disk.
    #[default]
    Full,
    /// A crash of the process, not of the machine: faster.
    Normal,
}

impl Durability {
    pub(super) const fn pragma(self) -> &'static str {
        match self {
            Self::Full => "FULL",
            Self::Normal => "NORMAL",
        }
    }
}

/// How a database is opened.
#[derive(Clone, Copy, Debug)]
pub struct DatabaseSettings {
    /// What a commit survives.
    pub durability: Durability,
    /// How long a statement waits for another's lock.
    pub busy_timeout: Duration,
    /// Connections open at once, each with a thread.
    pub connections: usize,
    /// Connections kept open without an owner.
    pub idle: usize,
}

/// A connection that nobody needed for so long is closed.
const KEPT_FOR: Duration = Duration::from_secs(30);

/// One SQLite file and its connections.
pub struct Database {
    path: PathBuf,
    settings: DatabaseSettings,
    /// The one used last is at the end.
    pub(super) idle: Mutex<Vec<(Worker, Instant)>>,
    pub(super) looked: Mutex<Option<Look>>,
    permits: Arc<Semaphore>,
    /// Connections open one after another: switching a new file to WAL does not wait for a lock.
    opening: tokio::sync::Mutex<()>,
    metrics: Arc<Sqlite>,
}

impl Database {
    /// A database at `path`; the file is made when the first connection opens.
    pub fn new(path: PathBuf, settings: DatabaseSettings, metrics: Arc<Sqlite>) -> Arc<Self> {
        Arc::new(Self {
            path,
            settings,
            idle: Mutex::default(),
            looked: Mutex::default(),
            permits: Arc::new(Semaphore::new(settings.connections)),
            opening: tokio::sync::Mutex::default(),
            metrics,
        })
    }

    /// Its file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A connection for one owner. It waits as long as a locked statement would.
    pub(crate) async fn connect(self: &Arc<Self>) -> Result<Lease, DatabaseError> {
        let permits = Arc::clone(&self.permits);
        let permit = tokio::time::timeout(self.settings.busy_timeout, permits.acquire_owned())
            .await
            .map_err(|_| DatabaseError::Exhausted(self.settings.connections))?
            .map_err(|_| DatabaseError::Closed)?;
        let kept = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let worker = if let Some((worker, _)) = kept {
            worker
        } else {
            let _alone = self.opening.lock().await;
            Worker::open(&self.path, self.settings)
                .await
                .map_err(|error| room::explained(error, &self.path))?
        };
        worker.facts.last_insert_rowid.store(0, Ordering::Relaxed);
        worker.facts.changes.store(0, Ordering::Relaxed);
        Ok(Lease {
            database: Arc::clone(self),
            worker: Some(worker),
            permit: Some(permit),
        })
    }
}

/// A connection with one owner. Dropped, it stops its statement, rolls its transaction back and returns.
pub(crate) struct Lease {
    database: Arc<Database>,
    worker: Option<Worker>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Lease {
    fn worker(&self) -> Result<&Worker, DatabaseError> {
        self.worker.as_ref().ok_or(DatabaseError::Closed)
    }

    /// Starts a statement and hands back its columns and its rows as they come.
    pub(crate) fn start(
        &self,
        sql: String,
        params: Vec<Value>,
    ) -> Result<oneshot::Receiver<Result<Rows, DatabaseError>>, DatabaseError> {
        let worker = self.worker()?;
        let (answer, receiver) = oneshot::channel();
        let facts = Arc::clone(&worker.facts);
        let metrics = Arc::clone(&self.database.metrics);
        let database = Arc::clone(&self.database);
        facts.busy.store(true, Ordering::Release);
        worker.send(move |connection| {
            let begun = Instant::now();
            let mut blocked = Duration::ZERO;
            let (sender, batches) = mpsc::channel(BATCHES_AHEAD);
            let (done, outcome) = oneshot::channel();
            let mut first = Some((answer, batches, outcome));
            let result = query::run(
                connection,
                &sql,
                params,
                |columns| {
                    if let Some((answer, batches, outcome)) = first.take() {
                        // A guest that is gone makes the next send fail, which ends the statement.
                        let _gone = answer.send(Ok(Rows {
                            columns,
                            batches,
                            outcome,
                        }));
                    }
                },
                |batch| {
                    let waiting = Instant::now();
                    let taken = sender.blocking_send(batch).is_ok();
                    blocked += waiting.elapsed();
                    taken
                },
            );
            let result = result.map_err(|error| room::explained(error, &database.path));
            facts
                .last_insert_rowid
                .store(connection.last_insert_rowid(), Ordering::Relaxed);
            facts.changes.store(connection.changes(), Ordering::Relaxed);
            facts.busy.store(false, Ordering::Release);
            metrics.record(begun.elapsed().saturating_sub(blocked), result.is_ok());
            drop(sender);
            // Whoever asked may be gone: then nobody needs the outcome.
            match (first, result) {
                (Some((answer, ..)), Err(error)) => drop(answer.send(Err(error))),
                (_, result) => drop(done.send(result)),
            }
        })?;
        Ok(receiver)
    }

    /// Runs a statement and collects its rows, at most `limit` bytes of them.
    pub(crate) async fn collect(
        &self,
        sql: String,
        params: Vec<Value>,
        limit: usize,
    ) -> Result<(Vec<String>, Vec<Row>), DatabaseError> {
        let mut running = self
            .start(sql, params)?
            .await
            .map_err(|_| DatabaseError::Closed)??;
        let (mut rows, mut bytes) = (Vec::new(), 0);
        while let Some(mut batch) = running.batches.recv().await {
            bytes += batch.iter().flatten().map(query::size).sum::<usize>();
            if bytes > limit {
                return Err(DatabaseError::TooLarge(limit));
            }
            rows.append(&mut batch);
        }
        running.outcome.await.map_err(|_| DatabaseError::Closed)??;
        Ok((running.columns, rows))
    }

    /// The row id of the last insert by this owner, 0 before the first.
    pub(crate) fn last_insert_rowid(&self) -> i64 {
        self.worker
            .as_ref()
            .map_or(0, |w| w.facts.last_insert_rowid.load(Ordering::Relaxed))
    }

    /// Rows changed by the last completed statement.
    pub(crate) fn changes(&self) -> u64 {
        self.worker
            .as_ref()
            .map_or(0, |w| w.facts.changes.load(Ordering::Relaxed))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(worker) = self.worker.take() else {
            return;
        };
        worker.interrupt();
        let database = Arc::clone(&self.database);
        let permit = self.permit.take();
        let jobs = worker.jobs();
        let reset = move |connection: &mut rusqlite::Connection| {
            let clean = connection.is_autocommit() || connection.execute_batch("ROLLBACK").is_ok();
            let unchanged = !worker.facts.changed.load(Ordering::Relaxed);
            let mut idle = database.idle.lock().unwrap_or_else(PoisonError::into_inner);
            let gone = unused(&mut idle, Instant::now());
            if clean && unchanged && idle.len() < database.settings.idle {
                idle.push((worker, Instant::now()));
            }
            drop(idle);
            // Closing them writes, perhaps: nobody waits for it with the lock.
            drop(gone);
            drop(permit);
        };
        // A thread that has ended has closed its connection, which rolls back too.
        let _ended = jobs.send(Box::new(reset));
    }
}

/// Takes out what was not used for long.
fn unused<T>(idle: &mut Vec<(T, Instant)>, now: Instant) -> Vec<(T, Instant)> {
    let long = idle.partition_point(|(_, since)| now.duration_since(*since) > KEPT_FOR);
    idle.drain(..long).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_used_for_long_is_given_back() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut idle = vec![("first", at(0)), ("second", at(20)), ("third", at(40))];
        assert_eq!(unused(&mut idle, at(30)), []);
        assert_eq!(
            unused(&mut idle, at(51)),
            [("first", at(0)), ("second", at(20))]
        );
        assert_eq!(idle, [("third", at(40))]);
    }
}
