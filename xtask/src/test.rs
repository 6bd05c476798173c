//! `cargo xtask test`: everything there is to check, on a fresh clone.

use crate::root::path;
use crate::step;
use crate::{build, check, schemathesis, tools};
use clap::{Args, ValueEnum};
use pg_cluster::Cluster;
use std::process::Command;
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

/// The crates whose unit tests ask the records.
const ON_RECORDS: [&str; 7] = [
    "stores",
    "figures",
    "endpoint",
    "auth",
    "upload",
    "analytics",
    "report",
];

/// Tells the tests where to make their databases; without it they use SQLite.
const SERVER: &str = "UNDERTONE_TEST_POSTGRES";

/// Runs the chosen parts, or all, and says how long they took.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let start = Instant::now();
    let all = !options.unit && options.system.is_none() && !options.browser && !options.api;
    if all {
        println!(
            "checks, unit tests, components, whole-system tests and browser tests, on SQLite and PostgreSQL: about 50 minutes on a fresh clone with 2 cores"
        );
        build::web()?;
        check::run(&check::Options::default())?;
    }
    let on = |database| options.database.is_none_or(|only| only == database);
    let on_both = all || options.unit || options.system.is_some() || options.browser;
    let cluster = (on(Database::Postgres) && (on_both || options.database.is_some()))
        .then(tools::cluster)
        .transpose()?;
    let cluster = cluster.as_ref();
    if all || options.unit {
        build::web()?;
        if on(Database::Sqlite) {
            unit()?;
        }
        if let Some(cluster) = cluster {
            unit_on(cluster)?;
        }
    }
    if all || options.system.is_some() || options.browser || options.api {
        build::run_all()?;
    }
    if all || options.system.is_some() {
        let name = options.system.as_deref().unwrap_or("");
        if on(Database::Sqlite) {
            system(name, None)?;
        }
        if cluster.is_some() {
            system(name, cluster)?;
        }
    }
    if all || options.api {
        let alone = options.database == Some(Database::Postgres);
        let server = cluster.filter(|_| alone);
        schemathesis::run(
            options.minutes,
            server.map(|cluster| (SERVER, cluster.url("postgres"))),
        )?;
    }
    if all || options.browser {
        if on(Database::Sqlite) {
            browser(None)?;
        }
        if cluster.is_some() {
            browser(cluster)?;
        }
    }
    println!("all done in {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Tests beside the code: the runtime in release mode, so that it is compiled once, all else in dev mode.
fn unit() -> anyhow::Result<()> {
    step::run(
        "unit tests",
        "cargo",
        &[
            "test",
            "--quiet",
            "--workspace",
            "--exclude",
            "undertone",
            "--exclude",
            "undertone-host",
            "--exclude",
            "system-tests",
        ],
    )?;
    tools::guest_target()?;
    tools::system_packages(&[("/usr/lib/postgresql", &["postgresql"])])?;
    step::run(
        "unit tests of the runtime",
        "cargo",
        &[
            "test",
            "--quiet",
            "--release",
            "-p",
            "undertone",
            "-p",
            "undertone-host",
        ],
    )
}

/// The tests beside the code once more, those that ask the records, on PostgreSQL.
fn unit_on(cluster: &Cluster) -> anyhow::Result<()> {
    let packages = ON_RECORDS.iter().flat_map(|name| ["-p", name]);
    step::run_with(
        "unit tests on PostgreSQL",
        Command::new("cargo")
            .args(["test", "--quiet", "--lib"])
            .args(packages)
            .env(SERVER, cluster.url("postgres")),
    )
}

/// Tests over HTTP against the real runtime and components.
fn system(name: &str, cluster: Option<&Cluster>) -> anyhow::Result<()> {
    tools::system_packages(&[("pdftotext", &["poppler-utils"])])?;
    let python = tools::python(&["duckdb", "pyarrow"])?;
    step::run_with(
        &format!("whole-system tests on {}", called(cluster)),
        Command::new("cargo")
            .args(["test", "--release", "-p", "system-tests", "--"])
            .args((!name.is_empty()).then_some(name))
            .env("UNDERTONE_PYTHON", python)
            .envs(cluster.map(|cluster| (SERVER, cluster.url("postgres")))),
    )
}

/// Playwright against the running app.
fn browser(cluster: Option<&Cluster>) -> anyhow::Result<()> {
    tools::system_packages(&[
        ("chromium", &["chromium"]),
        ("pdftotext", &["poppler-utils"]),
    ])?;
    tools::web_packages()?;
    // Handed through to the app the tests start.
    let database =
        cluster.map(|cluster| ("SPIN_VARIABLE_DATABASE_URL", cluster.database("browser")));
    step::run_with(
        &format!("browser tests on {}", called(cluster)),
        Command::new("npm")
            .args(["run", "--silent", "e2e"])
            .current_dir(path("web"))
            .envs(database),
    )
}

fn called(cluster: Option<&Cluster>) -> &'static str {
    match cluster {
        Some(_) => "PostgreSQL",
        None => "SQLite",
    }
}
