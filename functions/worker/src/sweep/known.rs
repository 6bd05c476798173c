//! What the records say of files.

use super::expired;
use jiff::Timestamp;
use lakehouse::path::written_by;
use queue::{Failure, Status};
use std::collections::{BTreeMap, HashMap, HashSet};
use stores::Records;

/// So many rows are read at a time.
const PAGE: i64 = 10_000;

/// What the records say.
#[derive(Debug, Default)]
pub struct Known {
    /// Every job.
    pub jobs: HashMap<String, Job>,
    /// Jobs that are gone, and when they were submitted.
    pub deleted: HashMap<String, Timestamp>,
    /// Uploads that are coming in, and when they began.
    pub intakes: BTreeMap<String, Timestamp>,
    /// Uploads in parts, and when they end.
    pub resumable: HashMap<String, Timestamp>,
    /// The path of every file that a snapshot lists which may be read.
    pub listed: HashSet<String>,
    /// The path of every file that only snapshots list which are over.
    pub expired: HashSet<String>,
}

/// A job.
#[derive(Debug)]
pub struct Job {
    /// The word the database uses.
    pub status: String,
    /// When it was submitted.
    pub submitted_at: Timestamp,
}

impl Job {
    /// Whether it is published and nothing of it is left to do.
    pub fn is_completed(&self) -> bool {
        self.status == Status::Completed.as_str()
    }

    /// Whether it failed.
    pub fn is_failed(&self) -> bool {
        self.status == Status::Failed.as_str()
    }
}

impl Known {
    /// Reads all of it.
    pub async fn read(records: &Records) -> Result<Self, Failure> {
        let mut known = Self::default();
        let mut after = String::new();
        loop {
            let page: Vec<(String, String, Timestamp)> = records
                .query(
                    "SELECT id, status, submitted_at FROM jobs WHERE id > $1 ORDER BY id LIMIT $2",
                    (after.as_str(), PAGE),
                )
                .await?;
            let Some((last, _, _)) = page.last() else {
                break;
            };
            after.clone_from(last);
            let job = |(id, status, submitted_at)| {
                (
                    id,
                    Job {
                        status,
                        submitted_at,
                    },
                )
            };
            known.jobs.extend(page.into_iter().map(job));
        }
        let deleted = "SELECT job_id, submitted_at FROM deleted_jobs WHERE job_id > $1 ORDER BY job_id LIMIT $2";
        known.deleted = moments(records, deleted).await?.into_iter().collect();
        let intakes =
            "SELECT job_id, begun_at FROM intakes WHERE job_id > $1 ORDER BY job_id LIMIT $2";
        known.intakes = moments(records, intakes).await?.into_iter().collect();
        let resumable =
            "SELECT id, expires_at FROM resumable_uploads WHERE id > $1 ORDER BY id LIMIT $2";
        known.resumable = moments(records, resumable).await?.into_iter().collect();
        known.expired = expired::files(records).await?;
        known.listed = listed(records).await?;
        known.listed.retain(|path| !known.expired.contains(path));
        Ok(known)
    }

    /// Whether the records name what had this path below the data folder.
    pub fn names(&self, path: &str) -> bool {
        if let Some(job) = path.strip_prefix("uploads/") {
            return self.jobs.contains_key(job);
        }
        let Some(path) = path.strip_prefix("lake/") else {
            return false;
        };
        if self.listed.contains(path) {
            return true;
        }
        // What a job under way has staged.
        let name = path.rsplit('/').next().unwrap_or_default();
        match written_by(name) {
            Some((job, false)) => self
                .jobs
                .get(job)
                .is_some_and(|job| !job.is_completed() && !job.is_failed()),
            _ => false,
        }
    }
}

/// Jobs with a moment, page by page.
async fn moments(records: &Records, sql: &str) -> Result<Vec<(String, Timestamp)>, Failure> {
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let page: Vec<(String, Timestamp)> = records.query(sql, (after.as_str(), PAGE)).await?;
        let Some((last, _)) = page.last() else {
            return Ok(found);
        };
        after.clone_from(last);
        found.extend(page);
    }
}

async fn listed(records: &Records) -> Result<HashSet<String>, Failure> {
    let (mut found, mut after) = (HashSet::new(), String::new());
    loop {
        let page: Vec<(String,)> = records
            .query(
                "SELECT path FROM lake_files WHERE path > $1 ORDER BY path LIMIT $2",
                (after.as_str(), PAGE),
            )
            .await?;
        let Some((last,)) = page.last() else {
            return Ok(found);
        };
        after.clone_from(last);
        found.extend(page.into_iter().map(|(path,)| path));
    }
}
