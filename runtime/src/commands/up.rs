//! `undertone up`: serves the application until it is told to stop.

use super::{LogFlags, cache_folder, compile, data_folder};
use crate::{
    admin::{self, Admin},
    announced::Announced,
    application::Application,
    assemble::{self, Plan, StartError},
    data_dir::DataDir,
    inbox::{self, Inbox},
    installation,
    request_id::RequestIds,
    triggers,
};
use std::{
    hash::{BuildHasher, RandomState},
    io,
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
    time::Instant,
};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
};
use tokio_util::sync::CancellationToken;
use undertone_host::clock;

/// Flags of `undertone up`.
#[derive(clap::Args)]
pub struct Flags {
    /// The manifest.
    #[arg(long, default_value = "spin.toml")]
    manifest: PathBuf,
    /// Where to serve; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// Where to tell health, metrics and cron; not for the public.
    #[arg(long, default_value = "127.0.0.1:0")]
    admin: SocketAddr,
    /// Where everything is kept [default: .undertone beside the manifest].
    #[arg(long)]
    data: Option<PathBuf>,
    /// Where compiled code is kept [default: `undertone` in the user's folder for caches].
    #[arg(long)]
    cache: Option<PathBuf>,
    #[command(flatten)]
    inbox: inbox::Flags,
    #[command(flatten)]
    log: LogFlags,
}

/// Serves until SIGINT or SIGTERM, then drains.
pub fn run(flags: Flags) -> Result<(), StartError> {
    let begun = Instant::now();
    let plan = Plan::read(&flags.manifest)?;
    let settings = flags.log.begin(&plan)?;
    let folder = data_folder(&flags.manifest, flags.data);
    let data = DataDir::open(&folder)?;
    let inbox = Inbox::of(flags.inbox, data.path())?;
    let environment = assemble::environment(std::env::vars_os())?;
    let database_url = assemble::value(&plan, &environment, "database_url")?;
    installation::check(&plan, data.path(), database_url.as_deref())?;
    let seed = RandomState::new().hash_one(std::process::id());
    let cache = cache_folder(flags.cache, &folder);
    let application = assemble::assemble(&plan, (&data, &cache), &environment, seed, |count| {
        tracing::info!(event = "compiling", components = count);
        let mut done = 0;
        compile::apart(&flags.manifest, &cache, &settings, |id| {
            done += 1;
            let of = count.max(done);
            tracing::info!(event = "compiled", component = id, done, of);
        })
    })?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(128)
        .build()?;
    let databases = application.databases();
    let outcome = runtime.block_on(async {
        // Before anyone is told that it serves: who stops it then is heard.
        let signals = (
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        );
        let listener = listen(flags.listen).await?;
        let admin_listener = listen(flags.admin).await?;
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
        let announced = Announced::new(admin_listener.local_addr()?, random);
        // Without it the application serves all the same.
        let written = announced
            .write(data.path())
            .inspect_err(|error| tracing::warn!(event = "admin_not_announced", cause = %error));
        let _standing = written.ok();
        println!("listening on http://{}", listener.local_addr()?);
        if let Some(inbox) = inbox {
            inbox.watch(listener.local_addr()?)?;
        }
        println!("admin on http://{}", admin_listener.local_addr()?);
        let (cached, compiled) = application.loaded();
        tracing::info!(
            event = "ready",
            duration_ms = begun.elapsed().as_millis(),
            cached,
            compiled
        );
        serve(
            application,
            &plan,
            seed,
            (listener, admin_listener, announced),
            signals,
        )
        .await
    });
    runtime.shutdown_background();
    for database in databases {
        database.settle();
    }
    outcome
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| StartError::Listen {
            address: address.to_string(),
            error,
        })
}

async fn serve(
    application: Arc<Application>,
    plan: &Plan,
    seed: u64,
    (listener, admin_listener, announced): (TcpListener, TcpListener, Announced),
    (mut interrupt, mut terminate): (Signal, Signal),
) -> Result<(), StartError> {
    let stop = CancellationToken::new();
    let admin = Admin {
        application: Arc::clone(&application),
        announced,
        stop: stop.clone(),
    };
    tokio::spawn(admin::serve(admin_listener, Arc::new(admin)));
    let ids = Arc::new(RequestIds::new(!seed));
    let jobs: Vec<_> = application
        .jobs()
        .iter()
        .map(|job| {
            let job = Arc::clone(job);
            tokio::spawn(job.run(Arc::clone(&ids), stop.clone(), clock::now))
        })
        .collect();
    for database in application.databases() {
        tokio::spawn(database.keep_log_short());
    }
    let server = plan.settings.server.clone();
    let drain = server.drain;
    let serving = tokio::spawn(triggers::http::serve(
        listener,
        Arc::clone(&application),
        server,
        stop.clone(),
    ));
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!(event = "stopping", drain_ms = drain.as_millis());
    stop.cancel();
    let drained = async {
        let all_answered = serving.await.unwrap_or(false);
        for job in jobs {
            // A job that panicked has said so.
            let _panicked = job.await;
        }
        all_answered
    };
    let all_done = tokio::select! {
        in_time = tokio::time::timeout(drain, drained) => in_time == Ok(true),
        // A second signal: whoever sent it does not want to wait.
        _ = interrupt.recv() => false,
        _ = terminate.recv() => false,
    };
    for component in application.components() {
        component.instances.close();
    }
    if all_done {
        tracing::info!(event = "stopped");
    } else {
        tracing::warn!(event = "stopped_early");
    }
    Ok(())
}
