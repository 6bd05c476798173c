//! What keeps a check from its end.

use std::io;
use std::path::{Path, PathBuf};

/// What keeps a check from its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The records cannot be read.
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
    /// The records say something that this program does not know.
    #[error("the records: {0}")]
    Strange(String),
    /// There is no such workspace.
    #[error("there is no workspace {0}")]
    NoWorkspace(i64),
    /// The records are older than this program.
    #[error(
        "the records are of an older version: start the application once, or run `undertone migrate up`, then repair"
    )]
    Older,
}

impl Error {
    /// The system's refusal at a path.
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, error }
    }
}
