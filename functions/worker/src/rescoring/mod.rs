//! A rescoring: the stored texts of a workspace scored by the present scorer, and shown all at once.
//!
//! Chunks are ranges of tickets. What they find is staged beside what counts: scores in `text_scores`, moods as
//! revisions, entities under the rescoring's own name, lake files. Publishing puts it in place in one transaction. No
//! upload of the workspace is scored or published meanwhile, so nothing staged can be out of date.

mod chunk;
mod compare;
mod layout;
mod publish;
#[cfg(test)]
mod tests;
pub(super) mod texts;

pub use chunk::comparison;
pub use layout::{Most, SCORED, ranges, ranges_of};
pub use publish::{new_entities_in_place, new_scores_in_place, replaced_files};

use super::end;
use super::work::{Work, unknown};
use endpoint::Context;
use queue::kind::{COMPARE, Kind, MAP, PUBLISH, SCORE};
use queue::{Claim, Failure};
use serde::{Deserialize, Serialize};

/// A rescoring.
pub struct Rescoring;

impl Work for Rescoring {
    const KIND: Kind = Kind::RESCORING;

    async fn step(cx: &Context, claim: &Claim) -> Result<(), Failure> {
        match claim.phase {
            phase if *phase == MAP => layout::lay_out(cx, claim).await,
            phase if *phase == SCORE => chunk::score(cx, claim).await,
            phase if *phase == PUBLISH => publish::publish(cx, claim).await,
            phase if *phase == COMPARE => end::run(cx, claim).await,
            _ => Err(unknown(claim)),
        }
    }
}

/// A range of a source's tickets, by key.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// The source.
    pub source: String,
    /// The last key before the range; empty where it is the source's first.
    pub after: String,
    /// The last key of the range.
    pub to: String,
    /// How many tickets it holds.
    pub tickets: u64,
}

impl Range {
    /// What a statement about its tickets is given.
    pub fn of(&self, workspace: i64) -> (i64, &str, &str, &str) {
        (workspace, &self.source, &self.after, &self.to)
    }
}
