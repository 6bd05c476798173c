//! `cargo xtask test`: everything there is to check, on a fresh clone.

use crate::root::path;
use crate::step;
use crate::{build, check, tools};
use clap::Args;
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
}

/// Runs the chosen parts, or all, and says how long they took.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let start = Instant::now();
    let all = !options.unit && options.system.is_none() && !options.browser;
    if all {
        println!(
            "checks, unit tests, components, whole-system tests and browser tests: about 40 minutes on a fresh clone with 2 cores"
        );
        build::web()?;
        check::run(&check::Options::default())?;
    }
    if all || options.unit {
        build::web()?;
        unit()?;
    }
    if all || options.system.is_some() || options.browser {
        build::run_all()?;
    }
    if all || options.system.is_some() {
        system(options.system.as_deref().unwrap_or(""))?;
    }
    if all || options.browser {
        browser()?;
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

/// Tests over HTTP against the real runtime and components.
fn system(name: &str) -> anyhow::Result<()> {
    tools::system_packages(&[("pdftotext", &["poppler-utils"])])?;
    let python = tools::python(&["duckdb", "pyarrow"])?;
    step::run_with(
        "whole-system tests",
        Command::new("cargo")
            .args(["test", "--release", "-p", "system-tests", "--"])
            .args((!name.is_empty()).then_some(name))
            .env("UNDERTONE_PYTHON", python),
    )
}

/// Playwright against the running app.
fn browser() -> anyhow::Result<()> {
    tools::system_packages(&[
        ("chromium", &["chromium"]),
        ("pdftotext", &["poppler-utils"]),
    ])?;
    tools::web_packages()?;
    step::run_with(
        "browser tests",
        Command::new("npm")
            .args(["run", "--silent", "e2e"])
            .current_dir(path("web")),
    )
}
