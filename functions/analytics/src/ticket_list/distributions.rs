//! The texts of the tickets of a page by sentiment.

use std::collections::HashMap;

use endpoint::Result;
use stores::Records;

use crate::mood::Distribution;
use crate::selection::VISIBLE;
use crate::statement::Statement;

/// The texts of some tickets by sentiment; tickets without texts are left out.
pub(super) async fn of(
    records: &Records,
    workspace: i64,
    tickets: impl ExactSizeIterator<Item = i64>,
) -> Result<HashMap<i64, Distribution>> {
    if tickets.len() == 0 {
        return Ok(HashMap::new());
    }
    let (sql, params) = statement(workspace, tickets).into_parts();
    let counts: Vec<(i64, u64, u64, u64)> = records.query(&sql, params).await?;
    let distribution = |(id, positive, negative, neutral)| {
        (
            id,
            Distribution {
                positive,
                negative,
                neutral,
            },
        )
    };
    Ok(counts.into_iter().map(distribution).collect())
}

fn statement(workspace: i64, tickets: impl Iterator<Item = i64>) -> Statement {
    // CROSS JOIN: from the tickets to their texts, or SQLite would read every text of the workspace.
    let mut statement = Statement::new(
        "SELECT t.id, count(CASE r.sentiment WHEN 'positive' THEN 1 END), \
         count(CASE r.sentiment WHEN 'negative' THEN 1 END), count(CASE r.sentiment WHEN 'neutral' THEN 1 END) \
         FROM tickets t CROSS JOIN sentiment_results r CROSS JOIN jobs j WHERE r.workspace_id = t.workspace_id \
         AND r.source = t.source AND r.ticket_id = t.ticket_id AND j.id = r.job_id AND t.workspace_id = ",
    );
    statement
        .bind(workspace)
        .push(" AND t.id IN (")
        .bind_all(tickets);
    statement
        .push(") AND ")
        .push(VISIBLE)
        .push(" GROUP BY t.id");
    statement
}

#[cfg(test)]
mod tests {
    /// Without statistics SQLite easily starts at the wrong end: seconds instead of milliseconds at 100,000 tickets.
    #[test]
    fn the_texts_of_a_page_are_found_by_their_tickets() {
        let records = stores::Records::in_memory();
        if futures::executor::block_on(records.dialect()) == stores::Dialect::Postgres {
            // Plans of an empty database say nothing there.
            return;
        }
        let (sql, params) = super::statement(1, [1, 2].into_iter()).into_parts();
        let explain = format!("EXPLAIN QUERY PLAN {sql}");
        let plan = records.query(&explain, params);
        let plan: Vec<(i64, i64, i64, String)> = futures::executor::block_on(plan).unwrap();
        let steps: Vec<_> = plan.iter().map(|step| step.3.as_str()).collect();
        let texts = steps.iter().find(|step| step.contains(" r ")).unwrap();
        assert!(
            texts.ends_with("(workspace_id=? AND source=? AND ticket_id=?)"),
            "{steps:?}"
        );
    }
}
