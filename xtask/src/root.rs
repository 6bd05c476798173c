//! Where the repository is.

use std::path::{Path, PathBuf};

/// The repository's top folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the repository")
}

/// A path below the top folder.
pub fn path(relative: &str) -> PathBuf {
    root().join(relative)
}
