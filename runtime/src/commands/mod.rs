//! The commands of `undertone`, one file each.

pub mod backup;
pub mod check;
pub mod compile;
mod database;
mod error;
pub mod migrate;
pub mod move_;
mod progress;
pub mod restore;
pub mod up;

pub use error::CommandError;

use std::{
    io,
    path::{Path, PathBuf},
};

/// Waits for a task that speaks to a database.
fn wait<T>(task: impl Future<Output = T>) -> io::Result<T> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(task))
}

/// The data folder when none is named: `.undertone` beside the manifest.
fn data_folder(manifest: &Path, named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| manifest.with_file_name(".undertone"))
}
