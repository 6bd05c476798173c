//! From the manifest to the running application.

mod grants;
mod mounts;
mod variables;

use crate::{
    application::{Application, Neighbours},
    data_dir::{DataDir, DataError},
    document::{Document, Mistake},
    endpoint::Endpoint,
    gate::Gate,
    manifest::{Manifest, Route},
    request_id::RequestIds,
    routes::Routes,
    settings::Settings,
    triggers::cron::Job,
};
use grants::Databases;
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    thread,
};
use undertone_host::{
    Cache, CacheError, Capacity, Code, Host, Origin, Program, ProgramError, Sources,
    metrics::Sqlite,
};

/// Why the application does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A mistake in `spin.toml` or `runtime.toml`.
    #[error(transparent)]
    Mistake(#[from] Mistake),
    /// A file cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// The data folder cannot be used.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The engine does not start.
    #[error("the WebAssembly engine does not start: {0}")]
    Engine(String),
    /// The cache cannot be used, or a component cannot be compiled.
    #[error("component `{component}`: {error}")]
    Code {
        /// The component.
        component: String,
        /// The reason.
        error: CacheError,
    },
    /// The cache cannot be used.
    #[error(transparent)]
    Cache(CacheError),
    /// A component cannot be run.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// An address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// The address.
        address: String,
        /// The system's reason.
        error: io::Error,
    },
    /// The process lacks something.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// What the application is made from.
pub struct Plan {
    /// `spin.toml`
    pub manifest: Manifest,
    /// `runtime.toml` beside it, or its defaults.
    pub settings: Settings,
    /// The manifest's text, for complaints found later.
    pub document: Document,
    /// The folder of the manifest: its paths are relative to it.
    pub root: PathBuf,
}

impl Plan {
    /// Reads both files.
    pub fn read(manifest: &Path) -> Result<Self, StartError> {
        let document = Document::read(manifest).map_err(|error| StartError::Read {
            path: manifest.to_owned(),
            error,
        })?;
        let parsed = Manifest::parse(&document)?;
        let root = match manifest.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let path = root.join("runtime.toml");
        let ids: Vec<&str> = parsed.components.keys().map(String::as_str).collect();
        let settings = match Document::read(&path) {
            Ok(document) => Settings::parse(&document, &ids)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Settings::default(),
            Err(error) => return Err(StartError::Read { path, error }),
        };
        Ok(Self {
            manifest: parsed,
            settings,
            document,
            root,
        })
    }

    /// Room for every request and run that may be going on, and for instances that are ending.
    fn capacity(&self) -> Capacity {
        let component = |id: &String| self.settings.component(id);
        let requests: usize = self
            .manifest
            .components
            .keys()
            .map(|id| component(id).concurrency)
            .sum();
        let runs = self.manifest.cron.len() * self.settings.overlap;
        let memory = self
            .manifest
            .components
            .keys()
            .map(|id| component(id).limits.memory)
            .max();
        Capacity {
            instances: u32::try_from((requests + runs) * 2)
                .unwrap_or(u32::MAX)
                .clamp(16, 4096),
            memory: memory.unwrap_or(64 << 20),
        }
    }

    fn sources(&self, id: &str) -> Sources {
        let component = &self.manifest.components[id];
        Sources {
            main: self.root.join(&component.source.value),
            dependencies: component
                .dependencies
                .iter()
                .map(|entry| (entry.dependency.clone(), self.root.join(&entry.path.value)))
                .collect(),
        }
    }
}

/// Loads the code of all components at the same time.
pub fn load(
    plan: &Plan,
    host: &Host,
    cache: &Cache,
) -> Result<BTreeMap<String, (Code, Origin)>, StartError> {
    thread::scope(|scope| {
        let running: Vec<_> = plan
            .manifest
            .components
            .keys()
            .map(|id| (id, scope.spawn(move || cache.load(host, &plan.sources(id)))))
            .collect();
        running
            .into_iter()
            .map(|(id, thread)| match thread.join() {
                Ok(Ok(loaded)) => Ok((id.clone(), loaded)),
                Ok(Err(CacheError::File { path, error })) => {
                    Err(unreadable(plan, id, &path, &error))
                }
                Ok(Err(error)) => Err(StartError::Code {
                    component: id.clone(),
                    error,
                }),
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

/// A component's file cannot be read: most often it has not been built.
fn unreadable(plan: &Plan, id: &str, path: &Path, error: &io::Error) -> StartError {
    let definition = &plan.manifest.components[id];
    let ending = |named: &str| plan.root.join(named) == path;
    let line = definition
        .dependencies
        .iter()
        .find(|entry| ending(&entry.path.value))
        .map_or(definition.source.line, |entry| entry.path.line);
    let reason = format!("cannot read `{}`: {error}", path.display());
    plan.document
        .mistake(line, reason, "build it, or correct the path")
        .into()
}

/// Makes the engine for a plan.
pub fn host(plan: &Plan) -> Result<Host, StartError> {
    Host::new(plan.capacity()).map_err(|error| StartError::Engine(format!("{error:#}")))
}

/// Makes the application.
pub fn assemble(
    plan: &Plan,
    data: &DataDir,
    environment: &BTreeMap<String, String>,
    seed: u64,
) -> Result<Arc<Application>, StartError> {
    let values = variables::values(plan, environment)?;
    let sqlite = Arc::<Sqlite>::default();
    let databases = Databases::new(&plan.settings, data, &sqlite)?;
    let internal = Arc::<OnceLock<_>>::default();
    let mut components = Vec::new();
    for id in plan.manifest.components.keys() {
        let component = grants::component(plan, id, &values, data, &databases, &internal)?;
        components.push(Arc::new(component));
    }
    let host = host(plan)?;
    let cache = Cache::open(&data.cache()).map_err(StartError::Cache)?;
    let mut code = load(plan, &host, &cache)?;
    cache.tidy().map_err(StartError::Cache)?;
    let mut programs = BTreeMap::new();
    let mut cached = 0;
    for component in &components {
        if let Some((code, origin)) = code.remove(&component.id) {
            cached += usize::from(origin == Origin::Cached);
            programs.insert(
                component.id.clone(),
                host.program(&code, Arc::clone(component))?,
            );
        }
    }
    let endpoints = endpoints(plan, &programs)?;
    let jobs = jobs(plan, &programs)?;
    let routes = routes(plan, &endpoints)?;
    let application = Arc::new(Application {
        endpoints,
        routes,
        jobs,
        components,
        sqlite,
        cached,
        ids: RequestIds::new(seed),
    });
    // Set once, here.
    let _first = internal.set(Arc::new(Neighbours(Arc::downgrade(&application))));
    Ok(application)
}

type Programs = BTreeMap<String, Program>;
type Endpoints = BTreeMap<String, Arc<Endpoint>>;
type Reach = Arc<OnceLock<Arc<dyn undertone_host::Internal>>>;

fn endpoints(plan: &Plan, programs: &Programs) -> Result<Endpoints, StartError> {
    let mut endpoints = Endpoints::new();
    for trigger in &plan.manifest.http {
        if endpoints.contains_key(&trigger.component) {
            continue;
        }
        let settings = plan.settings.component(&trigger.component);
        let endpoint = Endpoint {
            handler: programs[&trigger.component].http()?,
            gate: Gate::new(settings.concurrency, settings.queue, settings.queue_wait),
            requests: Arc::default(),
        };
        endpoints.insert(trigger.component.clone(), Arc::new(endpoint));
    }
    Ok(endpoints)
}

fn jobs(plan: &Plan, programs: &Programs) -> Result<Vec<Arc<Job>>, StartError> {
    let mut jobs = Vec::new();
    for (index, trigger) in plan.manifest.cron.iter().enumerate() {
        let handler = programs[&trigger.component].cron()?;
        let name = format!("{}-{index}", trigger.component);
        let expression = &trigger.expression;
        let job = Job::new(name, &expression.value, plan.settings.overlap, handler).map_err(
            |reason| {
                plan.document.mistake(
                    expression.line,
                    format!("`{}` is no cron expression: {reason}", expression.value),
                    "write six fields: second minute hour day month weekday (UTC)",
                )
            },
        )?;
        jobs.push(Arc::new(job));
    }
    Ok(jobs)
}

fn routes(plan: &Plan, endpoints: &Endpoints) -> Result<Routes<Arc<Endpoint>>, StartError> {
    let public = || {
        plan.manifest
            .http
            .iter()
            .filter_map(|trigger| match &trigger.route {
                Route::Public(route) => Some((route, &endpoints[&trigger.component])),
                Route::Private => None,
            })
    };
    Routes::new(public().map(|(route, endpoint)| (route.value.clone(), Arc::clone(endpoint))))
        .map_err(|twice| {
            let line = public()
                .filter(|(route, _)| route.value == twice)
                .map(|(route, _)| route.line);
            plan.document
                .mistake(
                    line.last().unwrap_or(1),
                    format!("the route `{twice}` stands there twice"),
                    "keep one of the two",
                )
                .into()
        })
}
