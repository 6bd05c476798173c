//! Why the application does not start.

use crate::{data_dir::DataError, document::Mistake, inbox::InboxError};
use std::{io, path::PathBuf};
use undertone_host::CacheError;

/// Why the application does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A mistake in `spin.toml` or `runtime.toml`.
    #[error(transparent)]
    Mistake(#[from] Mistake),
    /// Settings that the application cannot have, one a line.
    #[error("{}", .0.join("\nerror: "))]
    Settings(Vec<String>),
    /// A file cannot be read.
    #[error("cannot read `{}`: {error}; name the application with `--manifest PATH/spin.toml`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// The data folder cannot be used.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The inbox cannot be watched.
    #[error(transparent)]
    Inbox(#[from] InboxError),
    /// The records are not the data folder's.
    #[error("{refusal}\n  records: {database}\n  data folder: {}\n{}", folder.display(), refusal.remedy())]
    Installation {
        /// Why.
        refusal: installation::Refusal,
        /// The records.
        database: String,
        /// The folder.
        folder: PathBuf,
    },
    /// The engine does not start.
    #[error("the WebAssembly engine does not start: {0}")]
    Engine(String),
    /// The cache cannot be used.
    #[error(transparent)]
    Cache(CacheError),
    /// The process that compiles did not end well; it has said why.
    #[error("the components could not be compiled")]
    Compile,
    /// An address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// The address.
        address: String,
        /// The system's reason.
        error: io::Error,
    },
    /// The process lacks something.
    #[error("{0}")]
    Io(#[from] io::Error),
}
