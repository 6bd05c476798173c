//! Backups: each is whole, member by member.

use std::path::Path;

use crate::Report;

const ANOTHER: &str = "make another backup, and keep this one apart";

/// Reads a backup from beginning to end.
pub fn check(path: &Path, report: &mut Report) {
    match backup::verify(path) {
        Ok(manifest) => report.note(format!(
            "backups: {} of {} is whole, with {} files",
            path.display(),
            manifest.created_at,
            manifest.files()
        )),
        Err(error) => report.find(
            "backups",
            path.display().to_string(),
            error.to_string(),
            ANOTHER,
        ),
    }
}
