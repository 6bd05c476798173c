//! A connection on its own thread: statements block there, never on the threads that serve requests.

use super::{guard, lease::DatabaseSettings, patience, query::DatabaseError};
use rusqlite::{Connection, InterruptHandle, hooks::AuthContext, limits::Limit};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
        mpsc,
    },
    thread,
};
use tokio::sync::oneshot;

/// Work for the thread.
pub(super) type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// No single value or statement may be larger, in bytes.
const MAX_LENGTH: i32 = 256 << 20;
/// Pages a connection keeps, in KiB (negative, as SQLite wants it): those a bulk insert comes back to. They are taken
/// as they are needed; what is read beyond them comes from the system's own cache.
const CACHE_KIB: i32 = -2_000;
/// The log is copied into the database when it has so many pages: a page that changes again and again is copied once.
const CHECKPOINT_PAGES: i32 = 8_000;

/// The way to a connection's thread. The thread ends when the last of these is dropped.
pub(super) struct Worker {
    jobs: mpsc::Sender<Job>,
    thread: thread::JoinHandle<()>,
    interrupt: InterruptHandle,
    pub(super) facts: Arc<Facts>,
}

/// What is known of a connection without asking its thread.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) last_insert_rowid: AtomicI64,
    pub(super) changes: AtomicU64,
    pub(super) busy: AtomicBool,
    /// The connection's settings or temporary tables differ from a new one's.
    pub(super) changed: Arc<AtomicBool>,
}

impl Worker {
    /// Opens `path` on a new thread.
    pub(super) async fn open(
        path: &Path,
        settings: DatabaseSettings,
    ) -> Result<Self, DatabaseError> {
        let (jobs, receiver) = mpsc::channel::<Job>();
        let (opened, answer) = oneshot::channel();
        let facts = Arc::new(Facts::default());
        let changed = Arc::clone(&facts.changed);
        let path = path.to_owned();
        let thread = thread::Builder::new()
            .name("sqlite".to_owned())
            .stack_size(1 << 20)
            .spawn(move || {
                let mut connection = match connect(&path, settings, changed) {
                    Ok(connection) => connection,
                    Err(error) => {
                        // Nobody waits any more: nobody needs the reason.
                        let _unwanted = opened.send(Err(error));
                        return;
                    }
                };
                if opened.send(Ok(connection.get_interrupt_handle())).is_err() {
                    return;
                }
                for job in receiver {
                    job(&mut connection);
                }
            })?;
        let interrupt = answer.await.map_err(|_| DatabaseError::Closed)??;
        Ok(Self {
            jobs,
            thread,
            interrupt,
            facts,
        })
    }

    /// Hands a job to the thread.
    pub(super) fn send(
        &self,
        job: impl FnOnce(&mut Connection) + Send + 'static,
    ) -> Result<(), DatabaseError> {
        self.jobs
            .send(Box::new(job))
            .map_err(|_| DatabaseError::Closed)
    }

    /// The queue alone, for a job that takes the worker along.
    pub(super) fn jobs(&self) -> mpsc::Sender<Job> {
        self.jobs.clone()
    }

    /// Closes the connection, and waits for that.
    pub(super) fn end(self) {
        drop(self.jobs);
        // A thread that panicked has closed it, too.
        let _panicked = self.thread.join();
    }

    /// Stops the statement that runs, if any.
    pub(super) fn interrupt(&self) {
        if self.facts.busy.load(Ordering::Acquire) {
            self.interrupt.interrupt();
        }
    }
}

fn connect(
    path: &Path,
    settings: DatabaseSettings,
    changed: Arc<AtomicBool>,
) -> Result<Connection, DatabaseError> {
    let mut connection = Connection::open(path)?;
    patience::install(&mut connection, settings.busy_timeout)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", settings.durability.pragma())?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // A file that grew in one large transaction is cut back afterwards.
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_LENGTH)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.authorizer(Some(move |context: AuthContext<'_>| {
        guard::authorize(&context, &changed)
    }))?;
    Ok(connection)
}
