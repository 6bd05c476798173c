//! The lake's folder: staging, publishing, discarding.

use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::damaged;
use super::digest::Digesting;
use crate::path::{self, STAGED, WRITING};
use crate::{Error, StagedFile};

fn unavailable(path: &Path, error: &io::Error) -> Error {
    Error::Unavailable(format!("{}: {error}", path.display()))
}

/// Where a file's bytes go.
pub(super) type To = Digesting<BufWriter<File>>;

/// What is known of a file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Its size.
    pub(super) bytes: u64,
    /// Its digest.
    pub(super) digest: String,
}

/// Writes a file under its staging name, whole or not at all.
pub(super) fn stage<E>(
    root: &Path,
    path: &str,
    write: impl FnOnce(&mut To) -> Result<(), E>,
) -> Result<Written, Error>
where
    Error: From<E>,
{
    let staged = root.join(format!("{path}{STAGED}"));
    // Two workers may write the same chunk, when one was thought dead: each has its own name until it is whole.
    let temporary = root.join(format!(
        "{path}{WRITING}{:016x}",
        RandomState::new().hash_one(path)
    ));
    let written = write_to(&temporary, write).and_then(|size| {
        fs::rename(&temporary, &staged).map_err(|error| unavailable(&staged, &error))?;
        Ok(size)
    });
    if written.is_err() {
        // The first error is the one to tell; what is left is swept later.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn write_to<E>(path: &Path, write: impl FnOnce(&mut To) -> Result<(), E>) -> Result<Written, Error>
where
    Error: From<E>,
{
    let failed = |error: io::Error| unavailable(path, &error);
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(failed)?;
    let file = BufWriter::with_capacity(1 << 18, File::create(path).map_err(failed)?);
    let mut to = Digesting::new(file);
    write(&mut to)?;
    let (file, digest) = to.end();
    let file = file
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;
    let bytes = file.metadata().map_err(failed)?.len();
    Ok(Written { bytes, digest })
}

/// Gives staged files the names they have once published. Done again, it changes nothing.
pub(super) fn settle(root: &Path, file: &StagedFile) -> Result<(), Error> {
    let (staged, last) = (
        root.join(format!("{}{STAGED}", file.path)),
        root.join(&file.path),
    );
    let size = |path: &Path| fs::metadata(path).map(|found| found.len());
    match fs::rename(&staged, &last) {
        Ok(()) => persist(last.parent().unwrap_or(root))?,
        // An earlier try came this far.
        Err(error) if error.kind() == io::ErrorKind::NotFound && size(&last).is_ok() => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(damaged(&file.path, "the staged file is missing"));
        }
        Err(error) => return Err(unavailable(&staged, &error)),
    }
    match size(&last).map_err(|error| unavailable(&last, &error))? {
        found if found == file.byte_size => Ok(()),
        found => Err(damaged(
            &file.path,
            format!("{found} bytes instead of {}", file.byte_size),
        )),
    }
}

/// Makes the names in a folder outlast a power cut: the catalog will, so the files it lists must.
fn persist(folder: &Path) -> Result<(), Error> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| unavailable(folder, &error))
}

/// Deletes the staged files of a job; returns how many.
pub(super) fn discard(root: &Path, workspace: i64, job: &str) -> Result<u32, Error> {
    let mut deleted = 0;
    for file in walk(&root.join(path::workspace(workspace)))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if path::is_of_job(&name, job) && !name.ends_with(".parquet") {
            deleted += delete(&file)?;
        }
    }
    Ok(deleted)
}

fn delete(path: &Path) -> Result<u32, Error> {
    match fs::remove_file(path) {
        Ok(()) => Ok(1),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(unavailable(path, &error)),
    }
}

/// Every file below a folder; none when it does not exist.
fn walk(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let failed = |error: io::Error| unavailable(&folder, &error);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(failed)?,
        };
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    Ok(files)
}

/// Proves that the root can be written and read.
pub(super) fn check(root: &Path) -> Result<(), Error> {
    let probe = root.join(format!(".check-{:016x}", RandomState::new().hash_one(root)));
    let failed = |error: io::Error| unavailable(&probe, &error);
    fs::create_dir_all(root).map_err(failed)?;
    let mut read = String::new();
    let tried = File::create(&probe)
        .and_then(|mut file| file.write_all(b"undertone"))
        .and_then(|()| File::open(&probe)?.read_to_string(&mut read));
    let removed = fs::remove_file(&probe);
    tried.and(removed).map_err(failed)?;
    if read == "undertone" {
        Ok(())
    } else {
        Err(damaged(
            &probe.display().to_string(),
            "reads other than written",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Dataset;
    use jiff::Timestamp;

    const PATH: &str = "ws=1/ticket/year=2026/month=01/day=01/j-0.parquet";

    fn put(root: &Path, path: &str, text: &[u8]) -> u64 {
        stage::<Error>(root, path, |file| {
            file.write_all(text)
                .map_err(|error| Error::Unavailable(error.to_string()))
        })
        .unwrap()
        .bytes
    }

    fn staged(byte_size: u64) -> StagedFile {
        StagedFile {
            dataset: Dataset::Ticket,
            path: PATH.to_owned(),
            row_count: 1,
            byte_size,
            digest: None,
            schema_version: 1,
            min_created_at: Timestamp::UNIX_EPOCH,
            max_created_at: Timestamp::UNIX_EPOCH,
            positions: Vec::new(),
        }
    }

    #[test]
    fn a_staged_file_is_settled_once_or_twice() {
        let root = tempfile::tempdir().unwrap();
        put(root.path(), PATH, b"first");
        let size = put(root.path(), PATH, b"rows");
        assert!(!root.path().join(PATH).exists());
        settle(root.path(), &staged(size)).unwrap();
        settle(root.path(), &staged(size)).unwrap();
        assert_eq!(fs::read(root.path().join(PATH)).unwrap(), b"rows");
        assert!(matches!(
            settle(root.path(), &staged(5)),
            Err(Error::Damaged { .. })
        ));
    }

    #[test]
    fn a_missing_file_is_damage() {
        let root = tempfile::tempdir().unwrap();
        assert!(matches!(
            settle(root.path(), &staged(1)),
            Err(Error::Damaged { .. })
        ));
    }

    #[test]
    fn a_failed_write_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let error = stage::<Error>(root.path(), PATH, |_| Err(Error::Invalid("no".to_owned())))
            .unwrap_err();
        assert_eq!(error, Error::Invalid("no".to_owned()));
        assert!(walk(root.path()).unwrap().is_empty());
    }

    #[test]
    fn discarding_deletes_what_the_job_staged_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let size = put(root.path(), PATH, b"rows");
        settle(root.path(), &staged(size)).unwrap();
        put(
            root.path(),
            "ws=1/entity/year=2026/month=01/day=01/j-0.parquet",
            b"x",
        );
        put(
            root.path(),
            "ws=1/entity/year=2026/month=01/day=01/k-0.parquet",
            b"x",
        );
        put(
            root.path(),
            "ws=2/entity/year=2026/month=01/day=01/j-0.parquet",
            b"x",
        );
        assert_eq!(discard(root.path(), 1, "j"), Ok(1));
        assert_eq!(discard(root.path(), 1, "j"), Ok(0));
        assert_eq!(walk(root.path()).unwrap().len(), 3);
    }

    #[test]
    fn a_root_that_can_be_used_passes_the_check_and_stays_empty() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(check(&root.path().join("lake")), Ok(()));
        assert!(walk(root.path()).unwrap().is_empty());
        fs::write(root.path().join("file"), "").unwrap();
        assert!(matches!(
            check(&root.path().join("file")),
            Err(Error::Unavailable(_))
        ));
    }
}
