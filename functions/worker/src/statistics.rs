//! Tells PostgreSQL's planner of a large import at once: it plans the next statements as if the tables were still small
//! until its own housekeeping comes by, a minute later.

use endpoint::{Context, log};
use serde_json::json;
use stores::{Dialect, Error};

/// A table, and how it is counted.
pub type Counted = (&'static str, &'static str);
/// What the chunks of a job fill.
pub const STAGED: &[Counted] = &[
    (
        "ticket_revisions",
        "ANALYZE ticket_revisions (workspace_id, job_id, source, ticket_id)",
    ),
    ("sentiment_results", "ANALYZE sentiment_results"),
    ("entities", "ANALYZE entities"),
];
/// What publishing fills: what is counted of it are the columns that filters, orders and joins name.
pub const PUBLISHED: &[Counted] = &[(
    "tickets",
    "ANALYZE tickets (workspace_id, source, ticket_id, revision_id, job_id, parent_ticket_id, created_at, updated_at, \
         status, priority, product, assignee, ultimate_sentiment, urgency, compound, comment_count)",
)];

/// Smaller imports do not change a plan.
const LEAST_ROWS: f64 = 500.0;
/// Counted anew once a table has grown by a fifth, as PostgreSQL's own housekeeping does after a tenth.
const SHARE: f64 = 0.2;

/// Counts anew the tables that the job's rows have changed much. SQLite's statements name their own order and need no
/// counts.
///
/// Without it everything is as right, and slower: an error is logged and no more.
pub async fn refresh(cx: &Context, job: &str, tables: &[Counted]) {
    if cx.records.dialect().await != Dialect::Postgres {
        return;
    }
    for (table, count) in tables {
        if let Err(error) = refresh_one(cx, job, table, count).await {
            log::warn(
                "analyze_failed",
                json!({"job.id": job, "table": table, "cause": error.to_string()}),
            );
        }
    }
}

async fn refresh_one(
    cx: &Context,
    job: &str,
    table: &str,
    count: &'static str,
) -> Result<(), Error> {
    let (known, new): (f64, f64) = cx
        .records
        .query_one(
            "SELECT CAST(c.reltuples AS double precision), CAST(j.records_processed AS double precision) \
             FROM jobs j CROSS JOIN pg_class c WHERE j.id = $1 AND c.oid = to_regclass($2)",
            (job, table),
        )
        .await?;
    if is_much(new, known) {
        cx.records.execute(count, ()).await?;
    }
    Ok(())
}

/// Whether so many new rows change what is known of a table; one that was never counted says −1.
fn is_much(new: f64, known: f64) -> bool {
    new >= LEAST_ROWS && new >= SHARE * known
}

#[cfg(test)]
mod tests {
    use super::is_much;

    #[test]
    fn only_much_growth_is_worth_a_count() {
        assert!(is_much(500.0, -1.0) && is_much(1000.0, 5000.0));
        assert!(!is_much(499.0, -1.0) && !is_much(999.0, 5000.0));
    }
}
