//! Which records and which data folder belong together: both carry the identifier of their installation.
//!
//! The records keep it among their own values, the folder in a small file beside lake and uploads. They get it at first
//! use ([`settle`]); from then on records and folder that differ are not used together. The file also tells how far the
//! records were when the folder saw them last, so that a database that was restored to an earlier state is noticed.

mod adopt;
mod folder;
mod judge;
mod look;
mod mark;
mod records;
mod survey;

pub use adopt::adopt;
pub use folder::{LAKE, TRASH, UPLOADS, is_filled, is_job};
pub use judge::{Folder, Refusal, Sides, Verdict, judge};
pub use look::{look, settle};
pub use mark::{FILE, Mark, read, write};
pub use records::{Param, Reached, Records, identifier, reached};
pub use survey::{Survey, survey};

use uuid::Builder;

/// A new identifier, out of random bytes.
pub fn fresh(random: [u8; 16]) -> String {
    Builder::from_random_bytes(random).into_uuid().to_string()
}

/// Why records and folder could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum Error<E> {
    /// They do not belong together.
    #[error("{0}")]
    Refused(Refusal),
    /// The records do not answer.
    #[error("{0}")]
    Records(E),
    /// The folder cannot be read or written.
    #[error("the data folder: {0}")]
    Folder(std::io::Error),
}
