//! Records, lake and uploads as one consistent set, in one file, while the application runs; and back, verified.
//!
//! The records' snapshot comes first and decides what belongs to the set: the lake files its catalog lists, the staged
//! files that its unfinished jobs know of, and the uploads of its jobs. Such files never change once they are named, so
//! copying them afterwards gives what the snapshot means; one that is gone meanwhile (a job was deleted) makes the
//! backup begin again. The file is a `tar` in `zstd` whose last member, `manifest.json`, has every member's SHA-256.

mod archive;
mod back_up;
mod catalog;
mod error;
mod manifest;
mod place;
mod postgres;
mod restore;
mod sqlite;
mod unpack;

pub use back_up::{BackUp, back_up};
pub use error::Error;
pub use manifest::{Manifest, Member, TableInfo};
pub use restore::{Restore, restore};
pub use unpack::verify;
