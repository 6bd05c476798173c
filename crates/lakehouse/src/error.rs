//! Why a call to the lake did not succeed.

/// Why a call to the lake did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The files cannot be reached; trying later may help.
    #[error("the lake is unavailable: {0}")]
    Unavailable(String),
    /// The caller's rows, plan or names are wrong: says which and how.
    #[error("the lake refuses: {0}")]
    Invalid(String),
    /// A file is missing, or is not what was written.
    #[error("the lake is damaged: {path}: {reason}")]
    Damaged {
        /// The file, below the lake's root.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The catalog could not be read or written.
    #[error("the lake's catalog: {0}")]
    Records(String),
    /// The records and the data folder are not of one installation.
    #[error("not one installation: {0}")]
    WrongInstallation(String),
}

impl From<dialect::Error> for Error {
    fn from(error: dialect::Error) -> Self {
        match error {
            dialect::Error::WrongInstallation(reason) => Self::WrongInstallation(reason),
            other => Self::Records(other.to_string()),
        }
    }
}
