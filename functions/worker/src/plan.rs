//! How a job's file is read: what inspection found, kept with the job.

use data_encoding::HEXLOWER;
use endpoint::Context;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use queue::{Claim, Failure};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use tickets::{Chunk, Field, Format, Inspection, Outcome, Part, RawRow};

/// An inspected file and the format that reads it.
pub struct JobPlan {
    /// What inspection found.
    pub inspection: Inspection,
    job: String,
    source: String,
    format: &'static dyn Format,
    submitted_at: Timestamp,
    is_as_sent: bool,
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
        let (source, inspection, submitted_at, size): (String, Json, Timestamp, i64) = cx
            .records
            .query_one(
                "SELECT source, inspection, submitted_at, file_size FROM jobs WHERE id = $1",
                (job,),
            )
            .await?;
        let inspection: Inspection =
            serde_json::from_value(inspection).map_err(|error| Failure::bug(&error))?;
        let format = tickets::by_name(&inspection.format)
            .ok_or_else(|| Failure::Ours(format!("no format is called {}", inspection.format)))?;
        Ok(Self {
            job: job.to_owned(),
            source,
            is_as_sent: is_as_sent(&inspection, size),
            inspection,
            format,
            submitted_at,
        })
    }

    /// The job.
    pub fn job(&self) -> &str {
        &self.job
    }

    /// The source the tickets are of: a system's instance, by the name it has in its workspace.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it has every comment that the file has of its tickets: no column is left out of those that share a name.
    pub fn has_all_comments(&self) -> bool {
        let (mapping, header) = (&self.inspection.mapping, &self.inspection.header);
        let mapped = mapping.columns(Field::Comments);
        let name = |column: usize| header.name(column);
        let names: Vec<String> = mapped.iter().map(|column| name(*column)).collect();
        let mut columns = 0..header.len();
        columns.all(|column| mapped.contains(&column) || !names.contains(&name(column)))
    }

    /// Whether it tells comments of tickets and nothing else of them, as a table of comments does: whatever is chosen as
    /// their author and date.
    pub fn has_comments_alone(&self) -> bool {
        let mapping = &self.inspection.mapping;
        let has = |field: &Field| !mapping.columns(*field).is_empty();
        let of_comments = [
            Field::TicketId,
            Field::Comments,
            Field::CreatedAt,
            Field::UpdatedAt,
            Field::Reporter,
            Field::TrackerId,
            Field::KeyPrefix,
        ];
        has(&Field::Comments)
            && Field::ALL
                .iter()
                .all(|field| of_comments.contains(field) || !has(field))
    }

    /// When the file was uploaded.
    pub fn submitted_at(&self) -> Timestamp {
        self.submitted_at
    }

    /// The lake's partition: the day of the upload.
    pub fn partition(&self) -> String {
        partition(self.submitted_at)
    }

    /// The tickets and row errors of a chunk's bytes; `take` gets every row as it is.
    pub fn read(
        &self,
        chunk: &Chunk,
        bytes: &[u8],
        take: impl FnMut(RawRow<'_>),
    ) -> Result<Outcome, Failure> {
        Ok(self
            .format
            .read_chunk_and_rows(bytes, &self.inspection, chunk, take)?)
    }

    /// The SHA-256 of a chunk's bytes; none where that of the whole export tells as much.
    pub fn digest(&self, bytes: &[u8]) -> Option<String> {
        (!self.is_as_sent).then(|| HEXLOWER.encode(&Sha256::digest(bytes)))
    }
}

/// Whether an upload of so many bytes is stored as it was sent: neither unpacked nor written as a table.
pub fn is_as_sent(inspection: &Inspection, size: i64) -> bool {
    inspection.origin.is_none() && u64::try_from(size) == Ok(inspection.bytes)
}
