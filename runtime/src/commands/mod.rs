//! The commands of `undertone`, one file each.

mod admin_port;
pub mod adopt;
pub mod backup;
pub mod check;
pub mod compile;
pub mod cron;
mod database;
mod error;
pub mod import;
pub mod lake;
mod log;
pub mod migrate;
pub mod move_;
mod progress;
pub mod queue;
pub mod restore;
pub mod up;

pub use error::CommandError;
use log::LogFlags;

use jiff::Timestamp;
use std::{
    fs, io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

/// Waits for a task that speaks to a database.
pub(crate) fn wait<T>(task: impl Future<Output = T>) -> io::Result<T> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(task))
}

/// The present moment: a command is where the clock comes in.
#[expect(
    clippy::disallowed_methods,
    reason = "the command is where the clock comes in"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

/// The folder of compiled code: the one that is named, else one of the user's own that all installations share, else,
/// where the system names no place for it or the user may not write there, one in the data folder.
fn cache_folder(named: Option<PathBuf>, data: &Path) -> PathBuf {
    let of_user = || {
        let place = |name| std::env::var_os(name).map(PathBuf::from);
        let caches = place("XDG_CACHE_HOME").filter(|path| path.is_absolute());
        let caches = caches.or_else(|| Some(place("HOME")?.join(".cache")));
        caches
            .filter(|path| path.is_absolute())
            .map(|path| path.join("undertone"))
            .filter(|path| can_be_made(path))
    };
    named.or_else(of_user).unwrap_or_else(|| data.join("cache"))
}

/// Makes a private folder, if it is not there.
fn can_be_made(folder: &Path) -> bool {
    let made = fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder);
    if let Err(error) = &made {
        tracing::info!(
            event = "cache_in_data_folder",
            refused = %folder.display(),
            cause = %error,
        );
    }
    made.is_ok()
}

/// The data folder when none is named: `.undertone` beside the manifest.
fn data_folder(manifest: &Path, named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| manifest.with_file_name(".undertone"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_made_is_not_used() {
        let own = std::env::temp_dir().join(format!("undertone-home-{}", std::process::id()));
        assert!(can_be_made(&own.join("a/b")) && can_be_made(&own.join("a/b")));
        assert!(!can_be_made(Path::new("/dev/null/.cache/undertone")));
        fs::remove_dir_all(own).unwrap();
    }
}
