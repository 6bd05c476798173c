//! `undertone compile`: fills the cache, so that the next start takes milliseconds.

use super::{LogFlags, cache_folder, data_folder, log};
use crate::assemble::{self, Plan, StartError};
use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use undertone_host::{Cache, Origin, log::LogSettings};

/// Flags of `undertone compile`.
#[derive(clap::Args)]
pub struct Flags {
    /// The manifest.
    #[arg(long, default_value = "spin.toml")]
    manifest: PathBuf,
    /// Where compiled code is kept [default: `undertone` in the user's folder for caches].
    #[arg(long)]
    cache: Option<PathBuf>,
    /// Where everything else is kept [default: .undertone beside the manifest]: a user without a home has the cache there.
    #[arg(long)]
    data: Option<PathBuf>,
    #[command(flatten)]
    log: LogFlags,
}

/// What stands behind the name of a component that had to be compiled.
const COMPILED: &str = ": compiled";

/// Compiles what is not in the cache and says so, each time one is there.
pub fn run(flags: Flags) -> Result<(), StartError> {
    let plan = Plan::read(&flags.manifest)?;
    flags.log.begin(&plan)?;
    let folder = cache_folder(flags.cache, &data_folder(&flags.manifest, flags.data));
    let host = assemble::host(&plan)?;
    let cache = Cache::open(&folder).map_err(StartError::Cache)?;
    let absent = assemble::absent(&plan, &host, &cache)?;
    assemble::load(&plan, &host, &cache, |id, origin| {
        // Of two components of the same sources the second finds what the first compiled.
        if origin == Origin::Compiled || absent.contains(&id) {
            println!("{id}{COMPILED}");
        } else {
            println!("{id}: already compiled");
        }
    })?;
    cache.tidy().map_err(StartError::Cache)
}

/// Compiles in a process of its own; `told` hears the name of each component that is compiled.
pub fn apart(
    manifest: &Path,
    cache: &Path,
    settings: &LogSettings,
    mut told: impl FnMut(&str),
) -> Result<(), StartError> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["compile", "--manifest"]).arg(manifest);
    let mut compiler = log::hand_on(command.arg("--cache").arg(cache), settings)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(said) = compiler.stdout.take() {
        for line in BufReader::new(said).lines() {
            if let Some(id) = line?.strip_suffix(COMPILED) {
                told(id);
            }
        }
    }
    let status = compiler.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(StartError::Compile)
    }
}
