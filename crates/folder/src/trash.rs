//! The trash: a folder per run below the data folder, in which everything keeps its path. What is in it waits by the
//! folder's own clock, which counts only time in which the sweeper runs.

use crate::disk::{entries, written};
use installation::{LAKE, Mark, TRASH, UPLOADS};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What one run moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The folder's name: the date, and the folder's clock when it was made.
    pub name: String,
    /// That clock, in seconds.
    at: i64,
}

/// Moves what has this path to the trash, unless it is gone or was written since; tells where to.
pub fn put(
    root: &Path,
    path: &str,
    seen: Timestamp,
    mark: &Mark,
    now: Timestamp,
) -> io::Result<Option<String>> {
    let from = root.join(path);
    if written(&from)? != Some(seen) {
        return Ok(None);
    }
    let date = now.to_zoned(TimeZone::UTC).date();
    let name = format!("{date}.{}", mark.running_seconds);
    // A path that comes a second time within a run lies beside the first.
    let (mut batch, mut number) = (name.clone(), 0_u32);
    while root.join(TRASH).join(&batch).join(path).exists() {
        number += 1;
        batch = format!("{name}-{number}");
    }
    let place = format!("{TRASH}/{batch}/{path}");
    rename(&from, &root.join(&place)).map(|moved| moved.then_some(place))
}

/// All of the trash.
pub fn batches(root: &Path) -> io::Result<Vec<Batch>> {
    let folders = entries(&root.join(TRASH))?.into_iter();
    // What has another name is nothing the sweeper made.
    let batch = |(name, is_folder): (String, bool)| {
        let clock = name.split_once('.')?.1;
        let at = clock.split('-').next()?.parse().ok()?;
        is_folder.then_some(Batch { name, at })
    };
    Ok(folders.filter_map(batch).collect())
}

impl Batch {
    fn folder(&self, root: &Path) -> PathBuf {
        root.join(TRASH).join(&self.name)
    }

    /// The paths everything in it had: a folder for an upload, files of the lake.
    pub fn items(&self, root: &Path) -> io::Result<Vec<String>> {
        let folder = self.folder(root);
        let uploads = entries(&folder.join(UPLOADS))?.into_iter();
        let mut items: Vec<String> = uploads
            .map(|(name, _)| format!("{UPLOADS}/{name}"))
            .collect();
        files(&folder, LAKE, &mut items)?;
        Ok(items)
    }

    /// Whether it has waited so long, by records that the folder is of since then.
    pub fn is_due(&self, mark: &Mark, wait: SignedDuration) -> bool {
        mark.running_seconds - self.at.max(mark.adopted_seconds) >= wait.as_secs()
    }

    /// Puts something back in its place, unless that is taken; tells whether it did.
    pub fn bring_back(&self, root: &Path, path: &str) -> io::Result<bool> {
        let place = root.join(path);
        if place.exists() {
            return Ok(false);
        }
        rename(&self.folder(root).join(path), &place)
    }

    /// Deletes something for good.
    pub fn delete(&self, root: &Path, path: &str) -> io::Result<()> {
        let place = self.folder(root).join(path);
        let deleted = if place.is_dir() {
            fs::remove_dir_all(place)
        } else {
            fs::remove_file(place)
        };
        match deleted {
            // Somebody was quicker.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Deletes the empty folders that are left.
    pub fn delete_rest(&self, root: &Path) -> io::Result<()> {
        fs::remove_dir_all(self.folder(root))
    }
}

/// Gives something another place, and makes both folders' names outlast a power cut; false if it is gone.
fn rename(from: &Path, to: &Path) -> io::Result<bool> {
    let (old, new) = (from.parent().unwrap_or(from), to.parent().unwrap_or(to));
    fs::create_dir_all(new)?;
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        other => other?,
    }
    for folder in [new, old] {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(true)
}

fn files(folder: &Path, below: &str, found: &mut Vec<String>) -> io::Result<()> {
    for (name, is_folder) in entries(&folder.join(below))? {
        let path = format!("{below}/{name}");
        if is_folder {
            files(folder, &path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use installation::Reached;

    const UPLOAD: &str = "uploads/01890a5d-ac96-774b-bcce-b302099a8057";
    const FILE: &str = "lake/ws=1/raw/j-0.parquet";

    fn mark(running_seconds: i64) -> Mark {
        Mark {
            running_seconds,
            ..Mark::new("a".to_owned(), Reached::default())
        }
    }

    fn thrown(root: &Path, path: &str, mark: &Mark) -> Option<String> {
        let seen = written(&root.join(path)).unwrap().unwrap();
        put(root, path, seen, mark, Timestamp::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn what_is_thrown_away_keeps_its_path_waits_and_can_come_back() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        for (path, text) in [(format!("{UPLOAD}/export"), "a"), (FILE.to_owned(), "b")] {
            fs::create_dir_all(root.join(&path).parent().unwrap()).unwrap();
            fs::write(root.join(&path), text).unwrap();
        }
        let place = thrown(root, UPLOAD, &mark(50)).unwrap();
        assert_eq!(place, format!("trash/1970-01-01.50/{UPLOAD}"));
        thrown(root, FILE, &mark(50)).unwrap();
        let [batch] = &batches(root).unwrap()[..] else {
            panic!("one run, one folder");
        };
        assert_eq!(batch.items(root).unwrap(), [UPLOAD, FILE]);
        let wait = SignedDuration::from_secs(10);
        assert!(!batch.is_due(&mark(59), wait) && batch.is_due(&mark(60), wait));
        let adopted = |running_seconds| Mark {
            adopted_seconds: 58,
            ..mark(running_seconds)
        };
        assert!(!batch.is_due(&adopted(67), wait) && batch.is_due(&adopted(68), wait));
        assert!(batch.bring_back(root, FILE).unwrap());
        assert!(root.join(FILE).exists() && !batch.bring_back(root, FILE).unwrap());
        // The same path twice within a run: neither takes the other's place.
        fs::create_dir_all(root.join(UPLOAD)).unwrap();
        let second = thrown(root, UPLOAD, &mark(50)).unwrap();
        assert_eq!(second, format!("trash/1970-01-01.50-1/{UPLOAD}"));
        fs::create_dir(root.join(TRASH).join("mine")).unwrap();
        for batch in batches(root).unwrap() {
            for path in batch.items(root).unwrap() {
                batch.delete(root, &path).unwrap();
            }
            batch.delete_rest(root).unwrap();
        }
        assert_eq!(
            entries(&root.join(TRASH)).unwrap(),
            [("mine".to_owned(), true)]
        );
    }

    #[test]
    fn what_was_written_since_it_was_seen_stays() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("x"), "a").unwrap();
        let stays = put(
            root.path(),
            "x",
            Timestamp::UNIX_EPOCH,
            &mark(0),
            Timestamp::UNIX_EPOCH,
        );
        assert_eq!(stays.unwrap(), None);
        let gone = put(
            root.path(),
            "y",
            Timestamp::UNIX_EPOCH,
            &mark(0),
            Timestamp::UNIX_EPOCH,
        );
        assert_eq!(gone.unwrap(), None);
    }
}
