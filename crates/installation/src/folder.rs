//! What lies in the folder: whether it holds anything that could be lost.

use std::fs;
use std::io;
use std::path::Path;

/// The lake's files.
pub const LAKE: &str = "lake";
/// The originals of uploads, a folder for each job.
pub const UPLOADS: &str = "uploads";
/// What is over, until it is deleted.
pub const TRASH: &str = "trash";

/// Whether the folder holds an original, a file of the lake, or something in its trash. What an upload that never
/// ended left behind does not count.
pub fn is_filled(root: &Path) -> io::Result<bool> {
    Ok(any(&root.join(UPLOADS), &|name| name == "export")?
        || any(&root.join(LAKE), &|name| name.contains(".parquet"))?
        || any(&root.join(TRASH), &|_| true)?)
}

/// Whether a folder's name is a job's identifier, a UUID: no other is one of an upload.
pub fn is_job(name: &str) -> bool {
    name.len() == 36 && name.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// Whether the folder holds one of these paths.
pub(crate) fn finds_any(root: &Path, named: &[String]) -> bool {
    named.iter().any(|path| root.join(path).is_file())
}

/// Whether a file of such a name lies below a folder, which may not exist.
fn any(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> io::Result<bool> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        other => other?,
    };
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        let found = if kind.is_dir() {
            any(&entry.path(), wanted)?
        } else {
            wanted(&entry.file_name().to_string_lossy())
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn only_what_could_be_lost_fills_a_folder() {
        let root = tempfile::tempdir().unwrap();
        let put = |path: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        };
        assert!(!is_filled(root.path()).unwrap());
        put(&format!("uploads/{JOB}/incoming"));
        put("lake/.check-1");
        put("installation.json");
        assert!(!is_filled(root.path()).unwrap());
        put("trash/2026-01-01.0/lake/ws=1/x");
        assert!(is_filled(root.path()).unwrap());
        fs::remove_dir_all(root.path().join("trash")).unwrap();
        put("lake/ws=1/ticket/a-0.parquet.staged");
        assert!(is_filled(root.path()).unwrap());
        fs::remove_dir_all(root.path().join("lake")).unwrap();
        put(&format!("uploads/{JOB}/export"));
        assert!(is_filled(root.path()).unwrap());
    }

    #[test]
    fn only_a_uuid_names_a_job() {
        assert!(is_job(JOB));
        assert!(!is_job("lost+found") && !is_job(""));
    }
}
