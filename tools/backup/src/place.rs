//! Puts a finished folder where the application looks for it, in one step.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::{Error, archive::sync_folder};

/// What may be lost: compiled code, copies of single files, the lock.
const DISPOSABLE: [&str; 3] = ["cache", "files", "lock"];

/// Whether a folder may be replaced, and the application kept off it.
pub fn claim(folder: &Path, overwrite: bool) -> Result<Option<File>, Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(Error::file(folder))?,
    };
    let mut filled = false;
    for entry in entries {
        let name = entry.map_err(Error::file(folder))?.file_name();
        filled |= !DISPOSABLE.iter().any(|known| name == *known);
    }
    if filled && !overwrite {
        return Err(Error::FolderNotEmpty(folder.to_owned()));
    }
    let lock = File::create(folder.join("lock")).map_err(Error::file(folder))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(Error::file(folder)(error)),
    }
}

/// A new folder beside the one it will replace; removed when dropped before its time.
pub fn beside(folder: &Path) -> Result<tempfile::TempDir, Error> {
    let parent = parent(folder);
    fs::create_dir_all(&parent).map_err(Error::file(&parent))?;
    tempfile::Builder::new()
        .prefix(".undertone-restore-")
        .tempdir_in(&parent)
        .map_err(Error::file(&parent))
}

/// Gives the new folder the other's name. The other is removed once the new one stands.
pub fn replace(new: &Path, folder: &Path) -> Result<(), Error> {
    let parent = parent(folder);
    let mut old = None;
    if folder.exists() {
        let aside = tempfile::Builder::new()
            .prefix(".undertone-replaced-")
            .tempdir_in(&parent)
            .map_err(Error::file(&parent))?;
        fs::rename(folder, aside.path().join("data")).map_err(Error::file(folder))?;
        old = Some(aside);
    }
    if let Err(error) = fs::rename(new, folder) {
        if let Some(aside) = old {
            // Back to what was: where even that fails, it stays under its other name.
            let kept = aside.keep();
            fs::rename(kept.join("data"), folder).map_err(Error::file(&kept))?;
        }
        return Err(Error::file(folder)(error));
    }
    sync_folder(&parent).map_err(Error::file(&parent))
}

fn parent(folder: &Path) -> PathBuf {
    match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_data_is_kept_unless_told() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("data");
        assert!(claim(&folder, false).unwrap().is_none());
        fs::create_dir_all(folder.join("cache")).unwrap();
        assert!(claim(&folder, false).unwrap().is_some());
        fs::create_dir(folder.join("sqlite")).unwrap();
        assert!(matches!(
            claim(&folder, false),
            Err(Error::FolderNotEmpty(_))
        ));
        let held = claim(&folder, true).unwrap();
        assert!(matches!(claim(&folder, true), Err(Error::InUse(_))));
        drop(held);
        let new = beside(&folder).unwrap();
        fs::write(new.path().join("new"), "").unwrap();
        replace(new.path(), &folder).unwrap();
        assert!(folder.join("new").exists() && !folder.join("sqlite").exists());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }
}
