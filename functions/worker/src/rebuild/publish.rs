//! Phase publish of a rebuild: one transaction puts the new files in the place of the old ones.

use super::lost::{self, Lost};
use crate::publish::{commit, staged_files};
use crate::workspace_job::{all_rows, begin_publish};
use crate::{rescoring, statistics};
use endpoint::Context;
use queue::{Claim, Failure};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use stores::Transaction;
use stores::lake::{Dataset, RemovedRows};

/// What the chunks of a rebuild fill.
const STAGED: &[statistics::Counted] = &[("ticket_revisions", "ANALYZE ticket_revisions")];

/// Publishes the rebuild. A second run after a crash finds the first one's commit, or nothing of it.
pub async fn publish(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    statistics::refresh(cx, &claim.job, STAGED).await;
    let now = cx.clock.now();
    let job = claim.job.as_str();
    let transaction = begin_publish(cx, claim).await?;
    put_in_place(&transaction, claim.workspace, job).await?;
    let files = staged_files(&transaction, job).await?;
    let rows: u64 = files.iter().map(|file| file.row_count).sum();
    let bytes: u64 = files.iter().map(|file| file.byte_size).sum();
    let (removed, lost) = found(&transaction, job).await?;
    let mut replaced = rescoring::replaced_files(cx, claim.workspace).await?;
    replaced.extend(rows_of(cx, claim.workspace, &removed).await?);
    let snapshot = cx
        .lake
        .publish(&transaction, claim.workspace, job, now, files, replaced)
        .await?;
    let snapshot_id = i64::try_from(snapshot.id).map_err(|error| Failure::bug(&error))?;
    transaction
        .execute(
            "UPDATE jobs SET snapshot_id = $1, phase = 'compare', updated_at = $2 WHERE id = $3",
            (snapshot_id, now, job),
        )
        .await?;
    let outcome = json!({"rows": rows, "bytes": bytes, "errors": 0, "lost": lost::by_job(lost)});
    commit(cx, claim, transaction, outcome).await
}

/// What the steps say of files that go, and of rows that are lost.
async fn found(
    transaction: &Transaction,
    job: &str,
) -> Result<(BTreeSet<String>, Vec<Lost>), Failure> {
    let outcomes: Vec<(Json,)> = transaction
        .query(
            "SELECT outcome FROM phase_queue WHERE job_id = $1 AND current_phase IN ('map', 'score') \
                 AND status = 'completed' ORDER BY chunk",
            (job,),
        )
        .await?;
    let (mut removed, mut lost) = (BTreeSet::new(), Vec::new());
    for (outcome,) in outcomes {
        if let Some(paths) = outcome.get("removed") {
            let paths: Vec<String> =
                serde_json::from_value(paths.clone()).map_err(|error| Failure::bug(&error))?;
            removed.extend(paths);
        }
        if let Some(rows) = outcome.get("lost") {
            let rows: Vec<Lost> =
                serde_json::from_value(rows.clone()).map_err(|error| Failure::bug(&error))?;
            lost.extend(rows);
        }
    }
    Ok((removed, lost))
}

/// All rows of these files of exports.
async fn rows_of(
    cx: &Context,
    workspace: i64,
    paths: &BTreeSet<String>,
) -> Result<Vec<RemovedRows>, Failure> {
    all_rows(cx, workspace, |file| {
        file.dataset == Dataset::Raw && paths.contains(&file.path)
    })
    .await
}

/// Makes the staged revisions those of their tickets: they say where a later export finds the rows it replaces. Of
/// earlier rebuilds and rescorings none is needed any more.
async fn put_in_place(transaction: &Transaction, workspace: i64, job: &str) -> Result<(), Failure> {
    let placed = transaction
        .execute(
            "UPDATE tickets SET revision_id = n.id FROM ticket_revisions n WHERE n.job_id = $1 \
                 AND tickets.workspace_id = n.workspace_id AND tickets.source = n.source \
                 AND tickets.ticket_id = n.ticket_id",
            (job,),
        )
        .await?;
    let (tickets,): (u64,) = transaction
        .query_one(
            "SELECT count(*) FROM tickets WHERE workspace_id = $1",
            (workspace,),
        )
        .await?;
    if placed != tickets {
        return Err(Failure::Ours(format!(
            "{placed} tickets were written, but there are {tickets}"
        )));
    }
    transaction
        .execute(
            "DELETE FROM ticket_revisions WHERE job_id IN (SELECT j.id FROM jobs j WHERE j.workspace_id = $1 \
                 AND j.kind <> 'upload' AND j.id <> $2)",
            (workspace, job),
        )
        .await?;
    Ok(())
}
