//! What is over: a record says so. What no record knows is counted, and left alone.

use super::known::Known;
use folder::disk::{LakeFile, Seen, Upload};
use jiff::{SignedDuration, Timestamp};
use queue::Failure;

/// An upload that wrote nothing for so long has ended: while its sender and its component live, the file grows.
const QUIET: SignedDuration = SignedDuration::from_mins(15);
/// No younger file of the lake is over: a job that is tried again writes it anew.
const YOUNG: SignedDuration = SignedDuration::from_hours(24);

/// What is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// The path below the data folder.
    pub path: String,
    /// The job it is of.
    pub job: String,
    /// The record that says so, in words.
    pub cause: &'static str,
    /// When it was written: if it is written again meanwhile, it is not over.
    pub written: Timestamp,
    /// Which record goes with it.
    pub record: Record,
}

/// A record that ends with what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// None: a job says what is over, and stays.
    None,
    /// That of an upload that never became a job.
    Intake,
    /// The catalog's, of a file that no snapshot lists any more.
    LakeFile,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// What is over.
    pub over: Vec<Over>,
    /// How many files and folders no record knows.
    pub unknown: u64,
}

#[derive(Clone, Copy)]
enum Verdict {
    Stays,
    Unknown,
    Over(&'static str),
}

/// Judges everything that was seen. What lay in the folder when it was adopted is never over.
pub fn judge(
    seen: &Seen,
    known: &Known,
    now: Timestamp,
    adopted_at: Option<Timestamp>,
) -> Result<Judged, Failure> {
    let earlier = |by| now.checked_sub(by).map_err(|error| Failure::bug(&error));
    let (quiet, young) = (earlier(QUIET)?, earlier(YOUNG)?);
    let is_later = |at: Timestamp| adopted_at.is_none_or(|adopted| at > adopted);
    let mut judged = Judged::default();
    for upload in &seen.uploads {
        // An upload in parts may be silent for hours: it ends when its row says so.
        let goes_on = known
            .resumable
            .get(&upload.job)
            .is_some_and(|end| *end > now);
        let verdict = if goes_on {
            Verdict::Stays
        } else {
            of_upload(upload, known, quiet, young, &is_later)
        };
        let over = |cause| Over {
            path: format!("{}/{}", installation::UPLOADS, upload.job),
            job: upload.job.clone(),
            cause,
            written: upload.written,
            record: if known.intakes.contains_key(&upload.job) {
                Record::Intake
            } else {
                Record::None
            },
        };
        judged.take(verdict, over);
    }
    for file in &seen.lake {
        let verdict = of_lake_file(file, known, young, &is_later);
        let over = |cause| Over {
            path: format!("{}/{}", installation::LAKE, file.path),
            job: file
                .writer
                .as_ref()
                .map_or(String::new(), |(job, _)| job.clone()),
            cause,
            written: file.written,
            record: if known.expired.contains(&file.path) {
                Record::LakeFile
            } else {
                Record::None
            },
        };
        judged.take(verdict, over);
    }
    Ok(judged)
}

impl Judged {
    fn take(&mut self, verdict: Verdict, over: impl FnOnce(&'static str) -> Over) {
        match verdict {
            Verdict::Stays => {}
            Verdict::Unknown => self.unknown += 1,
            Verdict::Over(cause) => self.over.push(over(cause)),
        }
    }
}

fn of_upload(
    upload: &Upload,
    known: &Known,
    quiet: Timestamp,
    young: Timestamp,
    is_later: &impl Fn(Timestamp) -> bool,
) -> Verdict {
    if known.jobs.contains_key(&upload.job) {
        return Verdict::Stays;
    }
    if let Some(submitted) = known.deleted.get(&upload.job) {
        return if is_later(*submitted) {
            Verdict::Over("its job was removed")
        } else {
            Verdict::Unknown
        };
    }
    match known.intakes.get(&upload.job) {
        // Complete, but no job: whoever sent it was told to try again. For a day it may be all there is of it.
        Some(begun) if upload.has_original && is_later(*begun) && upload.written < young => {
            Verdict::Over("the upload never became a job")
        }
        _ if upload.has_original => Verdict::Unknown,
        Some(begun) if is_later(*begun) && upload.written < quiet => {
            Verdict::Over("the upload never ended")
        }
        Some(_) => Verdict::Stays,
        None => Verdict::Unknown,
    }
}

fn of_lake_file(
    file: &LakeFile,
    known: &Known,
    young: Timestamp,
    is_later: &impl Fn(Timestamp) -> bool,
) -> Verdict {
    if known.listed.contains(&file.path) {
        return Verdict::Stays;
    }
    let Some((writer, published)) = &file.writer else {
        return Verdict::Unknown;
    };
    if known.expired.contains(&file.path) {
        return match known.jobs.get(writer) {
            Some(job) if is_later(job.submitted_at) => {
                Verdict::Over("no snapshot lists it that may be read")
            }
            _ => Verdict::Unknown,
        };
    }
    let (submitted, cause) = match (known.jobs.get(writer), known.deleted.get(writer)) {
        (Some(job), _) if job.is_completed() => {
            (job.submitted_at, "its job is published without it")
        }
        // A job that failed may have been published in records that are later than these.
        (Some(job), _) if job.is_failed() && !published => (job.submitted_at, "its job failed"),
        (Some(_), _) => return Verdict::Stays,
        (None, Some(submitted)) if !published => (*submitted, "its job was removed"),
        (None, _) => return Verdict::Unknown,
    };
    if !is_later(submitted) {
        Verdict::Unknown
    } else if file.written < young {
        Verdict::Over(cause)
    } else {
        Verdict::Stays
    }
}

#[cfg(test)]
mod tests;
