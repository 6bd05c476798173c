//! The tickets that were created last.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Limit, Problem, Query, Result};
use jiff::Timestamp;
use serde::Serialize;
use stores::{FromRow, Records, Row};
use utoipa::ToSchema;

use crate::mood::is_read;

/// The longest summary shown, in characters.
const SUMMARY: usize = 100;

/// A ticket that was created lately.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecentTicket {
    ticket_id: String,
    source: String,
    /// Its first 100 characters.
    summary: String,
    /// Where there is no summary, the first 100 characters of the description; else empty.
    excerpt: String,
    /// Null where nothing tells it; such tickets come last.
    #[schema(value_type = Option<String>, format = DateTime)]
    created_date: Option<Timestamp>,
    priority: String,
    /// The ticket's state, as the source writes it.
    status: String,
    #[schema(schema_with = crate::mood::documented)]
    sentiment_label: String,
    /// False where none of its texts was read: its sentiment is neutral then.
    read: bool,
    /// The compound score, −1 to 1.
    sentiment_score: f64,
}

/// The tickets that were created last, newest first; 10 where nothing else is asked.
#[utoipa::path(get, path = "/api/dashboard/recent-tickets", tag = "analytics", operation_id = "recent_tickets",
    params(Limit), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = [RecentTicket]),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(limit): Query<Limit>,
) -> Result<Json<Vec<RecentTicket>>> {
    Ok(Json(
        newest(&cx.records, caller.workspace.0, limit.or(10)).await?,
    ))
}

async fn newest(records: &Records, workspace: i64, limit: u32) -> Result<Vec<RecentTicket>> {
    Ok(records
        .query(
            "SELECT COALESCE(moved_key, ticket_id), source, summary, \
                 CASE WHEN summary = '' THEN substr(description, 1, 100) ELSE '' END, created_at, priority, status, ultimate_sentiment, ultimate_confidence, compound \
             FROM tickets \
             WHERE workspace_id = $1 ORDER BY created_at DESC NULLS LAST, id DESC LIMIT $2",
            (workspace, limit),
        )
        .await?)
}

impl FromRow for RecentTicket {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            ticket_id: row.take()?,
            source: row.take()?,
            summary: row.take::<String>()?.chars().take(SUMMARY).collect(),
            excerpt: row.take()?,
            created_date: row.take()?,
            priority: row.take()?,
            status: row.take()?,
            sentiment_label: row.take()?,
            read: is_read(row.take()?),
            sentiment_score: row.take()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use crate::testing::Fixture;

    #[test]
    fn the_newest_come_first() {
        let fixture = Fixture::with(&[
            Ticket::new("A-1", "2026-03-02T08:00:00Z", -0.5),
            Ticket {
                summary: "ü".repeat(300),
                ..Ticket::new("A-2", "2026-03-03T08:00:00Z", 0.5)
            },
            Ticket::new("A-3", "2026-03-01T08:00:00Z", 0.0),
        ]);
        fixture.publish(2, &[Ticket::new("B-1", "2026-03-04T08:00:00Z", 0.0)]);
        fixture.stage(1, &[Ticket::new("A-4", "2026-03-04T08:00:00Z", 0.0)]);
        let expected = json!([
            {"ticket_id": "A-2", "source": "SUP", "summary": "ü".repeat(100), "excerpt": "", "created_date": "2026-03-03T08:00:00Z",
             "priority": "Medium", "status": "Open", "sentiment_label": "positive", "read": true, "sentiment_score": 0.5},
            {"ticket_id": "A-1", "source": "SUP", "summary": "Summary of A-1", "excerpt": "", "created_date": "2026-03-02T08:00:00Z",
             "priority": "Medium", "status": "Open", "sentiment_label": "negative", "read": true, "sentiment_score": -0.5},
        ]);
        assert_eq!(
            fixture.json("/api/dashboard/recent-tickets?limit=2"),
            expected
        );
    }
}
