//! An undo: what a published upload brought is taken back, and its tickets return to what they were.
//!
//! It is refused where a later upload holds a ticket that this one brought or changed: that one's would have to be read
//! again. So each ticket of the upload has its present state from it, and all texts that the upload brought show.
//!
//! Chunks are ranges of the upload's tickets. Each is staged as it stood before: its newest revision before the upload's, the
//! texts that are left, with the scores they have. Tickets that the upload added have no such revision, and go. Where no
//! rescoring and no rebuild has written the lake anew since, the lake loses the files of the upload and gains those of the
//! restored states; else nobody knows where the upload's comments lie, and all of the workspace is written anew, as by a
//! rebuild. Publishing puts all of it in place in one transaction.

mod dates;
mod former;
mod layout;
mod moved;
mod noted;
mod publish;
mod raw;
mod restore;
mod score;
#[cfg(test)]
mod tests;

pub use noted::Noted;

use super::end;
use super::rebuild::Merge;
use super::rescoring::Range;
use super::work::{Work, unknown};
use endpoint::Context;
use queue::kind::{COMPARE, Kind, MAP, PUBLISH, RESTORE};
use queue::{Claim, Failure};
use serde::{Deserialize, Serialize};

/// What one step writes.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    /// The upload's tickets as they were.
    Former(Range),
    /// All tickets, those of the upload as they were.
    All(Range),
    /// The rows of exports that share a file with some of the upload. Rebuilds read this step, as one of theirs.
    Merge(Merge),
}

/// An undo.
pub struct Undo;

impl Work for Undo {
    const KIND: Kind = Kind::UNDO;

    async fn step(cx: &Context, claim: &Claim) -> Result<(), Failure> {
        match claim.phase {
            phase if *phase == MAP => layout::lay_out(cx, claim).await,
            phase if *phase == RESTORE => stage(cx, claim).await,
            phase if *phase == PUBLISH => publish::publish(cx, claim).await,
            phase if *phase == COMPARE => end::run(cx, claim).await,
            _ => Err(unknown(claim)),
        }
    }
}

/// Writes what one step is about.
async fn stage(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let upload = Upload::of(cx, claim).await?;
    match serde_json::from_value(claim.data.clone()).map_err(|error| Failure::bug(&error))? {
        Step::Former(range) => restore::stage(cx, claim, &upload, &range, false).await,
        Step::All(range) => restore::stage(cx, claim, &upload, &range, true).await,
        Step::Merge(of) => raw::stage(cx, claim, &upload, of).await,
    }
}

/// The upload that is undone.
struct Upload {
    /// Its job.
    job: String,
    /// The snapshot that made it visible.
    snapshot: i64,
}

impl Upload {
    async fn of(cx: &Context, claim: &Claim) -> Result<Self, Failure> {
        let found: Option<(String, i64)> = cx
            .records
            .query_optional(
                "SELECT u.id, u.snapshot_id FROM jobs d JOIN jobs u ON u.id = d.undoes \
                     AND u.workspace_id = d.workspace_id AND u.kind = 'upload' AND u.snapshot_id IS NOT NULL \
                 WHERE d.id = $1",
                (claim.job.as_str(),),
            )
            .await?;
        let (job, snapshot) = found
            .ok_or_else(|| Failure::Ours("there is no published upload to undo".to_owned()))?;
        Ok(Self { job, snapshot })
    }

    /// Whether texts were scored anew since it was published: those that it replaced were not among them.
    async fn is_rescored_since(&self, cx: &Context, workspace: i64) -> Result<bool, Failure> {
        let (rescorings,): (i64,) = cx
            .records
            .query_one(
                "SELECT count(*) FROM jobs WHERE workspace_id = $1 AND kind = 'rescoring' AND snapshot_id > $2",
                (workspace, self.snapshot),
            )
            .await?;
        Ok(rescorings > 0)
    }
}
