//! The SQLite side: as a source and as a target.

mod finish;
mod load;
mod misfits;
mod objects;
mod prepare;
mod read;
mod source;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

pub use finish::{check, finish, set_sequences};
pub use load::load;
pub use misfits::misfits;
pub use objects::rebuild;
pub use prepare::{begin, prospect, scratch_prospect};
pub use read::scan;
pub use source::{count, open_source, sequence};

/// A connection that the reading thread and the rest share, one after the other.
pub type Shared = Arc<Mutex<Connection>>;

/// The connection; a thread that failed leaves it usable.
pub fn lock(shared: &Shared) -> MutexGuard<'_, Connection> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
