//! The commands of `undertone`, one file each.

pub mod compile;
pub mod up;

use std::path::{Path, PathBuf};

/// The data folder when none is named: `.undertone` beside the manifest.
fn data_folder(manifest: &Path, named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| manifest.with_file_name(".undertone"))
}
