//! The sweeper: moves to the trash what a finished record says is over, and empties the trash after days.
//!
//! What no record knows is left alone: it may be another database's. It does nothing at all where the records may not be
//! the ones the folder belongs to, or not the latest of them.

mod book;
mod expired;
mod known;
mod over;
mod refusal;
#[cfg(test)]
mod year;

use ::settings::{SWEEP_EVERY_SECONDS, Setting, TRASH_DAYS};
use book::Counts;
use endpoint::{Context, log};
use folder::marks::Asked;
use folder::{ROOT, disk, trash};
use installation::Mark;
use jiff::{SignedDuration, Timestamp};
use known::Known;
use over::Record;
use queue::Failure;
use refusal::{Outcome, Standing};
use serde_json::json;
use std::io;
use std::path::Path;

/// How the sweeper is set.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Variable `sweep_every_seconds`: the time between two runs.
    pub every: SignedDuration,
    /// Variable `trash_days`: how long what is over waits in the trash, in days in which the sweeper runs.
    pub trash: SignedDuration,
}

const fn days(days: i64) -> SignedDuration {
    SignedDuration::from_secs(days * 86_400)
}

impl Settings {
    /// Those of the application's variables. A wrong one is an error: nothing is swept by a guess.
    pub async fn read() -> Result<Self, Failure> {
        let every = number(&SWEEP_EVERY_SECONDS).await?;
        let trash = number(&TRASH_DAYS).await?;
        Ok(Self {
            every: SignedDuration::from_secs(every),
            trash: days(trash),
        })
    }
}

async fn number(setting: &Setting<i64>) -> Result<i64, Failure> {
    let value = stores::variables::raw(setting.name).await;
    setting
        .read(value.as_deref())
        .map_err(|wrong| Failure::Ours(wrong.to_string()))
}

/// Sweeps the mounted folder if it is time.
pub async fn tick(cx: &Context) -> Result<(), Failure> {
    run(cx, Path::new(ROOT), Settings::read().await?).await?;
    Ok(())
}

/// Sweeps that folder if it is time; none when it is not. One sweeper is at work at a time.
async fn run(cx: &Context, root: &Path, settings: Settings) -> Result<Option<Outcome>, Failure> {
    let now = cx.clock.now();
    if !book::begin(&cx.records, now, settings.every).await? {
        return Ok(None);
    }
    let outcome = sweep(cx, root, settings, now).await;
    let booked = match &outcome {
        Ok(Outcome::Swept(counts, failed)) => {
            book::end(&cx.records, *counts, failed.as_ref()).await
        }
        Ok(Outcome::Waits(cause)) => {
            if cause == refusal::FIRST {
                log::info("sweep_waits", json!({"cause": cause}));
            } else {
                log::warn("sweep_waits", json!({"cause": cause}));
            }
            book::end(&cx.records, Counts::default(), None).await
        }
        Ok(Outcome::Refused(cause)) => {
            log::error(
                "sweep_refused",
                json!({"cause": cause, "remedy": refusal::REMEDY}),
            );
            book::end(&cx.records, Counts::default(), Some(cause)).await
        }
        Err(error) => book::end(&cx.records, Counts::default(), Some(&error.to_string())).await,
    };
    let outcome = outcome?;
    booked?;
    Ok(Some(outcome))
}

async fn sweep(
    cx: &Context,
    root: &Path,
    settings: Settings,
    now: Timestamp,
) -> Result<Outcome, Failure> {
    // First the files, then the records: what is published in between is listed.
    let seen = disk::scan(root)?;
    let known = Known::read(&cx.records).await?;
    let asked = Asked(&cx.records);
    let standing = Standing {
        mark: installation::read(root)?,
        id: installation::identifier(&asked).await?,
        reached: installation::reached(&asked).await?,
        catalog_is_empty: known.listed.is_empty(),
        lake_has_files: seen.lake.iter().any(disk::LakeFile::is_published),
    };
    let (mark, since) = match standing.judged(now) {
        refusal::Judged::Go(mark, since) => (mark, since),
        refusal::Judged::Wait(mark, cause) => {
            installation::write(root, &mark)?;
            return Ok(Outcome::Waits(cause));
        }
        refusal::Judged::Refuse(cause) => return Ok(Outcome::Refused(cause)),
    };
    let mut reached = mark.reached.max(standing.reached);
    // The records first: a folder must never be ahead of them.
    reached.sweeps = book::count(&cx.records).await?;
    let mark = Mark {
        reached,
        swept_at: Some(now),
        // Time in which the application did not run does not count.
        running_seconds: mark.running_seconds + since.min(settings.every * 2).as_secs(),
        ..mark
    };
    installation::write(root, &mark)?;
    expired::mark_snapshots(&cx.records, now).await?;
    let known = Known {
        expired: expired::files(&cx.records).await?,
        ..known
    };
    let mut failed = Failed::default();
    let mut counts = Counts {
        brought_back: bring_back(root, &known, &mut failed)?,
        ..Counts::default()
    };
    let judged = over::judge(&seen, &known, now, mark.adopted_at)?;
    counts.unknown = judged.unknown;
    if counts.unknown > 0 {
        log::info("unknown_files", json!({"count": counts.unknown}));
    }
    for over in judged.over {
        let moved = trash::put(root, &over.path, over.written, &mark, now);
        let Some(Some(place)) = failed.unless("trash", &over.path, moved) else {
            continue;
        };
        counts.trashed += 1;
        log::info(
            "trashed",
            json!({"path": over.path, "to": place, "cause": over.cause, "job.id": over.job}),
        );
        if over.record == Record::Intake {
            book::forget_intake(&cx.records, &over.job).await?;
        }
    }
    for path in &known.expired {
        if !root.join(installation::LAKE).join(path).exists() {
            expired::forget(&cx.records, path).await?;
        }
    }
    book::forget_stale_intakes(&cx.records, &seen, &known, now).await?;
    counts.deleted = empty(root, &mark, settings, &mut failed)?;
    Ok(Outcome::Swept(counts, failed.told()))
}

/// What could not be moved or deleted: the rest goes on.
#[derive(Default)]
struct Failed {
    count: u64,
    first: Option<String>,
}

impl Failed {
    /// What came of it, unless it failed.
    fn unless<T>(&mut self, what: &str, path: &str, done: io::Result<T>) -> Option<T> {
        match done {
            Ok(done) => Some(done),
            Err(error) => {
                let cause = error.to_string();
                log::warn(
                    "sweep_item_failed",
                    json!({"action": what, "path": path, "cause": cause}),
                );
                self.count += 1;
                self.first
                    .get_or_insert(format!("{what} of {path}: {cause}"));
                None
            }
        }
    }

    fn told(self) -> Option<String> {
        let first = self.first?;
        Some(format!(
            "{} of what is over could not be moved or deleted: {first}",
            self.count
        ))
    }
}

/// Brings back what the records name again.
fn bring_back(root: &Path, known: &Known, failed: &mut Failed) -> Result<u64, Failure> {
    let mut brought = 0;
    for batch in trash::batches(root)? {
        for path in batch.items(root)? {
            if !known.names(&path) {
                continue;
            }
            let back = batch.bring_back(root, &path);
            if failed.unless("bring back", &path, back) == Some(true) {
                brought += 1;
                log::warn("brought_back", json!({"path": path}));
            }
        }
    }
    Ok(brought)
}

/// Deletes what has waited long enough.
fn empty(
    root: &Path,
    mark: &Mark,
    settings: Settings,
    failed: &mut Failed,
) -> Result<u64, Failure> {
    let mut deleted = 0;
    for batch in trash::batches(root)? {
        if !batch.is_due(mark, settings.trash) {
            continue;
        }
        let mut is_empty = true;
        for path in batch.items(root)? {
            if failed
                .unless("delete", &path, batch.delete(root, &path))
                .is_none()
            {
                is_empty = false;
                continue;
            }
            deleted += 1;
            log::info("trash_deleted", json!({"path": path, "batch": batch.name}));
        }
        if is_empty {
            failed.unless("delete", &batch.name, batch.delete_rest(root));
        }
    }
    Ok(deleted)
}
