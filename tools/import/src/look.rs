//! How a file looks from outside, to tell whether it is still the one that was sent.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// How a file looks: equal looks are one file that nobody wrote to meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Its size in bytes.
    pub size: u64,
    /// When it was written to.
    pub modified: SystemTime,
    /// Its number in the file system, where that gives numbers: another file under the same name has another.
    number: u64,
}

impl Look {
    /// How the file at a path looks now; none where there is none.
    pub fn of(path: &Path) -> Option<Self> {
        Self::from(&fs::symlink_metadata(path).ok()?)
    }

    /// By what the system says of it; none of a folder or a link.
    pub fn from(about: &Metadata) -> Option<Self> {
        let modified = about.modified().ok()?;
        about.is_file().then(|| Self {
            size: about.len(),
            modified,
            number: number(about),
        })
    }

    /// Whether size and time are the same: what stays when a file is moved, on every file system.
    pub fn is_like(self, other: Self) -> bool {
        (self.size, self.modified) == (other.size, other.modified)
    }
}

#[cfg(unix)]
fn number(about: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn another_file_and_other_bytes_look_different() {
        let folder = tempfile::tempdir().unwrap();
        let (path, new) = (folder.path().join("a.csv"), folder.path().join(".new"));
        fs::write(&path, "old").unwrap();
        let first = Look::of(&path).unwrap();
        assert_eq!(Look::of(&path), Some(first));
        fs::write(&new, "new").unwrap();
        let file = File::options().append(true).open(&new).unwrap();
        file.set_modified(first.modified).unwrap();
        fs::rename(&new, &path).unwrap();
        let second = Look::of(&path).unwrap();
        assert!(second.is_like(first));
        assert_eq!(second == first, cfg!(not(unix)));
        fs::write(&path, "newer").unwrap();
        assert!(!Look::of(&path).unwrap().is_like(second));
        // What was opened is told from what lies there now as well.
        assert_eq!(
            Look::from(&file.metadata().unwrap()),
            Look::of(&path),
            "written in place"
        );
        assert_eq!(Look::of(folder.path()), None);
        assert_eq!(Look::of(&new), None);
    }
}
