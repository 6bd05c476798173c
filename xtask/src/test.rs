//! `cargo xtask test`: everything there is to check, on a fresh clone.

use crate::root::path;
use crate::step;
use crate::{build, check, schemathesis, tools, unit};
use clap::{Args, ValueEnum};
use pg_cluster::Cluster;
use std::panic::resume_unwind;
use std::process::Command;
use std::thread;
use std::time::Instant;

/// Which parts to run; all of them without an option.
#[derive(Args)]
pub struct Options {
    /// Only the unit tests.
    #[arg(long)]
    unit: bool,
    /// Only the whole-system tests, by name when one is given.
    #[arg(long, num_args = 0..=1, default_missing_value = "")]
    system: Option<String>,
    /// Only the browser tests.
    #[arg(long)]
    browser: bool,
    /// Only the API's document, held against the running app; on SQLite where no database is named.
    #[arg(long)]
    api: bool,
    /// For how many minutes the app is held to its document.
    #[arg(long, default_value_t = 2)]
    minutes: u32,
    /// Only on this database; on both when missing.
    #[arg(long)]
    database: Option<Database>,
}

/// Where the records of the tests are kept.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
}

/// Tells the tests where to make their databases; without it they use SQLite.
pub const SERVER: &str = "UNDERTONE_TEST_POSTGRES";

/// Runs the chosen parts, or all, and says how long they took.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let start = Instant::now();
    let all = !options.unit && options.system.is_none() && !options.browser && !options.api;
    if all {
        println!(
            "checks, unit tests, components, whole-system tests and browser tests, on SQLite and PostgreSQL: about an hour on a fresh clone with 2 cores"
        );
        build::web()?;
    }
    let on = |database| options.database.is_none_or(|only| only == database);
    let on_both = all || options.unit || options.system.is_some() || options.browser;
    let cluster = (on(Database::Postgres) && on_both)
        .then(tools::cluster)
        .transpose()?;
    let mut databases = Vec::new();
    databases.extend(on(Database::Sqlite).then_some(None));
    databases.extend(cluster.as_ref().map(Some));
    if all {
        tools::guest_compilers()?;
        // What is optimized and what is not lies in different folders: cargo builds both at a time, and where one waits
        // for a single large crate, the other goes on.
        thread::scope(|scope| {
            let optimized = scope.spawn(build::optimized);
            let rest = check::run(&check::Options::default()).and_then(|()| unit::run(&databases));
            let optimized = optimized
                .join()
                .unwrap_or_else(|panic| resume_unwind(panic));
            rest.and(optimized)
        })?;
        unit::of_runtime()?;
    }
    if options.unit {
        build::web()?;
        unit::run(&databases)?;
        unit::of_runtime()?;
    }
    if options.system.is_some() || options.browser || options.api {
        build::run_all()?;
    }
    if all || options.system.is_some() {
        let name = options.system.as_deref().unwrap_or("");
        for cluster in &databases {
            system(name, *cluster)?;
        }
    }
    let alone = options.database == Some(Database::Postgres);
    let server = cluster.as_ref().filter(|_| alone);
    let document = || {
        schemathesis::run(
            options.minutes,
            server.map(|cluster| (SERVER, cluster.url("postgres"))),
        )
    };
    if all {
        // Both wait more than they compute, and neither asserts how long anything takes.
        thread::scope(|scope| {
            let document = scope.spawn(document);
            let pages = browser(&databases);
            let document = document.join().unwrap_or_else(|panic| resume_unwind(panic));
            pages.and(document)
        })?;
    } else {
        if options.api {
            document()?;
        }
        if options.browser {
            browser(&databases)?;
        }
    }
    println!("all done in {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Tests over HTTP against the real runtime and components.
fn system(name: &str, cluster: Option<&Cluster>) -> anyhow::Result<()> {
    tools::system_packages(&[("pdftotext", &["poppler-utils"])])?;
    let python = tools::python(&["duckdb", "pyarrow"])?;
    step::run_with(
        &format!("whole-system tests on {}", called(cluster)),
        Command::new("cargo")
            .args(["test", "--release"])
            .args(build::OPTIMIZED_TESTS)
            .args(["--test", "application", "--"])
            .args((!name.is_empty()).then_some(name))
            .env("UNDERTONE_PYTHON", python)
            .envs(cluster.map(|cluster| (SERVER, cluster.url("postgres")))),
    )
}

/// Playwright: the pages by themselves, which know no database, and the running app on each of them.
fn browser(databases: &[Option<&Cluster>]) -> anyhow::Result<()> {
    tools::system_packages(&[
        ("chromium", &["chromium"]),
        ("pdftotext", &["poppler-utils"]),
    ])?;
    tools::web_packages()?;
    npm("look at the pages", "pages", None)?;
    for cluster in databases {
        // Handed through to the app the tests start.
        let database =
            cluster.map(|cluster| ("SPIN_VARIABLE_DATABASE_URL", cluster.database("browser")));
        let what = format!("browser tests on {}", called(*cluster));
        npm(&what, "journey", database)?;
    }
    Ok(())
}

/// A script of the web app.
fn npm(what: &str, script: &str, variable: Option<(&str, String)>) -> anyhow::Result<()> {
    step::run_with(
        what,
        Command::new("npm")
            .args(["run", "--silent", script])
            .current_dir(path("web"))
            .envs(variable),
    )
}

pub fn called(cluster: Option<&Cluster>) -> &'static str {
    match cluster {
        Some(_) => "PostgreSQL",
        None => "SQLite",
    }
}
