//! The commands of `undertone`, one file each.

pub mod adopt;
pub mod backup;
pub mod check;
pub mod compile;
mod database;
mod error;
pub mod lake;
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
pub(crate) fn wait<T>(task: impl Future<Output = T>) -> io::Result<T> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(task))
}

/// The folder of compiled code: the one that is named, else one of the user's own that all installations share, else,
/// where the system names no place for it, one in the data folder.
fn cache_folder(named: Option<PathBuf>, data: &Path) -> PathBuf {
    let of_user = || {
        let place = |name| std::env::var_os(name).map(PathBuf::from);
        let caches = place("XDG_CACHE_HOME").filter(|path| path.is_absolute());
        let caches = caches.or_else(|| Some(place("HOME")?.join(".cache")));
        caches
            .filter(|path| path.is_absolute())
            .map(|path| path.join("undertone"))
    };
    named.or_else(of_user).unwrap_or_else(|| data.join("cache"))
}

/// The data folder when none is named: `.undertone` beside the manifest.
fn data_folder(manifest: &Path, named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| manifest.with_file_name(".undertone"))
}
