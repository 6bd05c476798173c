//! The comments of a ticket that are over: edited or deleted since, as a newer export says. They count nowhere.

use endpoint::Result;
use jiff::Timestamp;
use serde::Serialize;
use stores::{FromRow, Records, Row};
use utoipa::{ToSchema, openapi::Object};

use super::state::TicketState;

/// The most that are told, the latest.
const MOST: u32 = 100;

/// A comment that is over.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormerComment {
    /// The number it had; an edited or moved one's is its successor's today.
    comment_number: Option<u32>,
    #[schema(schema_with = reasons)]
    reason: String,
    /// What it said.
    text: String,
    author_id: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    comment_timestamp: Option<Timestamp>,
    /// When that was published.
    #[schema(value_type = String, format = DateTime)]
    removed_at: Timestamp,
    /// The import that has it otherwise, or not any more.
    removed_by: String,
    /// That import's file.
    file_name: String,
}

/// Why a comment is over, for the document.
fn reasons() -> Object {
    endpoint::one_of(
        "Why it is over: the newer export has it with another text, at another time, or not any more",
        ["edited", "moved", "deleted"],
    )
}

/// How many comments of a ticket are over, and those of them that went last, the latest first.
pub(super) async fn of_ticket(
    records: &Records,
    workspace: i64,
    of: &TicketState,
) -> Result<(u64, Vec<FormerComment>)> {
    let (total,): (u64,) = records
        .query_one(
            "SELECT count(*) FROM former_comments WHERE workspace_id = $1 AND source = $2 AND ticket_id = $3",
            (workspace, &of.source, &of.ticket_id),
        )
        .await?;
    if total == 0 {
        return Ok((0, Vec::new()));
    }
    let comments = records
        .query(
            "SELECT f.comment_number, f.reason, f.text, f.author_id, f.comment_timestamp, f.removed_at, f.removed_by, \
                 j.file_name FROM former_comments f JOIN jobs j ON j.id = f.removed_by \
             WHERE f.workspace_id = $1 AND f.source = $2 AND f.ticket_id = $3 ORDER BY f.removed_at DESC, f.id LIMIT $4",
            (workspace, &of.source, &of.ticket_id, MOST),
        )
        .await?;
    Ok((total, comments))
}

impl FromRow for FormerComment {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            comment_number: row.take()?,
            reason: row.take()?,
            text: row.take()?,
            author_id: row.take()?,
            comment_timestamp: row.take()?,
            removed_at: row.take()?,
            removed_by: row.take()?,
            file_name: tickets::visible(&row.take::<String>()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use crate::testing::{Fixture, column};

    #[test]
    fn what_comments_said_before_is_told_and_counts_nowhere() {
        let ticket = Ticket::new("SUP-1", "2026-03-01T08:00:00Z", -0.5).comment(
            "2026-03-03T08:00:00Z",
            "eve",
            "It works",
            0.4,
        );
        let fixture = Fixture::with(std::slice::from_ref(&ticket));
        let before = fixture.json("/api/tickets/SUP-1");
        assert_eq!(
            (&before["former_comments"], &before["former_comments_total"]),
            (&json!([]), &json!(0))
        );
        let job = fixture.publish(1, &[ticket]);
        for (number, reason, text) in [(1, "edited", "It is broken"), (2, "deleted", "Hello?")] {
            fixture.app.execute_with(
                "INSERT INTO former_comments (workspace_id, job_id, removed_by, reason, removed_at, chunk, source, ticket_id, \
                     comment_number, comment_timestamp, author_id, author_type, text, sentiment, confidence, compound, \
                     fingerprint, scoring_version, side, language, created_at) \
                 SELECT 1, id, id, $1, submitted_at, 0, 'SUP', 'SUP-1', $2, submitted_at, 'eve', 'unknown', $3, 'negative', \
                     0.9, -0.9, 'f', 'v', 'customer', 'en', submitted_at FROM jobs WHERE id = $4",
                (reason, number, text, job.as_str()),
            );
        }
        let told = fixture.json("/api/tickets/SUP-1");
        assert_eq!(told["former_comments_total"], 2);
        let former = &told["former_comments"];
        assert_eq!(column(former, "reason"), ["edited", "deleted"]);
        assert_eq!(column(former, "text"), ["It is broken", "Hello?"]);
        assert_eq!(
            (&former[0]["removed_by"], &former[0]["comment_number"]),
            (&json!(job), &json!(1))
        );
        assert_ne!(former[0]["file_name"], "");
        for unchanged in [
            "texts_total",
            "sentiment_distribution",
            "total_comments",
            "compound",
        ] {
            assert_eq!(told[unchanged], before[unchanged], "{unchanged}");
        }
        assert_eq!(fixture.json("/api/tickets?q=broken")["total"], 0);
    }
}
