//! What becomes of the folder of a job that was removed.

use crate::{ROOT, disk, trash};
use endpoint::log;
use jiff::Timestamp;
use serde_json::json;
use std::io;
use std::path::Path;

/// Moves the original of a job that a person removed to the trash, at once. Where that fails the sweeper does it.
pub fn discard(job: &str, now: Timestamp) {
    let root = Path::new(ROOT);
    let path = format!("{}/{job}", installation::UPLOADS);
    let moved = || -> io::Result<()> {
        let Some(mark) = installation::read(root)? else {
            return Ok(());
        };
        let Some(written) = disk::written(&root.join(&path))? else {
            return Ok(());
        };
        if let Some(place) = trash::put(root, &path, written, &mark, now)? {
            log::info(
                "trashed",
                json!({"path": path, "to": place, "cause": "its job was removed", "job.id": job}),
            );
        }
        Ok(())
    };
    if let Err(error) = moved() {
        log::warn(
            "not_trashed",
            json!({"path": path, "cause": error.to_string()}),
        );
    }
}
