//! Why a step did not succeed.

use crate::status::Trouble;
use stores::lake;

/// Why a step did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Somebody else holds the step by now: nothing of this attempt was kept.
    #[error("the lease was lost")]
    LeaseLost,
    /// Trying again can help.
    #[error("{0}")]
    Passing(String),
    /// The file or its mapping is at fault; the uploader can act.
    #[error("{}", .0.detail)]
    File(Trouble),
    /// We are at fault.
    #[error("{0}")]
    Ours(String),
}

impl Failure {
    /// A state that should not be possible.
    pub fn bug(cause: &impl std::fmt::Display) -> Self {
        Self::Ours(cause.to_string())
    }
}

impl From<stores::Error> for Failure {
    fn from(error: stores::Error) -> Self {
        match error {
            // Of two attempts that wrote the same at once one has won; the next finds what it wrote.
            stores::Error::Conflict {
                kind: stores::ConstraintKind::Unique,
                ..
            }
            | stores::Error::Unavailable(_)
            | stores::Error::Full(_)
            | stores::Error::Misconfigured(_)
            | stores::Error::Timeout
            | stores::Error::Serialization => Self::Passing(error.to_string()),
            other => Self::Ours(other.to_string()),
        }
    }
}

impl From<lake::Error> for Failure {
    fn from(error: lake::Error) -> Self {
        match error {
            lake::Error::Unavailable(_) | lake::Error::Records(_) => {
                Self::Passing(error.to_string())
            }
            other => Self::Ours(other.to_string()),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Passing(error.to_string())
    }
}

impl From<tickets::FileError> for Failure {
    fn from(error: tickets::FileError) -> Self {
        Self::File(Trouble {
            code: error.kind().to_owned(),
            detail: error.to_string(),
            remedy: error.remedy().to_owned(),
        })
    }
}
