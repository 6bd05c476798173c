//! Why a file is not imported.

use std::{io, path::PathBuf};

/// Why a file is not imported.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The application says no.
    #[error("{detail}{}", .remedy.as_ref().map_or(String::new(), |remedy| format!(" ({remedy})")))]
    Refused {
        /// The status of its answer.
        status: u16,
        /// The code of its answer.
        code: String,
        /// What is wrong, in its words.
        detail: String,
        /// What can be done, in its words.
        remedy: Option<String>,
    },
    /// It cannot be reached, or what answers is no application of ours.
    #[error("{0}")]
    Unreachable(String),
    /// A file cannot be read or moved.
    #[error("{}: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        cause: io::Error,
    },
    /// There is nothing to import.
    #[error("{} holds no file to import", .0.display())]
    Nothing(PathBuf),
    /// Somebody wrote to a file, or put another in its place, before its import was over.
    #[error("{} changed while it was imported: what is there now is not imported yet", .0.display())]
    Changed(PathBuf),
}

impl Error {
    /// Whether trying again later may help: nobody answered, the answer says so, or the file was not whole yet.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Refused { status, .. } => matches!(status, 409 | 423 | 429 | 500..),
            Self::Unreachable(_) | Self::Changed(_) => true,
            Self::File { .. } | Self::Nothing(_) => false,
        }
    }

    /// Whether the account is refused, and no file.
    pub fn is_of_account(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                status: 401 | 403,
                ..
            }
        )
    }

    /// A file and the system's reason.
    pub(crate) fn of_file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |cause| Self::File { path, cause }
    }
}
