//! One connection to the server, and what is known of it.

use super::{error::PostgresError, settings::PostgresSettings, statement::Cache};
use pg_connect::{Address, ConnectError, MakeRustlsConnect};
use std::{
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinHandle;
use tokio_postgres::Client;

/// Time for what brings a connection back into order; one that needs longer is closed.
const TIDYING: Duration = Duration::from_secs(5);
/// So often a server is told to end a statement …
const CANCELS: usize = 20;
/// … and so long each time it is waited for the end.
const THROUGH: Duration = Duration::from_millis(500);

/// Brings a session back to what a new one is, prepared statements aside.
const RESET: &str = "ROLLBACK; CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; \
                     SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES";

/// A connection. Dropped, it closes.
pub(super) struct Session {
    pub(super) client: Client,
    driver: JoinHandle<()>,
    tls: MakeRustlsConnect,
    pub(super) opened: Instant,
    pub(super) rested: Instant,
    statements: Mutex<Cache>,
    /// Why the connection ended.
    end: Arc<OnceLock<String>>,
    /// The owner has begun a transaction and not ended it.
    pub(super) in_transaction: AtomicBool,
    /// The owner may have changed the session.
    pub(super) changed: AtomicBool,
    /// The owner left a statement before it was through.
    pub(super) abandoned: AtomicBool,
}

impl Session {
    pub(super) async fn open(
        address: &Address,
        settings: &PostgresSettings,
    ) -> Result<Self, ConnectError> {
        // Read anew each time: a CA file may have been replaced.
        let tls = address.tls()?;
        let (client, driver) = address.connect_with(tls.clone()).await?;
        let end = Arc::<OnceLock<String>>::default();
        let told = Arc::clone(&end);
        let driver = tokio::spawn(async move {
            let reason = match driver.await {
                Ok(()) => "it was closed".to_owned(),
                Err(error) => match error.as_db_error() {
                    Some(server) => format!("{} ({})", server.message(), server.code().code()),
                    None => PostgresError::new(&error, || None).to_string(),
                },
            };
            // Told once: the connection ends once.
            let _first = told.set(reason);
        });
        let now = Instant::now();
        Ok(Self {
            client,
            driver,
            tls,
            opened: now,
            rested: now,
            statements: Mutex::new(Cache::new(settings.statements)),
            end,
            in_transaction: AtomicBool::new(false),
            changed: AtomicBool::new(false),
            abandoned: AtomicBool::new(false),
        })
    }

    /// The cache of prepared statements.
    pub(super) fn statements<T>(&self, with: impl FnOnce(&mut Cache) -> T) -> T {
        with(
            &mut self
                .statements
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// Names a failure on this connection.
    pub(super) fn failure(&self, error: &tokio_postgres::Error) -> PostgresError {
        PostgresError::new(error, || self.end.get().cloned())
    }

    /// Whether the server still answers.
    pub(super) async fn lives(&self) -> bool {
        let answered = tokio::time::timeout(TIDYING, self.client.check_connection()).await;
        matches!(answered, Ok(Ok(())))
    }

    /// Whether the owner left it as it was.
    pub(super) fn is_clean(&self) -> bool {
        !(self.in_transaction.load(Relaxed)
            || self.changed.load(Relaxed)
            || self.abandoned.load(Relaxed))
    }

    /// Brings it back into order after its owner; `false` when it has to be closed.
    pub(super) async fn tidy(&self) -> bool {
        if self.abandoned.load(Relaxed) {
            self.cancel().await;
            return false;
        }
        let changed = self.changed.load(Relaxed);
        let script = if changed { RESET } else { "ROLLBACK" };
        let done = tokio::time::timeout(TIDYING, self.client.batch_execute(script)).await;
        if !matches!(done, Ok(Ok(()))) {
            return false;
        }
        if changed {
            // The owner may have dropped them all.
            self.statements(Cache::clear);
        }
        self.in_transaction.store(false, Relaxed);
        self.changed.store(false, Relaxed);
        true
    }

    /// Ends the running statement: the server would only notice that nobody listens when it has rows to send. The word for
    /// it may arrive before the statement does, and means nothing then: it is said again until the server is through.
    async fn cancel(&self) {
        for _ in 0..CANCELS {
            let token = self.client.cancel_token();
            let told = tokio::time::timeout(TIDYING, token.cancel_query(self.tls.clone())).await;
            if !matches!(told, Ok(Ok(()))) {
                break;
            }
            // Answered behind the statement, or not at all since the connection is gone.
            let through = tokio::time::timeout(THROUGH, self.client.check_connection()).await;
            if through.is_ok() {
                return;
            }
        }
        // The server's own limit ends the statement.
        self.driver.abort();
    }
}
