//! The tests beside the code: built once, run on each database.

use crate::test::{SERVER, called};
use crate::{build, root::root, step, tools};
use anyhow::{Context, bail};
use pg_cluster::Cluster;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The crates whose tests ask the records.
const ON_RECORDS: [&str; 11] = [
    "provider",
    "stores",
    "figures",
    "endpoint",
    "auth",
    "queue",
    "rows",
    "upload",
    "worker",
    "analytics",
    "report",
];

/// All crates but those that are compiled in release mode anyway.
const DEVELOPMENT: [&str; 7] = [
    "--workspace",
    "--exclude",
    "undertone",
    "--exclude",
    "undertone-host",
    "--exclude",
    "system-tests",
];

/// Runs all tests but the runtime's on SQLite, or without a database, and those that ask the records on PostgreSQL, too.
pub fn run(databases: &[Option<&Cluster>]) -> anyhow::Result<()> {
    if databases.iter().any(Option::is_none) {
        step::run_with(
            "unit tests",
            Command::new("cargo")
                .args(["test", "--quiet"])
                .args(DEVELOPMENT),
        )?;
    }
    for cluster in databases.iter().flatten() {
        for test in built()? {
            step::run_with(
                &format!(
                    "unit tests of {} on {}",
                    test.package,
                    called(Some(cluster))
                ),
                Command::new(&test.program)
                    .arg("--quiet")
                    .current_dir(&test.folder)
                    .env("CARGO_MANIFEST_DIR", &test.folder)
                    .env(SERVER, cluster.url("postgres")),
            )?;
        }
    }
    Ok(())
}

/// Runs the runtime's tests: in release mode, so that it is compiled once.
pub fn of_runtime() -> anyhow::Result<()> {
    tools::guest_compilers()?;
    tools::system_packages(&[("/usr/lib/postgresql", &["postgresql"])])?;
    step::run_with(
        "unit tests of the runtime",
        Command::new("cargo")
            .args(["test", "--quiet", "--release"])
            .args(build::OPTIMIZED_TESTS)
            .args(["--lib", "--bins", "--test", "system"]),
    )
}

/// A built program of tests.
struct Test {
    package: String,
    program: PathBuf,
    folder: PathBuf,
}

/// The tests of the crates on records. All crates are named, as above: for fewer, cargo would choose other features of
/// their dependencies and build those anew.
fn built() -> anyhow::Result<Vec<Test>> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "--quiet", "--no-run"])
        .args(["--message-format", "json-render-diagnostics"])
        .args(DEVELOPMENT)
        .current_dir(root());
    step::as_typed(&mut cargo);
    let output = cargo
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("the unit tests do not build ({})", output.status);
    }
    let mut tests = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        tests.extend(test(&serde_json::from_str(line)?));
    }
    if tests.len() != ON_RECORDS.len() {
        bail!(
            "cargo names the tests of {} of the crates {ON_RECORDS:?}",
            tests.len()
        );
    }
    Ok(tests)
}

/// The tests inside a crate on records, where cargo speaks of such.
fn test(message: &Value) -> Option<Test> {
    let program = message["executable"].as_str()?;
    let target = &message["target"];
    let package = target["name"].as_str()?;
    let library = target["kind"].as_array()?.iter().any(|kind| {
        kind.as_str()
            .is_some_and(|kind| kind == "lib" || kind == "cdylib" || kind == "rlib")
    });
    let manifest = Path::new(message["manifest_path"].as_str()?);
    (library && ON_RECORDS.contains(&package)).then(|| Test {
        package: package.to_owned(),
        program: program.into(),
        folder: manifest.parent().unwrap_or(manifest).to_owned(),
    })
}
