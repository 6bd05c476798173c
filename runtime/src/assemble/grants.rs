//! What a component may use, from its definition.

use super::{Plan, Reach, StartError, mounts};
use crate::{data_dir::DataDir, document::Located, settings::Settings, template};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use undertone_host::{
    Component, Database, DatabaseSettings, Postgres, metrics::Sqlite, outbound::AllowedHosts,
};

/// Connections that stay open without an owner.
const IDLE: usize = 8;

/// The databases of the application, one for each label.
pub struct Databases {
    settings: DatabaseSettings,
    metrics: Arc<Sqlite>,
    postgres: Arc<Postgres>,
    folders: [PathBuf; 2],
    open: Mutex<BTreeMap<(Kind, String), Arc<Database>>>,
}

/// What a database serves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Sqlite,
    KeyValue,
}

impl Databases {
    /// Makes their folders.
    pub fn new(
        settings: &Settings,
        data: &DataDir,
        metrics: &Arc<Sqlite>,
        postgres: &Arc<Postgres>,
    ) -> Result<Self, StartError> {
        Ok(Self {
            settings: DatabaseSettings {
                durability: settings.durability,
                busy_timeout: settings.busy_timeout,
                connections: settings.connections,
                idle: IDLE.min(settings.connections),
            },
            metrics: Arc::clone(metrics),
            postgres: Arc::clone(postgres),
            folders: [
                data.folder(Path::new("sqlite"))?,
                data.folder(Path::new("key-value"))?,
            ],
            open: Mutex::default(),
        })
    }

    fn get(&self, kind: Kind, label: &str) -> Arc<Database> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let database = open.entry((kind, label.to_owned())).or_insert_with(|| {
            let path = self.folders[kind as usize].join(format!("{label}.db"));
            Database::new(path, self.settings, Arc::clone(&self.metrics))
        });
        Arc::clone(database)
    }

    fn of(&self, kind: Kind, labels: &[String]) -> BTreeMap<String, Arc<Database>> {
        labels
            .iter()
            .map(|label| (label.clone(), self.get(kind, label)))
            .collect()
    }
}

/// Makes a component from its definition.
pub fn component(
    plan: &Plan,
    id: &str,
    values: &BTreeMap<String, String>,
    data: &DataDir,
    databases: &Databases,
    internal: &Reach,
) -> Result<Component, StartError> {
    let definition = &plan.manifest.components[id];
    let fill = |template: &Located<String>| {
        template::fill(&template.value, values).map_err(|error| {
            let remedy = "define it under [variables], or correct the name";
            StartError::from(
                plan.document
                    .mistake(template.line, error.to_string(), remedy),
            )
        })
    };
    let mut variables = BTreeMap::new();
    for (name, template) in &definition.variables {
        variables.insert(name.clone(), fill(template)?);
    }
    let mut hosts = Vec::new();
    for template in &definition.allowed_outbound_hosts {
        let host = fill(template)?;
        AllowedHosts::parse([host.as_str()]).map_err(|error| {
            let remedy = "write <scheme>://<host>:<port>";
            plan.document
                .mistake(template.line, error.to_string(), remedy)
        })?;
        hosts.push(host);
    }
    let allowed = AllowedHosts::parse(hosts.iter().map(String::as_str)).unwrap_or_default();
    Ok(Component {
        id: id.to_owned(),
        environment: definition.environment.clone().into_iter().collect(),
        mounts: mounts::mounts(plan, id, data)?,
        allowed: Arc::new(allowed),
        sqlite: databases.of(Kind::Sqlite, &definition.sqlite_databases),
        postgres: Arc::clone(&databases.postgres),
        key_value: databases.of(Kind::KeyValue, &definition.key_value_stores),
        variables,
        limits: plan.settings.component(id).limits,
        instances: Arc::default(),
        internal: Arc::clone(internal),
    })
}
