//! Whether records and folder belong together.

use std::fmt;

use crate::Reached;

/// The folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The identifier in its file.
    pub id: Option<String>,
    /// Whether it holds what could be lost.
    pub filled: bool,
}

/// Both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// The identifier in the records.
    pub records: Option<String>,
    /// Whether the records have users or jobs.
    pub used: bool,
    /// Whether the records name originals or files of the lake.
    pub names: bool,
    /// Whether the folder holds one of those.
    pub finds: bool,
    /// The folder.
    pub folder: Folder,
    /// Where the records are behind what the folder has seen of them: how far they are, and how far they were.
    pub behind: Option<(Reached, Reached)>,
}

/// What becomes of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They carry the same identifier.
    Same,
    /// Nothing is in either: they begin together.
    New,
    /// The folder has no identifier yet, and is the records' own as far as can be told.
    Own,
    /// They are not to be used together.
    Refused(Refusal),
}

/// Why records and folder are not to be used together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// They carry different identifiers; records of an earlier version carry none.
    Other {
        /// What the records carry.
        records: Option<String>,
        /// What the folder carries.
        folder: String,
    },
    /// The records know nobody and nothing, the folder is filled.
    NewRecords {
        /// What the folder carries.
        folder: Option<String>,
    },
    /// The records are of the same installation, but lack snapshots or jobs that the folder has seen.
    OlderRecords {
        /// How far they are.
        are: Reached,
        /// How far they were.
        were: Reached,
    },
    /// The folder holds nothing of what the records name.
    OtherFolder {
        /// What the records carry.
        records: Option<String>,
    },
}

/// What to do about a refusal.
pub const REMEDY: &str = "start with the database_url and the data folder that belong together; where they do, because one of \
    them was restored or moved by hand, stop the application, look with `undertone adopt`, and confirm with --yes";

impl Refusal {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        REMEDY
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |id: &Option<String>| {
            id.as_ref()
                .map_or("of no known installation".to_owned(), |id| {
                    format!("of installation {id}")
                })
        };
        match self {
            Self::Other { records, folder } => write!(
                out,
                "the records are {}, the data folder is of installation {folder}",
                told(records)
            ),
            Self::NewRecords { folder } => write!(
                out,
                "the records are new and empty, but the data folder is filled and {}",
                told(folder)
            ),
            Self::OlderRecords { are, were } => write!(
                out,
                "the records are older than the data folder, which has seen job {} and snapshot {} of them: \
                 they are at job {} and snapshot {}, so they are a copy that is no longer used, or were restored",
                were.sequence, were.snapshot, are.sequence, are.snapshot
            ),
            Self::OtherFolder { records } => write!(
                out,
                "the records are {} and the data folder is another one: it holds nothing of what they name",
                told(records)
            ),
        }
    }
}

/// Judges.
pub fn judge(sides: &Sides) -> Verdict {
    let Sides {
        records,
        used,
        names,
        finds,
        folder,
        behind,
    } = sides;
    let new = records.is_none() && !used;
    match (records, &folder.id) {
        (Some(records), Some(folder)) if records == folder => match *behind {
            Some((are, were)) if are.lacks_work_of(were) => {
                Verdict::Refused(Refusal::OlderRecords { are, were })
            }
            _ => Verdict::Same,
        },
        _ if new && !folder.filled => Verdict::New,
        _ if new => Verdict::Refused(Refusal::NewRecords {
            folder: folder.id.clone(),
        }),
        (records, Some(folder)) => Verdict::Refused(Refusal::Other {
            records: records.clone(),
            folder: folder.clone(),
        }),
        (_, None) if *finds || (!names && !folder.filled) => Verdict::Own,
        (records, None) => Verdict::Refused(Refusal::OtherFolder {
            records: records.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(records: &str, used: bool, named: (bool, bool), folder: &str, filled: bool) -> Sides {
        let id = |id: &str| (!id.is_empty()).then(|| id.to_owned());
        Sides {
            records: id(records),
            used,
            names: named.0,
            finds: named.1,
            folder: Folder {
                id: id(folder),
                filled,
            },
            behind: None,
        }
    }

    #[test]
    fn records_that_lack_jobs_or_snapshots_are_refused_and_those_that_lack_a_sweep_are_not() {
        let reached = |sweeps, snapshot, sequence| Reached {
            sweeps,
            snapshot,
            sequence,
        };
        let verdict = |are| {
            judge(&Sides {
                behind: Some((are, reached(5, 5, 5))),
                ..sides("a", true, (true, true), "a", true)
            })
        };
        assert_eq!(verdict(reached(4, 5, 5)), Verdict::Same);
        for are in [reached(9, 4, 5), reached(9, 5, 4)] {
            let Verdict::Refused(refusal) = verdict(are) else {
                panic!("{are:?}");
            };
            assert!(refusal.to_string().contains("older"), "{refusal}");
        }
    }

    #[test]
    fn each_case_has_its_verdict() {
        let refused = |sides: &Sides| match judge(sides) {
            Verdict::Refused(refusal) => refusal.to_string(),
            other => panic!("{other:?}: {sides:?}"),
        };
        let (none, lost, found) = ((false, false), (true, false), (true, true));
        // Both new; a folder that was used, but holds nothing.
        assert_eq!(judge(&sides("", false, none, "", false)), Verdict::New);
        assert_eq!(judge(&sides("", false, none, "b", false)), Verdict::New);
        // The usual case, whatever is in them.
        assert_eq!(judge(&sides("a", true, found, "a", true)), Verdict::Same);
        assert_eq!(judge(&sides("a", false, none, "a", false)), Verdict::Same);
        assert_eq!(judge(&sides("a", true, lost, "a", false)), Verdict::Same);
        // Written by an earlier version, or restored from a backup.
        assert_eq!(judge(&sides("", true, found, "", true)), Verdict::Own);
        assert_eq!(judge(&sides("a", true, found, "", true)), Verdict::Own);
        assert_eq!(judge(&sides("a", true, none, "", false)), Verdict::Own);
        assert_eq!(judge(&sides("a", false, none, "", false)), Verdict::Own);
        // An empty or removed database, a forgotten variable, another server.
        let new = refused(&sides("", false, none, "b", true));
        assert!(new.contains("new and empty") && new.contains("installation b"));
        assert!(refused(&sides("", false, none, "", true)).contains("no known installation"));
        // Another installation's database or folder.
        let other = refused(&sides("a", true, found, "b", true));
        assert!(other.contains("installation a") && other.contains("installation b"));
        assert!(refused(&sides("a", true, found, "b", false)).contains("installation b"));
        assert!(refused(&sides("", true, found, "b", true)).contains("no known installation"));
        // The folder is not there, or not mounted.
        assert!(refused(&sides("a", true, lost, "", false)).contains("another one"));
        assert!(refused(&sides("", true, lost, "", true)).contains("another one"));
        assert!(refused(&sides("a", true, none, "", true)).contains("another one"));
    }
}
