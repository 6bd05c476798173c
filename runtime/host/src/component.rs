//! What one component of the application is and may use; the same for all its instances.

use crate::{
    database::Database, metrics::Instances, outbound::AllowedHosts, postgres::Postgres,
    serve::internal::Internal,
};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// A host folder that a guest sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The folder on this machine.
    pub host: PathBuf,
    /// Its name for the guest, absolute.
    pub guest: String,
    /// Whether the guest may change it.
    pub writable: bool,
}

/// How much a component may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Linear memory of one instance, in bytes.
    pub memory: usize,
    /// Time to the head of the answer, counted from the last byte that arrived of the request's body.
    pub deadline: Duration,
    /// Time to the head of the answer, however slowly the request's body arrives.
    pub request: Duration,
    /// Time between two parts of an answer's body.
    pub stream: Duration,
    /// Time a cron run may take.
    pub cron_deadline: Duration,
    /// Time an instance without work is kept.
    pub idle: Duration,
    /// Requests after which an instance is replaced.
    pub requests_per_instance: usize,
    /// Requests one instance serves at a time.
    pub concurrent_per_instance: usize,
}

/// A component, its grants and its limits.
pub struct Component {
    /// Its name in the manifest.
    pub id: String,
    /// `environment`
    pub environment: Vec<(String, String)>,
    /// `files`
    pub mounts: Vec<Mount>,
    /// `allowed_outbound_hosts`
    pub allowed: Arc<AllowedHosts>,
    /// `sqlite_databases`, by label.
    pub sqlite: BTreeMap<String, Arc<Database>>,
    /// Connections to PostgreSQL, to the addresses in `allowed`.
    pub postgres: Arc<Postgres>,
    /// `key_value_stores`, by label.
    pub key_value: BTreeMap<String, Arc<Database>>,
    /// `variables`, with all templates filled in.
    pub variables: BTreeMap<String, String>,
    /// What it may use.
    pub limits: Limits,
    /// Its instances, counted.
    pub instances: Arc<Instances>,
    /// How it reaches the other components; set once all are loaded.
    pub internal: Arc<OnceLock<Arc<dyn Internal>>>,
}
