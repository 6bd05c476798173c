//! How many texts a report is about, and how many of them were not read.

use endpoint::Result;
use figures::{Figures, SHOWN, TEXTS_READ};
use stores::{Records, Statement};

use crate::scope::Scope;

/// The texts written in the period of a scope, and those of them that were not read.
pub(crate) async fn written(
    figures: &Figures,
    records: &Records,
    scope: &Scope<'_>,
) -> Result<(u64, u64)> {
    if !scope.filters.is_empty() {
        return of_tickets(records, scope).await;
    }
    let texts = figures.texts_by_field(scope.period).await?;
    let [unread, _] = figures.by_band(TEXTS_READ, scope.period).await?;
    Ok((texts.iter().map(|(_, count)| count).sum(), unread))
}

/// The same for the texts of some tickets, of which the lake does not know teams or customers.
async fn of_tickets(records: &Records, scope: &Scope<'_>) -> Result<(u64, u64)> {
    let mut statement = Statement::new(
        "SELECT count(*), count(CASE WHEN r.confidence = 0 THEN 1 END) \
         FROM tickets t CROSS JOIN sentiment_results r CROSS JOIN jobs j WHERE t.workspace_id = ",
    );
    statement.bind(scope.workspace);
    scope.filters.restrict(&mut statement);
    statement
        .push(
            " AND r.workspace_id = t.workspace_id AND r.source = t.source AND r.ticket_id = t.ticket_id \
             AND j.id = r.job_id AND ",
        )
        .push(SHOWN)
        .push(" AND COALESCE(r.comment_timestamp, t.created_at) >= ")
        .bind(scope.period.start())
        .push(" AND COALESCE(r.comment_timestamp, t.created_at) < ")
        .bind(scope.period.end());
    let (sql, params) = statement.into_parts();
    Ok(records.query_one(&sql, params).await?)
}

#[cfg(test)]
mod tests {
    use calendar::Period;
    use figures::fixture::{Ticket, publish};
    use futures::executor::block_on;
    use stores::lake::Lake;

    use super::*;
    use crate::filters::Filters;

    #[test]
    fn records_and_lake_count_the_same_texts() {
        let records = Records::in_memory();
        let lake = Lake::temporary(records.clone());
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let team = |team: &str, ticket: Ticket| Ticket {
            team: team.into(),
            ..ticket
        };
        let tickets = [
            team("EMEA", Ticket::new("A-1", "2026-11-09T00:00:00Z", -0.5))
                .comment("2026-11-10T10:00:00Z", "eve", "Hm", 0.0)
                .comment("2026-11-12T10:00:00Z", "eve", "Fine", 0.5),
            team("APAC", Ticket::new("A-2", "2026-11-10T00:00:00Z", 0.5)),
        ];
        block_on(publish(&records, &lake, 1, now, &tickets));
        let figures = block_on(Figures::at_present(&lake, 1)).unwrap();
        let counted = |teams: &[&str]| {
            let filters = Filters {
                team: teams.iter().map(|team| (*team).to_owned()).collect(),
                ..Filters::default()
            };
            let scope = Scope {
                workspace: 1,
                period: Period::new(
                    "2026-11-10T00:00:00Z".parse().unwrap(),
                    "2026-11-11T00:00:00Z".parse().unwrap(),
                )
                .unwrap(),
                filters: &filters,
            };
            block_on(written(&figures, &records, &scope)).unwrap()
        };
        assert_eq!(counted(&[]), (2, 1));
        assert_eq!(counted(&["EMEA", "APAC"]), (2, 1));
        assert_eq!(counted(&["EMEA"]), (1, 1));
    }
}
