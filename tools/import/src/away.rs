//! Where a watched folder's files go once they were sent.

use crate::Error;
use crate::look::Look;
use std::fs;
use std::path::{Path, PathBuf};

/// Moves a file that was sent to `refused`, with the reason beside it.
pub(crate) fn refuse(folder: &Path, sent: (&Path, Look), reason: &str) -> Result<(), Error> {
    let Some(moved) = put_away(folder, "refused", sent)? else {
        return Ok(());
    };
    let mut note = moved.clone().into_os_string();
    note.push(".txt");
    fs::write(&note, format!("{reason}\n")).map_err(Error::of_file(moved))
}

/// Moves a file that was sent into a folder of the watched one, and says where it lies; nowhere if somebody took it
/// away. One that is no longer what was sent stays where it is.
pub(crate) fn put_away(
    folder: &Path,
    into: &str,
    (path, sent): (&Path, Look),
) -> Result<Option<PathBuf>, Error> {
    let Some(there) = Look::of(path) else {
        return Ok(None);
    };
    if there != sent {
        return Err(Error::Changed(path.to_owned()));
    }
    let moved = move_to(&folder.join(into), path)?;
    if Look::of(&moved).is_some_and(|moved| !moved.is_like(sent)) {
        // It came between the look and the move.
        move_to(folder, &moved)?;
        return Err(Error::Changed(path.to_owned()));
    }
    Ok(Some(moved))
}

/// Moves a file into a folder, under a name that is free there.
fn move_to(folder: &Path, path: &Path) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder).map_err(Error::of_file(folder))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut target = folder.join(&*name);
    let mut number = 1;
    while target.exists() {
        number += 1;
        target = folder.join(format!("{number} {name}"));
    }
    fs::rename(path, &target).map_err(Error::of_file(path))?;
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &Path, text: &str) -> (PathBuf, Look) {
        let path = folder.join("a.csv");
        fs::write(&path, text).unwrap();
        let look = Look::of(&path).unwrap();
        (path, look)
    }

    #[test]
    fn what_is_moved_away_overwrites_nothing_and_says_why() {
        let folder = tempfile::tempdir().unwrap();
        for (text, reason) in [("1", "no table"), ("2", "no header")] {
            let (path, look) = put(folder.path(), text);
            refuse(folder.path(), (&path, look), reason).unwrap();
        }
        let read =
            |name: &str| fs::read_to_string(folder.path().join("refused").join(name)).unwrap();
        assert_eq!(
            (read("a.csv"), read("2 a.csv")),
            ("1".to_owned(), "2".to_owned())
        );
        assert_eq!(read("2 a.csv.txt"), "no header\n");
    }

    #[test]
    fn what_is_not_what_was_sent_stays_and_what_is_gone_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (path, look) = put(folder.path(), "old");
        put(folder.path(), "newer");
        for into in ["done", "refused"] {
            let stays = put_away(folder.path(), into, (&path, look));
            assert!(matches!(stays, Err(Error::Changed(_))));
            assert!(path.exists() && !folder.path().join(into).exists());
        }
        fs::remove_file(&path).unwrap();
        let gone = put_away(folder.path(), "done", (&path, look));
        assert_eq!(gone.unwrap(), None);
    }
}
