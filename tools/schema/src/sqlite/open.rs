//! Opening the file as the product does: foreign keys enforced, waiting for a lock a while.

use std::{
    fs::{self, File, TryLockError},
    path::Path,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use crate::{Database, Error};

/// How long a statement waits for another process's lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens a file that is there.
pub fn open(path: &Path) -> Result<Connection, Error> {
    if !path.is_file() {
        return Err(Error::NoFile(path.to_owned()));
    }
    prepare(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Opens a file, made with its folder if needed.
pub fn open_or_create(path: &Path) -> Result<Connection, Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    prepare(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    )
}

fn prepare(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let failed = |error| Error::Sqlite {
        database: Database::Sqlite(path.to_owned()).to_string(),
        error,
    };
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection
        .execute_batch("PRAGMA foreign_keys = ON")
        .map_err(failed)?;
    // The first look into the file: it may be something else.
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(failed)?;
    Ok(connection)
}

/// Keeps the application off a file in a data folder: holds the lock that `undertone up` takes.
///
/// None when the file is in no data folder; an error when the application runs.
pub fn in_use(path: &Path) -> Result<Option<File>, std::io::Error> {
    let Some(folder) = path
        .canonicalize()?
        .parent()
        .and_then(Path::parent)
        .map(Path::to_owned)
    else {
        return Ok(None);
    };
    let lock = folder.join("lock");
    if !lock.is_file() {
        return Ok(None);
    }
    let lock = File::open(lock)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Err(std::io::Error::new(
            std::io::ErrorKind::ResourceBusy,
            format!(
                "the application runs on `{}`: stop it first",
                folder.display()
            ),
        )),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_and_another_files_content_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        assert!(matches!(open(&path), Err(Error::NoFile(_))));
        fs::write(&path, b"this is no database, whatever its name says").unwrap();
        let error = open(&path).unwrap_err().to_string();
        assert!(error.contains("no SQLite database"), "{error}");
    }

    #[test]
    fn the_applications_lock_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sqlite/default.db");
        open_or_create(&path).unwrap();
        assert!(in_use(&path).unwrap().is_none());
        let held = File::create(folder.path().join("lock")).unwrap();
        held.lock().unwrap();
        assert!(
            in_use(&path)
                .unwrap_err()
                .to_string()
                .contains("stop it first")
        );
        drop(held);
        assert!(in_use(&path).unwrap().is_some());
    }
}
