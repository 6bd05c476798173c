//! Why a command on a database does not succeed.

use crate::{assemble::StartError, installation::RecordsError};
use std::{
    io,
    net::SocketAddr,
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
    #[error("{}", counted(*.0, "finding"))]
    Damaged(usize),
    /// The schema is not as expected; the differences were printed.
    #[error("the schema differs in {}", counted(*.0, "place"))]
    Wrong(usize),
    /// Nothing can be imported.
    #[error(transparent)]
    Import(#[from] import::Error),
    /// Some files were not imported; each was told.
    #[error("{} not imported", counted(*.0, "file"))]
    NotImported(usize),
    /// Nobody said the password.
    #[error(
        "no password: set UNDERTONE_PASSWORD, or name a file that holds it with --password-file"
    )]
    NoPassword,
    /// A file cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// No runtime has the data folder.
    #[error("no runtime serves from `{}`: start one with `undertone up`, or name its folder with `--data`", .0.display())]
    NotRunning(PathBuf),
    /// The runtime refuses what it is asked for.
    #[error("{detail}; {remedy}")]
    RefusedByRuntime {
        /// Why.
        detail: String,
        /// What to do about it.
        remedy: String,
    },
    /// The runtime did not answer to the end.
    #[error("the runtime at {address} does not answer: {reason}; its log may say why")]
    NoAnswer {
        /// Its admin port.
        address: SocketAddr,
        /// What became of the question.
        reason: String,
    },
    /// A run did not end well.
    #[error("{0}")]
    Run(String),
    /// The process lacks something.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// `1 finding`, `2 findings`.
fn counted(count: usize, what: &str) -> String {
    let several = if count == 1 { "" } else { "s" };
    format!("{count} {what}{several}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_several() {
        assert_eq!(CommandError::Damaged(1).to_string(), "1 finding");
        assert_eq!(CommandError::Damaged(2).to_string(), "2 findings");
        assert_eq!(
            CommandError::Wrong(1).to_string(),
            "the schema differs in 1 place"
        );
    }
}
