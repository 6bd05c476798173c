//! What must not be gone, kept apart from every database.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

/// What was named at some time by some database of the installation.
#[derive(Default)]
pub struct Ledger {
    /// Every path a catalog ever listed, below the data folder.
    pub listed: BTreeSet<String>,
    /// The original of every job, and the hour in which a person removed the job.
    pub originals: BTreeMap<String, Option<u64>>,
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
    /// What is gone that must not be, at that hour; and what a database that counts names and does not find in its place.
    pub fn check(
        &self,
        root: &Path,
        hour: u64,
        named: Option<&HashSet<String>>,
    ) -> Result<(), String> {
        let files = files(root);
        let trash = in_trash(&files);
        let is_there = |path: &str| files.contains(path) || trash.contains(path);
        for path in &self.listed {
            if !is_there(path) {
                return Err(format!(
                    "{path}, which a catalog lists, is gone at hour {hour}"
                ));
            }
        }
        for (job, removed) in &self.originals {
            let path = format!("uploads/{job}/export");
            // A person removed it a week ago.
            let may_go = removed.is_some_and(|removed| hour >= removed + 7 * 24);
            if !may_go && !is_there(&path) {
                return Err(format!("the original {path} is gone at hour {hour}"));
            }
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
