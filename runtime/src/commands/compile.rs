//! `undertone compile`: fills the cache, so that the next start takes milliseconds.

use super::{cache_folder, data_folder};
use crate::assemble::{self, Plan, StartError};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use undertone_host::{Cache, Origin};

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
}

/// Compiles what is not in the cache and says so.
pub fn run(flags: Flags) -> Result<(), StartError> {
    let plan = Plan::read(&flags.manifest)?;
    let folder = cache_folder(flags.cache, &data_folder(&flags.manifest, flags.data));
    let host = assemble::host(&plan)?;
    let cache = Cache::open(&folder).map_err(StartError::Cache)?;
    for (id, (_, origin)) in assemble::load(&plan, &host, &cache)? {
        let how = match origin {
            Origin::Cached => "already compiled",
            Origin::Compiled => "compiled",
        };
        println!("{id}: {how}");
    }
    cache.tidy().map_err(StartError::Cache)
}

/// Compiles in a process of its own.
pub fn apart(manifest: &Path, cache: &Path) -> Result<(), StartError> {
    let status = Command::new(std::env::current_exe()?)
        .args(["compile", "--manifest"])
        .arg(manifest)
        .arg("--cache")
        .arg(cache)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(StartError::Compile)
    }
}
