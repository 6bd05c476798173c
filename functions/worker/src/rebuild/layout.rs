//! Phase map of a rebuild: the workspace's tickets as ranges, the chunks of exports whose rows are missing, and the files of
//! such rows that become one.

use super::exports::{self, Exports};
use super::{Merge, OfExport, Step};
use crate::rescoring::{self, Most};
use crate::workspace_job::queue_steps;
use endpoint::Context;
use queue::kind::WRITE;
use queue::{Claim, Failure};
use serde_json::json;

/// What one file holds: few large files are read faster than many small ones, and a step has the texts of one in memory.
const STORED: Most = Most {
    tickets: 20_000,
    characters: 12 << 20,
};

/// Adds one score step per range, per chunk of an export and per merged file, or goes on to publishing where there is nothing to write.
pub async fn lay_out(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let ranges = rescoring::ranges(cx, claim, STORED).await?;
    let Exports {
        chunks,
        merges,
        removed,
        lost,
    } = exports::look(cx, claim).await?;
    let of_tickets: u64 = ranges.iter().map(|range| range.tickets).sum();
    let of_exports: u64 = chunks.iter().map(|of: &OfExport| of.rows).sum();
    let parts = merges.iter().flat_map(|of: &Merge| &of.parts);
    let rows = of_tickets + of_exports + parts.map(|part| part.rows).sum::<u64>();
    let steps = ranges.into_iter().map(Step::Tickets);
    let steps = steps.chain(chunks.into_iter().map(Step::Rows));
    let steps: Vec<Step> = steps.chain(merges.into_iter().map(Step::Merge)).collect();
    let outcome = json!({"rows": rows, "bytes": 0, "errors": 0, "removed": removed, "lost": lost});
    queue_steps(cx, claim, &WRITE, &steps, rows, outcome).await
}
