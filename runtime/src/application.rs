//! The running application: its routes, its components, its cron jobs.

use crate::{
    endpoint::Endpoint, metrics::Connections, request_id::RequestIds, routes::Routes,
    triggers::cron::Job,
};
use http::Request;
use std::{
    collections::BTreeMap,
    sync::{Arc, Weak},
};
use undertone_host::{
    Component, Database, HttpError, Internal, InternalAnswer, Postgres, WasiBody, metrics::Sqlite,
};

/// Everything that serves.
pub struct Application {
    pub(crate) endpoints: BTreeMap<String, Arc<Endpoint>>,
    pub(crate) routes: Routes<Arc<Endpoint>>,
    pub(crate) jobs: Vec<Arc<Job>>,
    pub(crate) components: Vec<Arc<Component>>,
    pub(crate) sqlite: Arc<Sqlite>,
    pub(crate) postgres: Arc<Postgres>,
    pub(crate) compiled: usize,
    pub(crate) ids: RequestIds,
    pub(crate) connections: Arc<Connections>,
}

impl Application {
    /// Who answers a path.
    pub fn route(&self, path: &str) -> Option<&Arc<Endpoint>> {
        self.routes.find(path)
    }

    /// Components that answer requests, by name.
    pub fn endpoints(&self) -> &BTreeMap<String, Arc<Endpoint>> {
        &self.endpoints
    }

    /// All components.
    pub fn components(&self) -> &[Arc<Component>] {
        &self.components
    }

    /// All cron jobs.
    pub fn jobs(&self) -> &[Arc<Job>] {
        &self.jobs
    }

    /// The counters of all databases.
    pub fn sqlite(&self) -> &Sqlite {
        &self.sqlite
    }

    /// The pools of connections to PostgreSQL.
    pub fn postgres(&self) -> &Postgres {
        &self.postgres
    }

    /// Every file of SQLite, once.
    pub fn databases(&self) -> Vec<Arc<Database>> {
        let mut databases: Vec<Arc<Database>> = Vec::new();
        for component in &self.components {
            for database in component
                .sqlite
                .values()
                .chain(component.key_value.values())
            {
                if !databases.iter().any(|known| Arc::ptr_eq(known, database)) {
                    databases.push(Arc::clone(database));
                }
            }
        }
        databases
    }

    /// How many components came from the cache, and how many were compiled at this start.
    pub fn loaded(&self) -> (usize, usize) {
        let compiled = self.compiled.min(self.components.len());
        (self.components.len() - compiled, compiled)
    }

    /// The connections of the public server, counted.
    pub fn connections(&self) -> &Arc<Connections> {
        &self.connections
    }

    /// Ids for requests.
    pub fn ids(&self) -> &RequestIds {
        &self.ids
    }
}

/// How components reach each other. It does not keep the application alive.
pub struct Neighbours(pub(crate) Weak<Application>);

impl Internal for Neighbours {
    fn call<'a>(&'a self, component: &'a str, request: Request<WasiBody>) -> InternalAnswer<'a> {
        Box::pin(async move {
            let application = self.0.upgrade().ok_or(HttpError::DestinationUnavailable)?;
            let endpoint = application
                .endpoints
                .get(component)
                .ok_or(HttpError::DestinationNotFound)?;
            let id = application.ids.of(request.headers());
            Ok(Arc::clone(endpoint).call(id, None, false, request).await)
        })
    }
}
