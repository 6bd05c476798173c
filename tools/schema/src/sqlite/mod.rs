//! The schema of a SQLite file.

mod checks;
mod open;
mod read;

pub use open::{in_use, open, open_or_create};
pub use read::read;
