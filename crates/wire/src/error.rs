//! Why a file could not be unwrapped.

use std::io;

use tickets::FileError;

/// Whose fault it was.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file's: its sender can act.
    #[error(transparent)]
    File(#[from] FileError),
    /// The store's that it was read from or written to.
    #[error(transparent)]
    Io(#[from] io::Error),
}
