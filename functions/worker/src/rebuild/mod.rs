//! A rebuild: the lake of a workspace written anew, from the records and the stored exports, and shown all at once.
//!
//! Tickets, texts and entities are written as the records have them, with the scores they have; nothing is scored.
//! Rows of exports that a published upload brought and the lake has not, or not as they were written, are read from the
//! stored exports again; small files of such rows become one. Chunks are ranges of tickets, chunks of exports and files. What they write is staged: lake files, and
//! revisions that say where each ticket's rows lie. Publishing puts both in place in one transaction. No upload of the
//! workspace is scored or published meanwhile, so nothing staged can be out of date.

mod compare;
pub(super) mod exports;
mod layout;
mod lost;
mod merge;
mod original;
mod publish;
pub(super) mod rows;
#[cfg(test)]
mod tests;
pub(super) mod tickets;

use super::rescoring::Range;
use super::work::{Work, unknown};
use ::tickets::Chunk;
use endpoint::Context;
use queue::kind::{COMPARE, Kind, MAP, PUBLISH, WRITE};
use queue::{Claim, Failure};
use serde::{Deserialize, Serialize};

/// What one step writes.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    /// Tickets, their texts and entities.
    Tickets(Range),
    /// Rows of an export.
    Rows(OfExport),
    /// Files of rows of exports, written as one.
    Merge(Merge),
}

/// Files of rows of exports.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Merge {
    /// The files.
    pub paths: Vec<String>,
    /// What they hold.
    pub parts: Vec<Part>,
}

/// The rows of an export's chunk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Part {
    /// The upload.
    pub job: String,
    /// Which chunk of it.
    pub chunk: u32,
    /// How many rows.
    pub rows: u64,
}

/// A chunk of a stored export.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct OfExport {
    /// The upload.
    job: String,
    /// Name of its file.
    file_name: String,
    /// The chunk.
    chunk: Chunk,
    /// Rows that were written when it was uploaded.
    rows: u64,
    /// SHA-256 of the chunk when it was uploaded; none of those that an older release took in.
    sha256: Option<String>,
    /// The lake's file of these rows, if there is one, and whether it is as it was written. Only steps that an earlier
    /// release laid out have it: today damaged files go by their own list, and sound ones stay.
    replaces: Option<(String, bool)>,
}

/// A rebuild.
pub struct Rebuild;

impl Work for Rebuild {
    const KIND: Kind = Kind::REBUILD;

    async fn step(cx: &Context, claim: &Claim) -> Result<(), Failure> {
        match claim.phase {
            phase if *phase == MAP => layout::lay_out(cx, claim).await,
            phase if *phase == WRITE => stage(cx, claim).await,
            phase if *phase == PUBLISH => publish::publish(cx, claim).await,
            phase if *phase == COMPARE => compare::compare(cx, claim).await,
            _ => Err(unknown(claim)),
        }
    }
}

/// Writes what one step is about.
async fn stage(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    match serde_json::from_value(claim.data.clone()).map_err(|error| Failure::bug(&error))? {
        Step::Tickets(range) => tickets::stage(cx, claim, &range).await,
        Step::Rows(of) => rows::stage(cx, claim, &of).await,
        Step::Merge(of) => merge::stage(cx, claim, of).await,
    }
}
