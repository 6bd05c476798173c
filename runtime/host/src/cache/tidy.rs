//! What of the cache may go. Other installations and releases use the folder, too: their code must stay.

use super::CacheError;
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Code that no start has used for so long goes.
const UNUSED: Duration = Duration::from_hours(24 * 30);
/// A file that is being written is younger than this.
const BEING_WRITTEN: Duration = Duration::from_hours(1);
/// All code together, in bytes: beyond it, what was not used for longest goes.
const ROOM: u64 = 1 << 30;

/// Notes that a start used the file.
pub(super) fn note_use(file: &Path) -> Result<(), CacheError> {
    File::options()
        .append(true)
        .open(file)
        .and_then(|file| file.set_modified(crate::clock::now().into()))
        .map_err(|error| failed(file, error))
}

/// Removes compiled code from the folder, except what `needed` names.
pub(super) fn tidy(folder: &Path, needed: impl Fn(&Path) -> bool) -> Result<(), CacheError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        files.extend(CodeFile::of(path)?);
    }
    // Those used last come first.
    files.sort_by_key(|file| std::cmp::Reverse(file.last_use));
    let mut kept = 0;
    for file in files {
        let stays = needed(&file.path)
            || if file.unfinished {
                file.age < BEING_WRITTEN
            } else {
                file.age < UNUSED && kept + file.size <= ROOM
            };
        if stays {
            kept += file.size;
        } else {
            remove(&file.path)?;
        }
    }
    Ok(())
}

struct CodeFile {
    path: PathBuf,
    size: u64,
    last_use: SystemTime,
    age: Duration,
    unfinished: bool,
}

impl CodeFile {
    /// A file of compiled code; none where it is something else, or gone.
    fn of(path: PathBuf) -> Result<Option<Self>, CacheError> {
        let unfinished = match path.extension().and_then(|extension| extension.to_str()) {
            Some("cwasm") => false,
            Some("tmp") => true,
            _ => return Ok(None),
        };
        let found = fs::metadata(&path).and_then(|found| Ok((found.len(), found.modified()?)));
        match found {
            Ok((size, last_use)) => Ok(Some(Self {
                // A file of the future was used just now.
                age: last_use.elapsed().unwrap_or_default(),
                path,
                size,
                last_use,
                unfinished,
            })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&path, error)),
        }
    }
}

/// Removes a file; another process may have done so already.
fn remove(path: &Path) -> Result<(), CacheError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path, error)),
        _ => Ok(()),
    }
}

fn failed(path: &Path, error: io::Error) -> CacheError {
    CacheError::File {
        path: path.to_owned(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_hours(24);

    fn file(folder: &Path, name: &str, size: u64, age: Duration) {
        let file = File::create(folder.join(name)).unwrap();
        file.set_len(size).unwrap();
        let now: SystemTime = crate::clock::now().into();
        file.set_modified(now - age).unwrap();
    }

    fn left(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_others_used_lately_stays_and_what_nobody_uses_goes() {
        let folder = std::env::temp_dir().join(format!("undertone-tidy-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        file(&folder, "mine.cwasm", 1, DAY * 99);
        file(&folder, "anothers.cwasm", 1, DAY * 29);
        file(&folder, "forgotten.cwasm", 1, DAY * 31);
        file(&folder, "being-written.tmp", 1, Duration::ZERO);
        file(&folder, "left-by-a-crash.tmp", 1, DAY);
        file(&folder, "index", 1, DAY * 99);
        tidy(&folder, |path| path.ends_with("mine.cwasm")).unwrap();
        assert_eq!(
            left(&folder),
            ["anothers.cwasm", "being-written.tmp", "index", "mine.cwasm"]
        );
        note_use(&folder.join("mine.cwasm")).unwrap();
        tidy(&folder, |_| false).unwrap();
        assert!(left(&folder).contains(&"mine.cwasm".to_owned()));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn where_room_is_short_the_oldest_goes() {
        let folder = std::env::temp_dir().join(format!("undertone-room-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        // Files without content: they take no room on the disk.
        file(&folder, "new.cwasm", ROOM / 2, DAY);
        file(&folder, "older.cwasm", ROOM / 2, DAY * 2);
        file(&folder, "oldest.cwasm", ROOM / 2, DAY * 3);
        tidy(&folder, |_| false).unwrap();
        assert_eq!(left(&folder), ["new.cwasm", "older.cwasm"]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
