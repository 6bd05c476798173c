//! Why a command on a database does not succeed.

use crate::{assemble::StartError, installation::RecordsError};
use std::{
    io,
    path::{Path, PathBuf},
};

/// Why a command on a database does not succeed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The application does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A schema cannot be read or brought up to date.
    #[error(transparent)]
    Schema(#[from] schema::Error),
    /// A move does not begin, or stops.
    #[error(transparent)]
    Move(#[from] mover::Error),
    /// A backup or a restore does not succeed.
    #[error(transparent)]
    Backup(#[from] backup::Error),
    /// Records and data folder cannot be looked at.
    #[error(transparent)]
    Installation(#[from] installation::Error<RecordsError>),
    /// Records and data folder are not used together.
    #[error("{refusal}; {}", .refusal.remedy())]
    NotTogether {
        /// Why.
        refusal: installation::Refusal,
    },
    /// The records cannot be read.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// There are no records.
    #[error("{0} holds no records")]
    NoRecords(String),
    /// A check does not come to its end.
    #[error(transparent)]
    Check(#[from] check::Error),
    /// A check found something; it was printed.
    #[error("{0} findings")]
    Damaged(usize),
    /// The schema is not as expected; the differences were printed.
    #[error("the schema differs in {0} places")]
    Wrong(usize),
    /// A file cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// The process lacks something.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl CommandError {
    /// A file that cannot be read.
    pub fn file(path: &Path, error: io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            error,
        }
    }
}
