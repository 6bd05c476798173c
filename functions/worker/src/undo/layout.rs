//! Phase map of an undo: whether the upload can be undone, and its tickets as ranges, each a chunk.

use super::raw::Rows;
use super::{Step, Upload, raw};
use crate::rescoring::{self, Most, Range, SCORED};
use crate::workspace_job::queue_steps;
use endpoint::Context;
use queue::kind::RESTORE;
use queue::{Claim, Failure, undo};
use serde_json::json;

/// What one file of a lake holds that is written anew as a whole.
const STORED: Most = Most {
    tickets: 20_000,
    characters: 12 << 20,
};
/// Adds one score step per range and per file of rows that holds others' too, or goes on to publishing where there is
/// nothing to write.
pub async fn lay_out(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let (job,): (Option<String>,) = cx
        .records
        .query_one(
            "SELECT undoes FROM jobs WHERE id = $1",
            (claim.job.as_str(),),
        )
        .await?;
    let job = job.ok_or_else(|| Failure::Ours("the job undoes nothing".to_owned()))?;
    // Uploads may have been published since somebody asked.
    if let Some(trouble) = undo::hindrance(&cx.records, claim.workspace, &job).await? {
        return Err(Failure::File(trouble));
    }
    let upload = Upload::of(cx, claim).await?;
    let is_whole = is_written_anew(cx, claim, &upload).await?;
    let ranges = if is_whole {
        rescoring::ranges(cx, claim, STORED).await?
    } else {
        ranges(cx, claim, &upload).await?
    };
    let Rows { merges, removed } = raw::look(cx, claim, &upload).await?;
    let of_tickets: u64 = ranges.iter().map(|range| range.tickets).sum();
    let parts = merges.iter().flat_map(|of| &of.parts);
    let rows = of_tickets + parts.map(|part| part.rows).sum::<u64>();
    let step = if is_whole { Step::All } else { Step::Former };
    let steps = ranges.into_iter().map(step);
    let steps: Vec<Step> = steps.chain(merges.into_iter().map(Step::Merge)).collect();
    let extent = if is_whole { "whole" } else { "upload" };
    let outcome =
        json!({"rows": rows, "bytes": 0, "errors": 0, "extent": extent, "removed": removed});
    queue_steps(cx, claim, &RESTORE, &steps, rows, outcome).await
}

/// Whether the lake was written anew since the upload was published: its rows lie among others then.
async fn is_written_anew(cx: &Context, claim: &Claim, upload: &Upload) -> Result<bool, Failure> {
    let (jobs,): (i64,) = cx
        .records
        .query_one(
            "SELECT count(*) FROM jobs j WHERE j.workspace_id = $1 AND j.snapshot_id > $2 \
                 AND (j.kind IN ('rescoring', 'rebuild') OR (j.kind = 'undo' AND EXISTS ( \
                     SELECT 1 FROM phase_queue q WHERE q.job_id = j.id AND q.current_phase = 'map' \
                         AND q.outcome ->> 'extent' = 'whole')))",
            (claim.workspace, upload.snapshot),
        )
        .await?;
    Ok(jobs > 0)
}

/// The upload's tickets as ranges.
async fn ranges(cx: &Context, claim: &Claim, upload: &Upload) -> Result<Vec<Range>, Failure> {
    let statement = "SELECT n.source, n.ticket_id, CAST(COALESCE((SELECT sum(length(r.text)) FROM sentiment_results r \
         WHERE r.workspace_id = n.workspace_id AND r.source = n.source AND r.ticket_id = n.ticket_id), 0) AS BIGINT), \
         n.comment_count \
         FROM ticket_revisions n WHERE n.job_id = $1 AND (n.source, n.ticket_id) > ($2, $3) \
         ORDER BY n.source, n.ticket_id LIMIT $4";
    rescoring::ranges_of(cx, claim, statement, upload.job.as_str(), SCORED).await
}
