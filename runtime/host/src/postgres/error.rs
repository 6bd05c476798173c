//! Why a statement or a connection failed.

use std::{error::Error as _, time::Duration};
use tokio_postgres::error::DbError;

/// A failure on the way to the database or in it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PostgresError {
    /// The address is none.
    #[error("the address of the database is wrong: {0}")]
    Address(#[from] pg_connect::AddressError),
    /// The component may not reach it.
    #[error(
        "the database at {0} is out of reach: add \"postgres://{0}\" to allowed_outbound_hosts"
    )]
    Denied(String),
    /// There is no connection to be had from the server.
    #[error(transparent)]
    Connect(#[from] pg_connect::ConnectError),
    /// No connection became free in time.
    #[error("all {connections} connections to {place} are in use; none became free in {} ms", waited.as_millis())]
    Exhausted {
        /// `host:port`
        place: String,
        /// How many there are.
        connections: usize,
        /// How long it was waited for one.
        waited: Duration,
    },
    /// The connection ended: by the server, or on the way.
    #[error("the connection to the database is lost: {0}")]
    Lost(String),
    /// A value does not fit its parameter, or their number does not.
    #[error("{0}")]
    Parameter(String),
    /// A value of a row does not fit the interface.
    #[error("{0}")]
    Value(String),
    /// The statement cannot be run this way.
    #[error("{0}")]
    Statement(&'static str),
    /// The answer does not fit into the memory that the component may use.
    #[error("the answer is larger than {0} bytes; read it as a stream")]
    TooLarge(usize),
    /// The server's own words.
    #[error("{}: {}", .0.severity(), .0.message())]
    Server(Box<DbError>),
    /// The driver does not understand the server.
    #[error("{0}")]
    Protocol(String),
}

impl PostgresError {
    /// From the driver's words; `end` tells why the connection ended, if it has.
    pub(super) fn new(error: &tokio_postgres::Error, end: impl FnOnce() -> Option<String>) -> Self {
        if let Some(server) = error.as_db_error() {
            return Self::Server(Box::new(server.clone()));
        }
        let cause = error.source();
        if error.is_closed() || cause.is_some_and(<dyn std::error::Error>::is::<std::io::Error>) {
            let own = || cause.map_or_else(|| error.to_string(), ToString::to_string);
            return Self::Lost(end().unwrap_or_else(own));
        }
        Self::Protocol(match cause {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        })
    }

    /// Whether the cached plan of a statement is of no use any more: a table changed, or all plans were dropped.
    pub(super) fn is_stale_plan(&self) -> bool {
        match self {
            Self::Server(error) => matches!(error.code().code(), "0A000" | "26000"),
            _ => false,
        }
    }
}
