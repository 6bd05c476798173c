//! Which files are meant: one, those of a folder, or what comes through a pipe.

use crate::Error;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::NamedTempFile;

/// A file to import.
#[derive(Debug)]
pub struct Picked {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is called.
    pub name: String,
    /// Of a pipe: the file that holds what came through it, for as long as it is needed.
    _spool: Option<NamedTempFile>,
}

/// The files at a path, the oldest first: where exports of a system lie beside each other, the newest counts last. `-`
/// is the standard input.
///
/// # Errors
/// The path cannot be read, or there is nothing.
pub fn pick(path: &Path) -> Result<Vec<Picked>, Error> {
    if path == Path::new("-") {
        return Ok(vec![piped()?]);
    }
    if !path.is_dir() {
        fs::metadata(path).map_err(Error::of_file(path))?;
        return Ok(vec![of(path.to_owned())]);
    }
    let mut found = Vec::new();
    walk(path, &mut found)?;
    found.sort();
    if found.is_empty() {
        return Err(Error::Nothing(path.to_owned()));
    }
    Ok(found.into_iter().map(|(_, path)| of(path)).collect())
}

/// A file by its path.
pub(crate) fn of(path: PathBuf) -> Picked {
    let name = path
        .file_name()
        .map_or_else(|| "export".into(), OsStr::to_string_lossy);
    Picked {
        name: name.into_owned(),
        path,
        _spool: None,
    }
}

/// Whether a file or folder is none of the user's: those that begin with a dot.
pub(crate) fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn walk(folder: &Path, found: &mut Vec<(SystemTime, PathBuf)>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::of_file(folder))? {
        let entry = entry.map_err(Error::of_file(folder))?;
        let path = entry.path();
        let about = entry.metadata().map_err(Error::of_file(&path))?;
        if is_hidden(&entry) {
            continue;
        }
        if about.is_dir() {
            walk(&path, found)?;
        } else if about.is_file() {
            let modified = about.modified().map_err(Error::of_file(&path))?;
            found.push((modified, path));
        }
    }
    Ok(())
}

/// What comes through the pipe: its length has to be known before it is sent.
fn piped() -> Result<Picked, Error> {
    let spool = || -> io::Result<NamedTempFile> {
        let mut spool = NamedTempFile::new()?;
        io::copy(&mut io::stdin().lock(), &mut spool)?;
        Ok(spool)
    };
    let spool = spool().map_err(Error::of_file("-"))?;
    Ok(Picked {
        path: spool.path().to_owned(),
        name: "standard-input".to_owned(),
        _spool: Some(spool),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::time::Duration;

    #[test]
    fn a_folder_gives_its_files_the_oldest_first_and_no_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str, seconds| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            File::create(path).unwrap().set_modified(time).unwrap();
        };
        at("b.csv", 10);
        at("more/a.csv", 20);
        at("c.csv", 5);
        at(".DS_Store", 1);
        at(".git/config", 1);
        let picked = pick(folder.path()).unwrap();
        let names: Vec<&str> = picked.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["c.csv", "b.csv", "a.csv"]);
        let empty = tempfile::tempdir().unwrap();
        assert!(matches!(pick(empty.path()), Err(Error::Nothing(_))));
        assert!(matches!(
            pick(Path::new("/no/such/file")),
            Err(Error::File { .. })
        ));
    }
}
