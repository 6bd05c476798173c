//! A PostgreSQL server that speaks TLS.

use crate::certificates::Certificates;
use std::{
    ops::Deref,
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

/// A running cluster with its certificates.
pub struct Cluster {
    cluster: pg_cluster::Cluster,
    /// Its certificates.
    pub certificates: Certificates,
}

impl Cluster {
    /// The cluster of all tests that leave it running.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(Self::new)
    }

    /// A cluster of one test's own.
    pub fn new() -> Self {
        let certificates = Certificates::new();
        let (server, key) = (&certificates.server, &certificates.key);
        Self {
            cluster: pg_cluster::Cluster::start_with_tls(server, key).unwrap(),
            certificates,
        }
    }

    /// `localhost:port`, the name the certificate is for.
    pub fn localhost(&self) -> String {
        format!("localhost:{}", self.port())
    }

    /// Waits until SQL prints this.
    pub fn becomes(&self, database: &str, sql: &str, expected: &str) {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let told = self.sql(database, sql);
            if told == expected {
                return;
            }
            assert!(Instant::now() < end, "{sql}: {told} instead of {expected}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Deref for Cluster {
    type Target = pg_cluster::Cluster;

    fn deref(&self) -> &pg_cluster::Cluster {
        &self.cluster
    }
}
