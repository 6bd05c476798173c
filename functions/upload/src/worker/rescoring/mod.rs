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

pub use chunk::score;
pub use layout::{Most, lay_out, ranges};
pub use publish::{publish, replaced_files};

use serde::{Deserialize, Serialize};

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
