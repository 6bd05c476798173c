//! What must not be gone, kept apart from every database.

use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

/// After so many hours in the trash what a person removed may go.
const GRACE: u64 = 7 * 24;

/// The original of a job.
#[derive(Default)]
pub struct Original {
    /// Each time a person removed the job, by the moment in the record of it: one for every state of the records that was
    /// gone on with.
    removed: Vec<(Timestamp, u64)>,
    /// It went after the grace, by records that told of its removal. Where an earlier state is restored after that and names
    /// the job again, nothing brings the original back, and a second removal gives it no second grace: it is not there.
    gone: bool,
}

/// A file that a catalog listed.
#[derive(Default)]
pub struct Listed {
    /// Each hour at which a snapshot ended it, in whatever state of the records.
    ended: Vec<u64>,
    /// It went after the grace. A state that is restored after that names it in vain: a rebuild writes its rows anew.
    gone: bool,
}

impl Listed {
    /// Whether it may be gone at that hour.
    fn may_go(&self, path: &str, hour: u64, present: &Present) -> bool {
        let last = self.ended.iter().max();
        !present.live.contains(path) && last.is_some_and(|last| hour >= last + GRACE)
    }
}

/// What the present records say of jobs, whether or not these records may be swept by.
pub struct Present {
    /// Jobs there are.
    pub jobs: HashSet<String>,
    /// Jobs a person removed, and when by the clock.
    pub removed: HashMap<String, Timestamp>,
    /// The files that count.
    pub live: HashSet<String>,
}

impl Original {
    /// Whether it may be gone at that hour. The removal that counts is the one the present records tell of: one that
    /// happened in a state of the records that was left since is none, and neither is one the records were restored to
    /// before.
    fn may_go(&self, job: &str, hour: u64, present: &Present) -> bool {
        if present.jobs.contains(job) {
            return false;
        }
        let counts = |at: &Timestamp| match present.removed.get(job) {
            Some(removed) => at == removed,
            // Made and removed in a state that was left: it waits in the trash, and from the last removal on.
            None => true,
        };
        let removals = self.removed.iter().filter(|(at, _)| counts(at));
        let last = removals.map(|(_, hour)| *hour).max();
        last.is_some_and(|last| hour >= last + GRACE)
    }
}

/// What was named at some time by some database of the installation.
#[derive(Default)]
pub struct Ledger {
    /// Every path a catalog ever listed, below the data folder.
    listed: BTreeMap<String, Listed>,
    /// The original of every job.
    originals: BTreeMap<String, Original>,
    /// What is over, in the end part: it must go.
    pub waste: BTreeSet<String>,
}

/// Every file below a folder, by its path.
pub fn files(root: &Path) -> HashSet<String> {
    let (mut found, mut folders) = (HashSet::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(root).unwrap();
                found.insert(below.to_string_lossy().into_owned());
            }
        }
    }
    found
}

/// What is in the trash, by the paths it had.
fn in_trash(files: &HashSet<String>) -> HashSet<&str> {
    let trash = files.iter().filter_map(|path| path.strip_prefix("trash/"));
    trash
        .filter_map(|path| path.split_once('/'))
        .map(|(_, path)| path)
        .collect()
}

impl Ledger {
    /// A job with its original is there.
    pub fn add(&mut self, job: String) {
        self.originals.insert(job, Original::default());
    }

    /// A catalog lists a file.
    pub fn list(&mut self, path: String) {
        self.listed.entry(path).or_default();
    }

    /// A snapshot lists it no more.
    pub fn end(&mut self, path: &str, hour: u64) {
        self.listed.get_mut(path).unwrap().ended.push(hour);
    }

    /// A person removes it in the present records.
    pub fn remove(&mut self, job: &str, at: Timestamp, hour: u64) {
        let original = self.originals.get_mut(job).unwrap();
        original.removed.push((at, hour));
    }

    /// What is gone that must not be, at that hour; and what a database that counts names and does not find in its place.
    pub fn check(
        &mut self,
        root: &Path,
        hour: u64,
        present: &Present,
        named: Option<&HashSet<String>>,
    ) -> Result<(), String> {
        let files = files(root);
        let trash = in_trash(&files);
        let is_there = |path: &str| files.contains(path) || trash.contains(path);
        for (path, listed) in &mut self.listed {
            if listed.gone || is_there(path) {
                continue;
            }
            if !listed.may_go(path, hour, present) {
                return Err(format!(
                    "{path}, which a catalog lists, is gone at hour {hour}"
                ));
            }
            listed.gone = true;
        }
        for (job, original) in &mut self.originals {
            let path = format!("uploads/{job}/export");
            if original.gone || is_there(&path) {
                continue;
            }
            if !original.may_go(job, hour, present) {
                return Err(format!("the original {path} is gone at hour {hour}"));
            }
            original.gone = true;
        }
        for path in named.into_iter().flatten() {
            if trash.contains(path.as_str()) && !files.contains(path) {
                return Err(format!("{path} is named, but in the trash at hour {hour}"));
            }
        }
        Ok(())
    }

    /// What is over and still there.
    pub fn left(&self, root: &Path) -> Result<(), String> {
        let files = files(root);
        if let Some(path) = self.waste.iter().find(|path| files.contains(*path)) {
            return Err(format!("{path} never went"));
        }
        match files.iter().find(|path| path.starts_with("trash/")) {
            Some(path) => Err(format!("{path} never went")),
            None => Ok(()),
        }
    }
}
