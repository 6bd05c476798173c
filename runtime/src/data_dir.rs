//! The data folder: everything the runtime writes is below it, and one runtime has it at a time.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Why the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// Another runtime has it.
    #[error("`{}` is in use by another runtime: stop it, or give this one its own --data", .0.display())]
    InUse(PathBuf),
    /// The system refused.
    #[error("cannot use `{}`: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

/// A locked data folder.
pub struct DataDir {
    path: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Makes the folder if needed and locks it for this process.
    pub fn open(path: &Path) -> Result<Self, DataError> {
        let failed = |error| DataError::Io {
            path: path.to_owned(),
            error,
        };
        fs::create_dir_all(path).map_err(failed)?;
        let path = path.canonicalize().map_err(failed)?;
        let lock = File::create(path.join("lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(DataError::InUse(path)),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A folder below it, made if needed.
    pub fn folder(&self, name: &Path) -> Result<PathBuf, DataError> {
        let path = self.path.join(name);
        fs::create_dir_all(&path).map_err(|error| DataError::Io {
            path: path.clone(),
            error,
        })?;
        Ok(path)
    }

    /// An empty folder below it.
    pub fn emptied(&self, name: &Path) -> Result<PathBuf, DataError> {
        let path = self.path.join(name);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(DataError::Io { path, error })
            }
            _ => self.folder(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_runtimes_do_not_share_a_folder() {
        let path = std::env::temp_dir().join(format!("undertone-lock-{}", std::process::id()));
        let first = DataDir::open(&path).unwrap();
        assert!(matches!(DataDir::open(&path), Err(DataError::InUse(_))));
        drop(first);
        assert!(DataDir::open(&path).is_ok());
        fs::remove_dir_all(&path).unwrap();
    }
}
