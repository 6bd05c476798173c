//! `undertone compile`: fills the cache, so that the next start takes milliseconds.

use super::data_folder;
use crate::{
    assemble::{self, Plan, StartError},
    data_dir::DataDir,
};
use std::path::PathBuf;
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
}

/// Compiles what is not in the cache and says so.
pub fn run(flags: Flags) -> Result<(), StartError> {
    let plan = Plan::read(&flags.manifest)?;
    let data = DataDir::open(&data_folder(&flags.manifest, flags.data))?;
    let host = assemble::host(&plan)?;
    let cache = Cache::open(&data.cache()).map_err(StartError::Cache)?;
    for (id, (_, origin)) in assemble::load(&plan, &host, &cache)? {
        let how = match origin {
            Origin::Cached => "already compiled",
            Origin::Compiled => "compiled",
        };
        println!("{id}: {how}");
    }
    cache.tidy().map_err(StartError::Cache)
}
