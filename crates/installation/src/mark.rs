//! The folder's own file: whose it is, and how far the records were when it saw them last.

use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Reached;

/// The file, below the folder that holds lake and uploads.
pub const FILE: &str = "installation.json";
/// Part of its name until it is whole.
const WRITING: &str = ".installation.json.writing-";

/// What the file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The installation's identifier.
    pub id: String,
    /// How far the records were: records that are behind it are older than the folder.
    pub reached: Reached,
    /// When the sweeper looked last.
    #[serde(default)]
    pub swept_at: Option<Timestamp>,
    /// How long the sweeper has been looking, in seconds. What waits in the trash waits by this clock, which neither
    /// stands still in the past nor jumps ahead.
    #[serde(default)]
    pub running_seconds: i64,
    /// When the folder was given to these records: what lay in it then is never swept.
    #[serde(default)]
    pub adopted_at: Option<Timestamp>,
    /// Where the clock of the trash stood then: what is in the trash waits from there on, at least.
    #[serde(default)]
    pub adopted_seconds: i64,
}

impl Mark {
    /// The mark of a folder that becomes the records' own.
    pub fn new(id: String, reached: Reached) -> Self {
        Self {
            id,
            reached,
            swept_at: None,
            running_seconds: 0,
            adopted_at: None,
            adopted_seconds: 0,
        }
    }
}

/// Reads the file; none when the folder has none.
pub fn read(root: &Path) -> io::Result<Option<Mark>> {
    let path = root.join(FILE);
    let text = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    serde_json::from_slice(&text).map(Some).map_err(|error| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("{}: {error}", path.display()),
        )
    })
}

/// Writes the file: whole or not at all, and for good.
pub fn write(root: &Path, mark: &Mark) -> io::Result<()> {
    fs::create_dir_all(root)?;
    // Several may write at once: each has its own name until it is whole.
    let number = RandomState::new().hash_one(&mark.id);
    let (writing, path) = (
        root.join(format!("{WRITING}{number:016x}")),
        root.join(FILE),
    );
    let mut text = serde_json::to_vec_pretty(mark)?;
    text.push(b'\n');
    let mut file = File::create(&writing)?;
    file.write_all(&text)?;
    file.sync_all()?;
    fs::rename(&writing, &path)?;
    File::open(root)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_a_damaged_file_is_told() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(read(root.path()).unwrap(), None);
        let mark = Mark {
            swept_at: Some(Timestamp::UNIX_EPOCH),
            ..Mark::new("a".to_owned(), Reached::default())
        };
        write(root.path(), &mark).unwrap();
        assert_eq!(read(root.path()).unwrap(), Some(mark));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
        fs::write(root.path().join(FILE), "{").unwrap();
        let error = read(root.path()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}
