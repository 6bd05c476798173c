//! How connections to PostgreSQL are opened, kept and limited.

use std::time::Duration;

/// Settings of every pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostgresSettings {
    /// Connections kept open, for each address.
    pub size: usize,
    /// Connections beyond `size` that are opened when all are in use, and closed afterwards.
    pub overflow: usize,
    /// How long a guest waits when all of these are in use.
    pub wait: Duration,
    /// A connection older than this is replaced.
    pub recycle: Duration,
    /// A connection that lay unused longer than this is asked whether it still lives.
    pub ping: Duration,
    /// How long one statement may take; the server ends it.
    pub statement: Duration,
    /// How long a statement waits for a lock; the server ends it.
    pub lock: Duration,
    /// How long a transaction may lie idle; the server ends its connection.
    pub idle_in_transaction: Duration,
    /// Prepared statements kept on each connection.
    pub statements: usize,
    /// What the server calls the connections, unless their address says otherwise.
    pub application_name: String,
}

impl Default for PostgresSettings {
    fn default() -> Self {
        Self {
            size: 20,
            overflow: 40,
            wait: Duration::from_secs(30),
            recycle: Duration::from_hours(1),
            ping: Duration::from_secs(1),
            statement: Duration::from_secs(30),
            lock: Duration::from_secs(5),
            idle_in_transaction: Duration::from_mins(1),
            statements: 256,
            application_name: "undertone".to_owned(),
        }
    }
}

impl PostgresSettings {
    /// The settings that the server keeps, as `options` of a connection.
    pub(super) fn options(&self) -> String {
        format!(
            "-c statement_timeout={} -c lock_timeout={} -c idle_in_transaction_session_timeout={}",
            self.statement.as_millis(),
            self.lock.as_millis(),
            self.idle_in_transaction.as_millis()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_to_the_server() {
        assert_eq!(
            PostgresSettings::default().options(),
            "-c statement_timeout=30000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
        );
    }
}
