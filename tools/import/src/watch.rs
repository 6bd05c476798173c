//! A folder that is watched: what is put there is imported, and moved away.

use crate::{Client, Ended, Error, Event, Outcome, Reading, import, pick};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// So often the folder is looked at. A file counts as whole once it did not change between two looks.
const EVERY: Duration = Duration::from_secs(5);

/// How a file looked: its size and when it was changed.
type Look = (u64, SystemTime);

/// Imports every file that is put into a folder, one after the other, and moves it: to `done` once the application has
/// its tickets or waits for a confirmation, to `refused` with the reason beside it. Ends only where the folder cannot
/// be read, or the account may not import any more; while the application is away the files wait.
///
/// # Errors
/// The folder cannot be read or written, or the account is refused.
pub fn watch(
    client: &mut Client,
    folder: &Path,
    reading: &Reading,
    tell: &mut dyn FnMut(Event<'_>),
    ended: &mut dyn FnMut(&str, Result<&Ended, &Error>),
) -> Result<(), Error> {
    let mut seen = HashMap::new();
    loop {
        for path in whole(folder, &mut seen)? {
            let file = pick::of(path);
            let done = import(client, (&file.path, &file.name), reading, true, tell);
            ended(&file.name, done.as_ref());
            match &done {
                // It stays, and is tried again.
                Err(error) if error.is_passing() => {}
                Err(error) if error.is_of_account() => return done.map(drop),
                Err(error) => refuse(folder, &file.path, &error.to_string())?,
                Ok(end) if end.outcome == Outcome::Failed => {
                    refuse(folder, &file.path, &end.sentence)?;
                }
                Ok(_) => move_to(&folder.join("done"), &file.path).map(drop)?,
            }
        }
        thread::sleep(EVERY);
    }
}

/// The files that did not change since the last look, the oldest first.
fn whole(folder: &Path, seen: &mut HashMap<PathBuf, Look>) -> Result<Vec<PathBuf>, Error> {
    let mut now = HashMap::new();
    for entry in fs::read_dir(folder).map_err(Error::of_file(folder))? {
        let entry = entry.map_err(Error::of_file(folder))?;
        // A file that is gone meanwhile is none.
        if let Ok(about) = entry.metadata()
            && about.is_file()
            && !pick::is_hidden(&entry)
            && let Ok(modified) = about.modified()
        {
            now.insert(entry.path(), (about.len(), modified));
        }
    }
    let mut whole: Vec<(Look, PathBuf)> = now
        .iter()
        .filter(|(path, look)| seen.get(*path) == Some(*look))
        .map(|(path, look)| (*look, path.clone()))
        .collect();
    whole.sort_by(|one, other| (one.0.1, &one.1).cmp(&(other.0.1, &other.1)));
    *seen = now;
    Ok(whole.into_iter().map(|(_, path)| path).collect())
}

fn refuse(folder: &Path, path: &Path, reason: &str) -> Result<(), Error> {
    let moved = move_to(&folder.join("refused"), path)?;
    let mut note = moved.clone().into_os_string();
    note.push(".txt");
    fs::write(&note, format!("{reason}\n")).map_err(Error::of_file(moved))
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

    #[test]
    fn a_file_is_whole_once_it_did_not_change_between_two_looks() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        fs::write(&file, "a").unwrap();
        fs::write(folder.path().join(".hidden"), "a").unwrap();
        fs::create_dir(folder.path().join("done")).unwrap();
        let mut seen = HashMap::new();
        let look = |seen: &mut _| whole(folder.path(), seen).unwrap();
        assert_eq!(look(&mut seen), Vec::<PathBuf>::new());
        fs::write(&file, "ab").unwrap();
        assert_eq!(look(&mut seen), Vec::<PathBuf>::new());
        assert_eq!(look(&mut seen), [file]);
    }

    #[test]
    fn what_is_moved_away_overwrites_nothing_and_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let put = |text: &str| {
            let path = folder.path().join("a.csv");
            fs::write(&path, text).unwrap();
            path
        };
        refuse(folder.path(), &put("1"), "no table").unwrap();
        refuse(folder.path(), &put("2"), "no header").unwrap();
        let read =
            |name: &str| fs::read_to_string(folder.path().join("refused").join(name)).unwrap();
        assert_eq!(
            (read("a.csv"), read("2 a.csv")),
            ("1".to_owned(), "2".to_owned())
        );
        assert_eq!(read("2 a.csv.txt"), "no header\n");
    }
}
