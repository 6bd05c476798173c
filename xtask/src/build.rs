//! `cargo xtask build`: components, web app and runtime.

use crate::root::path;
use crate::step::{self, run_with};
use crate::tools;
use clap::Args;
use std::process::Command;
use std::time::SystemTime;

/// Components in the order they are listed in `spin.toml`.
pub const COMPONENTS: [&str; 9] = [
    "web",
    "auth",
    "upload",
    "worker",
    "unpack",
    "analytics",
    "report",
    "typeset",
    "storage",
];

/// The crates whose tests are optimized. They are always named together: for fewer of them, cargo may choose other features
/// of their dependencies and build those anew.
pub const OPTIMIZED_TESTS: [&str; 6] = [
    "-p",
    "undertone",
    "-p",
    "undertone-host",
    "-p",
    "system-tests",
];

/// What to build.
#[derive(Args, Default)]
pub struct Options {
    /// Accepted for habit's sake: components and runtime are always built optimized.
    #[arg(long)]
    release: bool,
}

pub fn run_all() -> anyhow::Result<()> {
    run(&Options::default())
}

/// Builds all three; afterwards `target/release/undertone` can serve `spin.toml`.
pub fn run(_options: &Options) -> anyhow::Result<()> {
    web()?;
    components()?;
    runtime()
}

/// Builds the web app into `web/dist` when something in it changed.
pub fn web() -> anyhow::Result<()> {
    tools::web_packages()?;
    let built = path("web/dist/index.html")
        .metadata()
        .and_then(|m| m.modified());
    if built.is_ok_and(|built| newest(&path("web")).is_some_and(|changed| changed <= built)) {
        return Ok(());
    }
    run_with(
        "build the web app",
        Command::new("npm")
            .args(["run", "--silent", "build"])
            .current_dir(path("web")),
    )
}

/// Builds every component for WASI.
pub fn components() -> anyhow::Result<()> {
    tools::guest_compilers()?;
    let mut arguments = vec!["build", "--release", "--target", tools::GUEST];
    for component in COMPONENTS {
        arguments.extend(["-p", component]);
    }
    step::run("build the components", "cargo", &arguments)
}

/// Builds all that is optimized: the components, the runtime, and the tests that use it.
pub fn optimized() -> anyhow::Result<()> {
    components()?;
    run_with(
        "build the runtime and its tests",
        Command::new("cargo")
            .args(["test", "--quiet", "--release", "--no-run"])
            .args(OPTIMIZED_TESTS),
    )?;
    runtime()
}

/// Builds the binary `undertone` and compiles the components to machine code.
pub fn runtime() -> anyhow::Result<()> {
    step::run(
        "build the runtime",
        "cargo",
        &["build", "--release", "-p", "undertone"],
    )
}

/// When the newest source of the web app changed.
fn newest(folder: &std::path::Path) -> Option<SystemTime> {
    let mut latest = None;
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let name = entry.file_name();
        if [
            "node_modules",
            "dist",
            "test-results",
            "e2e",
            "playwright-report",
        ]
        .iter()
        .any(|skip| name == *skip)
        {
            continue;
        }
        let changed = match entry.file_type() {
            Ok(kind) if kind.is_dir() => newest(&entry.path()),
            _ => entry.metadata().and_then(|m| m.modified()).ok(),
        };
        latest = latest.max(changed);
    }
    latest
}
