//! When the sweeper does nothing: where these may not be the folder's records, not the latest of them, or not the time.

use super::book::Counts;
use installation::{Mark, Reached};
use jiff::{SignedDuration, Timestamp};

/// A clock that is so far ahead of the last run has jumped, or the machine was off: the next run goes on from here.
const FAR: SignedDuration = SignedDuration::from_hours(24);

/// Why the first run of a sound installation waits: nobody has to look at it.
pub const FIRST: &str = "the first run only notes the time";

/// What to do about a refusal.
pub const REMEDY: &str = "start with the database and the data folder that belong together; where these are the right records, \
    restored to an earlier state on purpose, stop the application and run `undertone adopt`";

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It swept; where something could not be moved or deleted, it says what.
    Swept(Counts, Option<String>),
    /// It goes on with the next run.
    Waits(String),
    /// It does nothing until somebody acts.
    Refused(String),
}

/// What a run finds.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The folder's mark.
    pub mark: Option<Mark>,
    /// The records' identifier.
    pub id: Option<String>,
    /// How far the records are.
    pub reached: Reached,
    /// Whether no file of the lake is listed.
    pub catalog_is_empty: bool,
    /// Whether the lake has files with the names of published ones.
    pub lake_has_files: bool,
}

/// What a run may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Sweep; so much time has passed since the last run.
    Go(Mark, SignedDuration),
    /// Keep this mark and leave the rest to the next run.
    Wait(Mark, String),
    /// Nothing.
    Refuse(String),
}

impl Standing {
    /// Judges.
    pub fn judged(&self, now: Timestamp) -> Judged {
        let refuse = |cause: &str| Judged::Refuse(cause.to_owned());
        let Some(mark) = &self.mark else {
            return refuse("the data folder carries no installation");
        };
        if self.id.as_ref() != Some(&mark.id) {
            return refuse("the records are not of the installation the data folder is of");
        }
        if !self.reached.covers(mark.reached) {
            return Judged::Refuse(format!(
                "the records are older than the data folder: it has seen run {}, snapshot {} and job {}, they are at run {}, \
                 snapshot {} and job {}",
                mark.reached.sweeps,
                mark.reached.snapshot,
                mark.reached.sequence,
                self.reached.sweeps,
                self.reached.snapshot,
                self.reached.sequence
            ));
        }
        if self.catalog_is_empty && self.lake_has_files {
            return refuse("the catalog is empty, but the lake has files");
        }
        let wait = |cause: &str| {
            let mark = Mark {
                swept_at: Some(now),
                ..mark.clone()
            };
            Judged::Wait(mark, cause.to_owned())
        };
        let Some(last) = mark.swept_at else {
            return wait(FIRST);
        };
        let since = now.duration_since(last);
        if since.is_negative() {
            return wait("the clock went back");
        }
        if since > FAR {
            return wait("the last run is long ago, or the clock jumped");
        }
        Judged::Go(mark.clone(), since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn reached(sweeps: i64, snapshot: i64, sequence: i64) -> Reached {
        Reached {
            sweeps,
            snapshot,
            sequence,
        }
    }

    #[test]
    fn it_goes_only_where_everything_is_in_order() {
        let mark = Mark {
            swept_at: Some(at(1_000)),
            ..Mark::new("a".to_owned(), reached(3, 2, 5))
        };
        let good = Standing {
            mark: Some(mark.clone()),
            id: Some("a".to_owned()),
            reached: reached(3, 2, 5),
            catalog_is_empty: false,
            lake_has_files: true,
        };
        let passed = SignedDuration::from_secs(600);
        assert_eq!(good.judged(at(1_600)), Judged::Go(mark.clone(), passed));
        let refused = |change: &dyn Fn(&mut Standing)| {
            let mut changed = good.clone();
            change(&mut changed);
            match changed.judged(at(1_600)) {
                Judged::Refuse(cause) => cause,
                other => panic!("{other:?}"),
            }
        };
        assert!(refused(&|it| it.mark = None).contains("no installation"));
        assert!(refused(&|it| it.id = None).contains("not of the installation"));
        assert!(refused(&|it| it.id = Some("b".to_owned())).contains("not of the installation"));
        for older in [reached(2, 2, 5), reached(3, 1, 9), reached(9, 9, 4)] {
            assert!(refused(&|it| it.reached = older).contains("older"));
        }
        assert!(refused(&|it| it.catalog_is_empty = true).contains("catalog is empty"));
        for (now, cause) in [(999, "went back"), (1_000 + 86_401, "jumped")] {
            let Judged::Wait(noted, told) = good.judged(at(now)) else {
                panic!("{cause}");
            };
            assert!(told.contains(cause) && told != FIRST, "{told}");
            assert_eq!(noted.swept_at, Some(at(now)));
        }
        let mut first = good;
        first.mark = Some(Mark {
            swept_at: None,
            ..mark
        });
        assert!(matches!(first.judged(at(1)), Judged::Wait(_, cause) if cause == FIRST));
    }
}
