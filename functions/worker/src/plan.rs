//! How a job's file is read: what inspection found, kept with the job.

use endpoint::Context;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use queue::{Claim, Failure};
use serde_json::Value as Json;
use tickets::{Chunk, Format, Inspection, Outcome, Part};

/// An inspected file and the format that reads it.
pub struct JobPlan {
    /// What inspection found.
    pub inspection: Inspection,
    job: String,
    format: &'static dyn Format,
    submitted_at: Timestamp,
}

/// The lake's partition of a moment: its day, UTC.
fn partition(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).date().to_string()
}

/// The lake's partition of what a job writes: the day it was asked for.
pub async fn partition_of(cx: &Context, job: &str) -> Result<String, Failure> {
    let (asked,): (Timestamp,) = cx
        .records
        .query_one("SELECT submitted_at FROM jobs WHERE id = $1", (job,))
        .await?;
    Ok(partition(asked))
}

impl JobPlan {
    /// How a part of the file of the claim's job is read.
    pub async fn load(cx: &Context, claim: &Claim, part: &Part) -> Result<Self, Failure> {
        let plan = Self::of(cx, &claim.job).await?;
        Ok(Self {
            inspection: plan.inspection.with_rows_of(part),
            ..plan
        })
    }

    /// How any part of a job's file is read whose rows are not told apart by their keys.
    pub async fn of(cx: &Context, job: &str) -> Result<Self, Failure> {
        let (inspection, submitted_at): (Json, Timestamp) = cx
            .records
            .query_one(
                "SELECT inspection, submitted_at FROM jobs WHERE id = $1",
                (job,),
            )
            .await?;
        let inspection: Inspection =
            serde_json::from_value(inspection).map_err(|error| Failure::bug(&error))?;
        let format = tickets::by_name(&inspection.format)
            .ok_or_else(|| Failure::Ours(format!("no format is called {}", inspection.format)))?;
        Ok(Self {
            job: job.to_owned(),
            inspection,
            format,
            submitted_at,
        })
    }

    /// The job.
    pub fn job(&self) -> &str {
        &self.job
    }

    /// The system the tickets come from.
    pub fn source(&self) -> &'static str {
        self.format.source()
    }

    /// The latest moment the export knows of, µs since the epoch.
    pub fn exported_at(&self) -> i64 {
        self.inspection.as_of.as_microsecond()
    }

    /// When the file was uploaded.
    pub fn submitted_at(&self) -> Timestamp {
        self.submitted_at
    }

    /// The lake's partition: the day of the upload.
    pub fn partition(&self) -> String {
        partition(self.submitted_at)
    }

    /// The tickets and row errors of a chunk's bytes.
    pub fn read(&self, chunk: &Chunk, bytes: &[u8]) -> Result<Outcome, Failure> {
        Ok(self.format.read_chunk(bytes, &self.inspection, chunk)?)
    }
}
