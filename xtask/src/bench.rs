//! `cargo xtask bench`: measurements side by side with a peer, each a script in `benches/`.

use crate::root::path;
use crate::step::run_with;
use crate::{build, tools};
use clap::Args;
use std::process::Command;

/// Which measurement.
#[derive(Args)]
pub struct Options {
    /// Name of a script in `benches/`, without its ending; all when left out.
    name: Option<String>,
}

/// Runs the measurements and prints their tables.
pub fn run(options: &Options) -> anyhow::Result<()> {
    build::run_all()?;
    tools::system_packages(&[("wrk", &["wrk"]), ("pgloader", &["pgloader"])])?;
    let python = tools::python(&[
        "duckdb",
        "fastapi",
        "httptools",
        "pandas",
        "pyarrow",
        "uvicorn",
        "uvloop",
        "vaderSentiment",
    ])?;
    let mut scripts: Vec<_> = std::fs::read_dir(path("benches"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|script| script.extension().is_some_and(|ending| ending == "py"))
        .filter(|script| {
            options
                .name
                .as_ref()
                .is_none_or(|name| script.file_stem().is_some_and(|stem| stem == name.as_str()))
        })
        .filter(|script| {
            script
                .file_stem()
                .is_some_and(|stem| !stem.to_string_lossy().starts_with('_'))
        })
        .collect();
    scripts.sort();
    for script in scripts {
        run_with(
            &script.display().to_string(),
            Command::new(&python).arg(&script),
        )?;
    }
    Ok(())
}
