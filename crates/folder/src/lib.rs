//! What functions keep in the data folder: exports that come in, the trash, and how far the records were.

pub mod deleted;
mod discard;
pub mod disk;
pub mod inspection;
pub mod intakes;
pub mod marks;
pub mod room;
pub mod trash;
pub mod uploads;

pub use discard::discard;

/// Where the manifest mounts the data folder.
pub const ROOT: &str = "/data";
