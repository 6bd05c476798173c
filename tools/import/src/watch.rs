//! A folder that is watched: what is put there is imported, and moved away.

use crate::away::{put_away, refuse};
use crate::look::Look;
use crate::{Client, Ended, Error, Event, Outcome, Picked, Reading, import, pick};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// So often the folder is looked at.
const EVERY: Duration = Duration::from_secs(5);
/// So long nobody may have written to a file before it counts as whole: a query may rest before its next rows.
const STANDS: Duration = Duration::from_secs(30);
/// How the names of files end that a program has not written to their end.
const UNFINISHED: [&str; 5] = ["part", "tmp", "partial", "crdownload", "filepart"];

/// The files of the last look: how each looked, and when it was first seen like that.
type Seen = HashMap<PathBuf, (Look, SystemTime)>;

/// Imports every file that is put into a folder, one after the other, and moves it: to `done` once the application has
/// its tickets or waits for a confirmation, to `refused` with the reason beside it. A file that is changed or replaced
/// meanwhile stays, is told as [`Error::Changed`] and imported again. Ends only where the folder cannot be read, or the
/// account may not import any more; while the application is away the files wait.
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
    let mut seen = Seen::new();
    let mut send =
        |file: &Picked| import(client, (&file.path, &file.name), reading, true, &mut *tell);
    loop {
        let whole = whole(folder, &mut seen, (now(), STANDS))?;
        take(folder, whole, &mut send, ended)?;
        thread::sleep(EVERY);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the age of a file is told by the clock of the machine"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

/// Imports files, one after the other, and moves those away that are still the ones that were sent.
fn take(
    folder: &Path,
    files: Vec<(PathBuf, Look)>,
    send: &mut dyn FnMut(&Picked) -> Result<Ended, Error>,
    ended: &mut dyn FnMut(&str, Result<&Ended, &Error>),
) -> Result<(), Error> {
    for (path, look) in files {
        // While those before it were imported it may have been changed: then it is whole at a later look.
        if Look::of(&path) != Some(look) {
            continue;
        }
        let file = pick::of(path);
        let answer = send(&file);
        ended(&file.name, answer.as_ref());
        let taken = (file.path.as_path(), look);
        let away = match &answer {
            // It stays, and is tried again.
            Err(error) if error.is_passing() => Ok(()),
            Err(error) if error.is_of_account() => return answer.map(drop),
            Err(error) => refuse(folder, taken, &error.to_string()),
            Ok(end) if end.outcome == Outcome::Failed => refuse(folder, taken, &end.sentence),
            Ok(_) => put_away(folder, "done", taken).map(drop),
        };
        match away {
            Err(error @ Error::Changed(_)) => ended(&file.name, Err(&error)),
            away => away?,
        }
    }
    Ok(())
}

/// The files nobody writes to any more, the oldest first: they are not empty, looked the same at the last look, and
/// their last change is so long ago, or lies ahead of the clock and was seen so long ago.
fn whole(
    folder: &Path,
    seen: &mut Seen,
    (now, age): (SystemTime, Duration),
) -> Result<Vec<(PathBuf, Look)>, Error> {
    let before = std::mem::take(seen);
    let mut whole = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::of_file(folder))? {
        let entry = entry.map_err(Error::of_file(folder))?;
        let path = entry.path();
        // A file that is gone meanwhile is none.
        let look = entry.metadata().ok().and_then(|about| Look::from(&about));
        let Some(look) = look.filter(|_| !pick::is_hidden(&entry) && !is_unfinished(&path)) else {
            continue;
        };
        let same = before.get(&path).filter(|(last, _)| last.is_like(look));
        let since = same.map_or(now, |(_, since)| *since);
        let stood = now.duration_since(look.modified.min(since));
        if same.is_some() && look.size > 0 && stood.is_ok_and(|stood| stood >= age) {
            whole.push((path.clone(), look));
        }
        seen.insert(path, (look, since));
    }
    whole.sort_by(|(one, first), (other, second)| {
        (first.modified, one).cmp(&(second.modified, other))
    });
    Ok(whole)
}

/// Whether a program that writes the file will rename it when it is done.
fn is_unfinished(path: &Path) -> bool {
    path.extension().is_some_and(|end| {
        UNFINISHED
            .iter()
            .any(|unfinished| end.eq_ignore_ascii_case(unfinished))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::io::Write;
    use tempfile::TempDir;

    /// A watched folder and what was told of it, with a clock that is set by hand.
    struct Watched {
        folder: TempDir,
        seen: Seen,
        told: Vec<String>,
    }

    impl Watched {
        fn new() -> Self {
            Self {
                folder: tempfile::tempdir().unwrap(),
                seen: Seen::new(),
                told: Vec::new(),
            }
        }

        fn at(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        /// Writes a file that was changed at a second.
        fn put(&self, name: &str, text: &str, second: u64) {
            fs::write(self.at(name), text).unwrap();
            set_time(&self.at(name), second);
        }

        fn read(&self, name: &str) -> Option<String> {
            fs::read_to_string(self.at(name)).ok()
        }

        /// What is whole at a second.
        fn whole(&mut self, second: u64) -> Vec<(PathBuf, Look)> {
            let now = time(second);
            whole(self.folder.path(), &mut self.seen, (now, STANDS)).unwrap()
        }

        /// The names of what is whole at a second.
        fn names(&mut self, second: u64) -> Vec<String> {
            let names = self.whole(second);
            let names = names.iter().map(|(path, _)| path.file_name().unwrap());
            names
                .map(|name| name.to_string_lossy().into_owned())
                .collect()
        }

        /// Looks at a second and imports what is whole; what was sent.
        fn round(
            &mut self,
            second: u64,
            mut send: impl FnMut(&Picked) -> Result<Ended, Error>,
        ) -> Vec<String> {
            let whole = self.whole(second);
            let (told, mut contents) = (&mut self.told, Vec::new());
            let mut send = |file: &Picked| {
                contents.push(fs::read_to_string(&file.path).unwrap());
                send(file)
            };
            let mut ended = |name: &str, done: Result<&Ended, &Error>| {
                let done = done.map_or_else(ToString::to_string, |end| end.sentence.clone());
                told.push(format!("{name}: {done}"));
            };
            take(self.folder.path(), whole, &mut send, &mut ended).unwrap();
            contents
        }
    }

    fn time(second: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + second)
    }

    fn set_time(path: &Path, second: u64) {
        let file = File::options().append(true).open(path).unwrap();
        file.set_modified(time(second)).unwrap();
    }

    fn ended(outcome: Outcome) -> Ended {
        Ended {
            job: "j".to_owned(),
            outcome,
            sentence: format!("{outcome:?}"),
        }
    }

    #[test]
    fn a_file_is_whole_once_it_stands_still_for_half_a_minute() {
        let mut inbox = Watched::new();
        inbox.put("b.csv", "a", 0);
        inbox.put("a.csv", "a", 1);
        fs::create_dir(inbox.at("done")).unwrap();
        assert_eq!(inbox.names(40), Vec::<String>::new(), "seen once");
        assert_eq!(inbox.names(45), ["b.csv", "a.csv"], "the oldest first");
        inbox.put("b.csv", "ab", 46);
        assert_eq!(inbox.names(50), ["a.csv"]);
        assert_eq!(inbox.names(75), ["a.csv"], "29 seconds");
        assert_eq!(inbox.names(76), ["a.csv", "b.csv"]);
    }

    #[test]
    fn what_a_program_will_rename_is_left_alone() {
        let mut inbox = Watched::new();
        for name in [".a.csv", "a.part", "a.csv.TMP", "a.partial", "a.crdownload"] {
            inbox.put(name, "a", 0);
        }
        inbox.put("part.csv", "a", 0);
        inbox.names(100);
        assert_eq!(inbox.names(105), ["part.csv"]);
    }

    #[test]
    fn a_time_ahead_of_the_clock_does_not_keep_a_file_for_ever() {
        let mut inbox = Watched::new();
        inbox.put("a.csv", "a", 9_000);
        for second in [0, 5, 29] {
            assert_eq!(inbox.names(second), Vec::<String>::new());
        }
        assert_eq!(inbox.names(30), ["a.csv"]);
    }

    #[test]
    fn an_export_that_replaces_the_one_that_is_imported_is_imported_as_well() {
        for outcome in [Outcome::Completed, Outcome::Failed] {
            let mut inbox = Watched::new();
            inbox.put("export.csv", "day 1", 0);
            inbox.names(30);
            let (new, path) = (inbox.at(".export.csv"), inbox.at("export.csv"));
            let sent = inbox.round(35, |_| {
                fs::write(&new, "day 2").unwrap();
                set_time(&new, 100);
                fs::rename(&new, &path).unwrap();
                Ok(ended(outcome))
            });
            assert_eq!(sent, ["day 1"]);
            assert_eq!(inbox.read("export.csv").as_deref(), Some("day 2"));
            assert!(!inbox.at("done").exists() && !inbox.at("refused").exists());
            assert!(inbox.told[1].contains("changed while"), "{:?}", inbox.told);
            assert_eq!(
                inbox.round(215, |_| Ok(ended(outcome))),
                Vec::<String>::new()
            );
            let sent = inbox.round(220, |_| Ok(ended(Outcome::Completed)));
            assert_eq!(sent, ["day 2"]);
            assert_eq!(inbox.read("done/export.csv").as_deref(), Some("day 2"));
            assert_eq!(inbox.told.len(), 3);
        }
    }

    #[test]
    fn a_file_that_a_slow_query_fills_is_not_taken_before_its_end() {
        let mut inbox = Watched::new();
        inbox.put("x.csv", "", 0);
        let mut shell = File::options()
            .append(true)
            .open(inbox.at("x.csv"))
            .unwrap();
        for second in [5, 10, 300] {
            assert_eq!(inbox.names(second), Vec::<String>::new(), "it is empty");
        }
        shell.write_all(b"head\n").unwrap();
        set_time(&inbox.at("x.csv"), 301);
        for second in [305, 310, 320] {
            assert_eq!(inbox.names(second), Vec::<String>::new(), "it rests");
        }
        shell.write_all(b"row\n").unwrap();
        set_time(&inbox.at("x.csv"), 321);
        assert_eq!(inbox.names(340), Vec::<String>::new());
        let sent = inbox.round(351, |_| Ok(ended(Outcome::Completed)));
        assert_eq!(sent, ["head\nrow\n"]);
    }

    #[test]
    fn a_file_that_is_rewritten_while_another_is_imported_waits_for_a_later_look() {
        let mut inbox = Watched::new();
        inbox.put("1.csv", "one", 0);
        inbox.put("2.csv", "old", 1);
        inbox.names(40);
        let second = inbox.at("2.csv");
        let sent = inbox.round(45, |_| {
            fs::write(&second, "ne").unwrap();
            set_time(&second, 50);
            Ok(ended(Outcome::Completed))
        });
        assert_eq!(sent, ["one"]);
        inbox.put("2.csv", "new", 51);
        inbox.names(90);
        let sent = inbox.round(95, |_| Ok(ended(Outcome::Completed)));
        assert_eq!(sent, ["new"]);
        assert_eq!(inbox.read("done/2.csv").as_deref(), Some("new"));
    }

    #[test]
    fn what_is_gone_after_its_import_or_may_be_tried_again_is_left() {
        let mut inbox = Watched::new();
        inbox.put("a.csv", "a", 0);
        inbox.names(40);
        inbox.round(45, |_| Err(Error::Unreachable("away".to_owned())));
        assert_eq!(inbox.read("a.csv").as_deref(), Some("a"));
        let path = inbox.at("a.csv");
        inbox.round(50, |_| {
            fs::remove_file(&path).unwrap();
            Ok(ended(Outcome::Completed))
        });
        assert_eq!(inbox.told, ["a.csv: away", "a.csv: Completed"]);
    }
}
