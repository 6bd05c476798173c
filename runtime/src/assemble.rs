//! From the manifest to the running application.

mod error;
mod grants;
mod mounts;
mod plan;
mod variables;

pub use error::StartError;
pub use plan::Plan;
pub use variables::{environment, environment_name, value};

use crate::{
    application::{Application, Neighbours},
    caller::Tokens,
    data_dir::DataDir,
    endpoint::Endpoint,
    gate::{Gate, Portion, Width},
    lane::Lane,
    manifest::Route,
    request_id::RequestIds,
    routes::Routes,
    settings::ComponentSettings,
    triggers::cron::{Job, Work},
    turns::Turns,
};
use grants::Databases;
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, OnceLock},
    thread,
};
use tokio::sync::Notify;
use undertone_host::{Cache, Code, Component, Host, Origin, Postgres, Program, metrics::Sqlite};

/// How often components that change while they are compiled are compiled again.
const COMPILE_ATTEMPTS: usize = 3;

/// Loads the code of all components at the same time; `loaded` hears of each one as soon as it is there.
pub fn load(
    plan: &Plan,
    host: &Host,
    cache: &Cache,
    loaded: impl Fn(&str, Origin) + Sync,
) -> Result<BTreeMap<String, (Code, Origin)>, StartError> {
    let one = |id: &String| {
        let code = cache.load(host, &plan.sources(id));
        if let Ok((_, origin)) = &code {
            loaded(id, *origin);
        }
        code
    };
    let one = &one;
    thread::scope(|scope| {
        let running: Vec<_> = plan
            .manifest
            .components
            .keys()
            .map(|id| (id, scope.spawn(move || one(id))))
            .collect();
        running
            .into_iter()
            .map(|(id, thread)| match thread.join() {
                Ok(Ok(loaded)) => Ok((id.clone(), loaded)),
                Ok(Err(error)) => Err(plan.refused(id, &error)),
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

/// The components that have to be compiled.
pub fn absent<'a>(plan: &'a Plan, host: &Host, cache: &Cache) -> Result<Vec<&'a str>, StartError> {
    let mut absent = Vec::new();
    for id in plan.manifest.components.keys() {
        let there = cache
            .has(host, &plan.sources(id))
            .map_err(|error| plan.refused(id, &error))?;
        if !there {
            absent.push(id.as_str());
        }
    }
    Ok(absent)
}

/// Makes the engine for a plan.
pub fn host(plan: &Plan) -> Result<Host, StartError> {
    Host::new(plan.capacity()).map_err(|error| StartError::Engine(format!("{error:#}")))
}

/// Makes the application on a data folder, of the compiled code in a cache; `compile` fills it where it lacks something, so many
/// components.
pub fn assemble(
    plan: &Plan,
    (data, cache): (&DataDir, &Path),
    environment: &BTreeMap<String, String>,
    seed: u64,
    compile: impl Fn(usize) -> Result<(), StartError>,
) -> Result<Arc<Application>, StartError> {
    let values = variables::values(plan, environment)?;
    let sqlite = Arc::<Sqlite>::default();
    let postgres = Arc::new(Postgres::new(plan.settings.postgres.clone()));
    let databases = Databases::new(&plan.settings, data, &sqlite, &postgres)?;
    let internal = Reach::default();
    let mut components = Vec::new();
    for id in plan.manifest.components.keys() {
        let component = grants::component(plan, id, &values, data, &databases, &internal)?;
        components.push(Arc::new(component));
    }
    let host = host(plan)?;
    let cache = Cache::open(cache).map_err(StartError::Cache)?;
    let mut compiled = absent(plan, &host, &cache)?.len();
    // Compiling takes hundreds of megabytes that no allocator gives back: a process of its own does. A component
    // that was built meanwhile is compiled once more.
    for _ in 0..COMPILE_ATTEMPTS {
        let count = absent(plan, &host, &cache)?.len();
        if count == 0 {
            break;
        }
        compile(count)?;
    }
    let (programs, anew) = programs(plan, &host, &cache, &components)?;
    compiled += anew;
    cache.tidy().map_err(StartError::Cache)?;
    let wakes: Vec<_> = plan.manifest.cron.iter().map(|_| Arc::default()).collect();
    let endpoints = endpoints(plan, &programs, &wakes)?;
    let jobs = jobs(plan, &programs, wakes)?;
    let routes = routes(plan, &endpoints)?;
    let application = Arc::new(Application {
        endpoints,
        routes,
        jobs,
        components,
        sqlite,
        postgres,
        compiled,
        ids: RequestIds::new(seed),
        connections: Arc::default(),
    });
    // Set once, here.
    let _first = internal.set(Arc::new(Neighbours(Arc::downgrade(&application))));
    Ok(application)
}

/// The programs, and how many of them had to be compiled although the cache seemed to have them.
fn programs(
    plan: &Plan,
    host: &Host,
    cache: &Cache,
    components: &[Arc<Component>],
) -> Result<(Programs, usize), StartError> {
    let mut code = load(plan, host, cache, |_, _| ())?;
    let (mut programs, mut anew) = (Programs::new(), 0);
    for component in components {
        if let Some((code, origin)) = code.remove(&component.id) {
            anew += usize::from(origin == Origin::Compiled);
            let line = plan.manifest.components[&component.id].line;
            let program = host
                .program(&code, Arc::clone(component))
                .map_err(|error| plan.unfit(line, &error))?;
            programs.insert(component.id.clone(), program);
        }
    }
    Ok((programs, anew))
}

type Programs = BTreeMap<String, Program>;
type Endpoints = BTreeMap<String, Arc<Endpoint>>;
type Reach = Arc<OnceLock<Arc<dyn undertone_host::Internal>>>;

fn endpoints(
    plan: &Plan,
    programs: &Programs,
    wakes: &[Arc<Notify>],
) -> Result<Endpoints, StartError> {
    let mut endpoints = Endpoints::new();
    for trigger in &plan.manifest.http {
        if endpoints.contains_key(&trigger.component) {
            continue;
        }
        let settings = plan.settings.component(&trigger.component);
        let endpoint = Endpoint {
            handler: programs[&trigger.component]
                .http()
                .map_err(|error| plan.unfit(trigger.line, &error))?,
            gate: Gate::new(width(settings)),
            lanes: settings
                .lanes
                .iter()
                .map(|lane| Lane::new(lane, settings))
                .collect(),
            turns: (settings.working > 0).then(|| Turns::new(settings.working)),
            tokens: Tokens::default(),
            requests: Arc::default(),
            wakes: wakes.to_vec(),
        };
        endpoints.insert(trigger.component.clone(), Arc::new(endpoint));
    }
    Ok(endpoints)
}

/// How many requests a component lets in.
fn width(settings: &ComponentSettings) -> Width {
    let portion = |all| Portion {
        all,
        network: settings.client_part(all),
        token: all,
    };
    Width {
        places: portion(settings.concurrency),
        uploads: portion(settings.uploads()),
        queue: portion(settings.queue),
        wait: settings.queue_wait,
    }
}

fn jobs(
    plan: &Plan,
    programs: &Programs,
    wakes: Vec<Arc<Notify>>,
) -> Result<Vec<Arc<Job>>, StartError> {
    let mut jobs = Vec::new();
    for ((index, trigger), wake) in plan.manifest.cron.iter().enumerate().zip(wakes) {
        let expression = &trigger.expression;
        let handler = programs[&trigger.component]
            .cron()
            .map_err(|error| plan.unfit(expression.line, &error))?;
        let component = trigger.component.clone();
        let overlap = plan.settings.overlap(&component);
        let name = (Plan::trigger_name(&component, index), component);
        let work: Work = Box::new(move |id, slot| {
            let handler = handler.clone();
            Box::pin(async move { handler.run(id, slot).await })
        });
        let job = Job::new(name, &expression.value, overlap, work, wake)
            .map_err(|reason| plan.no_expression(expression, &reason))?;
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
            let second = public().rfind(|(route, _)| route.value == twice);
            plan.document
                .mistake(
                    second.map_or(1, |(route, _)| route.line),
                    format!("the route `{twice}` stands there twice"),
                    "keep one of the two",
                )
                .into()
        })
}
