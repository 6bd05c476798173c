//! The transaction that stages a range of stored tickets, for the jobs over what is stored: rescoring, rebuild and undo.

use super::score::finish;
use endpoint::Context;
use queue::{Claim, Failure, claim};
use rows::insert::{Origin, Rows};
use serde_json::json;
use stores::Transaction;
use stores::lake::StagedFile;

/// What a range comes to, as its job counts it.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Its tickets.
    pub tickets: u64,
    /// Their texts.
    pub texts: usize,
    /// What these mention.
    pub entities: usize,
}

/// Begins it, while the lease is held: the job's counts, and the rows.
pub async fn begin(
    cx: &Context,
    claim: &Claim,
    source: &str,
    rows: &Rows<'_>,
    held: Held,
) -> Result<Transaction, Failure> {
    let origin = Origin {
        workspace: claim.workspace,
        job: &claim.job,
        chunk: claim.chunk,
        source,
    };
    let now = cx.clock.now();
    let statements = rows.prepare(cx.records.dialect().await, &origin, now)?;
    let transaction = cx.records.begin().await?;
    // Who lost the lease finds another's rows in the way of its own: it should hear of the lease.
    claim::hold(&transaction, claim).await?;
    // The job's row first: on PostgreSQL it orders the workers that finish chunks of this job at the same time.
    transaction
        .execute(
            "UPDATE jobs SET records_processed = records_processed + $1, sentiment_records = sentiment_records + $2, \
                 entity_records = entity_records + $3, updated_at = $4 WHERE id = $5",
            (
                held.tickets,
                held.texts as u64,
                held.entities as u64,
                now,
                claim.job.as_str(),
            ),
        )
        .await?;
    statements.run(&transaction).await?;
    Ok(transaction)
}

/// Ends it: the range is done, and these files are staged.
pub async fn end(
    cx: &Context,
    claim: &Claim,
    transaction: Transaction,
    tickets: u64,
    files: &[StagedFile],
) -> Result<(), Failure> {
    let outcome = json!({"rows": tickets, "bytes": 0, "errors": 0, "files": files});
    finish(cx, claim, &transaction, outcome).await?;
    transaction.commit().await?;
    Ok(())
}
