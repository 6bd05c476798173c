//! Why a backup or a restore does not succeed.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Why a backup or a restore does not succeed. Nothing that was there before has changed then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A database cannot be reached, read or migrated.
    #[error(transparent)]
    Schema(#[from] schema::Error),
    /// The system refused.
    #[error("`{}`: {error}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// The backup's file is there already.
    #[error("`{}` is there already: name another file", .0.display())]
    Exists(PathBuf),
    /// Something the records list is not in the data folder.
    #[error(
        "the records list {0}, which is not in the data folder: is it the application's own --data?"
    )]
    Missing(String),
    /// A file has another size than the records say.
    #[error("{path} has {found} bytes, the records say {expected}")]
    Size {
        /// The file.
        path: String,
        /// What it has.
        found: u64,
        /// What it should have.
        expected: u64,
    },
    /// The file is no backup, or not whole.
    #[error("`{}` is no whole backup: {reason}", path.display())]
    Damaged {
        /// The backup.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Its format is newer.
    #[error("the backup was made by a newer version ({0}): use that version")]
    Newer(String),
    /// Records of one kind do not go into a database of the other.
    #[error(
        "the backup holds records of {held}, the target is {target}: restore it to {held}, then use `undertone move`"
    )]
    Kind {
        /// What it holds.
        held: String,
        /// What was named.
        target: String,
    },
    /// The data folder has something in it.
    #[error("`{}` is not empty: name an empty folder, or add --overwrite to replace it", .0.display())]
    FolderNotEmpty(PathBuf),
    /// The database has something in it.
    #[error("{0} is not empty: name an empty database, or add --overwrite to replace its rows")]
    DatabaseNotEmpty(String),
    /// The application runs on it.
    #[error("the application runs on `{}`: stop it first", .0.display())]
    InUse(PathBuf),
    /// What was restored is not what was backed up.
    #[error("the restored records differ from the backup: {}", .0.join("; "))]
    Differs(Vec<String>),
}

impl Error {
    /// The system's refusal at a path.
    pub fn file(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |error| Self::File { path, error }
    }
}
