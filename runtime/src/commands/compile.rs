//! `undertone compile`: fills the cache, so that the next start takes milliseconds.

use super::data_folder;
use crate::{
    assemble::{self, Plan, StartError},
    data_dir::DataDir,
};
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
    /// Where everything is kept [default: .undertone beside the manifest].
    #[arg(long)]
    data: Option<PathBuf>,
    /// The caller holds the data folder: set by `undertone up`.
    #[arg(long, hide = true)]
    held: bool,
}

/// Compiles what is not in the cache and says so.
pub fn run(flags: Flags) -> Result<(), StartError> {
    let plan = Plan::read(&flags.manifest)?;
    let folder = data_folder(&flags.manifest, flags.data);
    let _lock = if flags.held {
        None
    } else {
        Some(DataDir::open(&folder)?)
    };
    let host = assemble::host(&plan)?;
    let cache = Cache::open(&DataDir::cache_of(&folder)).map_err(StartError::Cache)?;
    for (id, (_, origin)) in assemble::load(&plan, &host, &cache)? {
        let how = match origin {
            Origin::Cached => "already compiled",
            Origin::Compiled => "compiled",
        };
        println!("{id}: {how}");
    }
    cache.tidy().map_err(StartError::Cache)
}

/// Compiles in a process of its own, for one that holds the data folder.
pub fn apart(manifest: &Path, data: &Path) -> Result<(), StartError> {
    let status = Command::new(std::env::current_exe()?)
        .args(["compile", "--held", "--manifest"])
        .arg(manifest)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(StartError::Compile)
    }
}
