//! What the store already knows of a chunk's tickets.

use jiff::Timestamp;
use std::collections::HashMap;
use stores::{Error, FromRow, Records, Row, Value};

/// So many tickets are asked for at a time: their comments stay well below the store's row limit.
const AT_A_TIME: usize = 500;

/// The present state of a ticket. Times are µs since the epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredTicket {
    pub ticket_id: String,
    pub summary: String,
    pub description: String,
    pub status: String,
    pub priority: String,
    pub issue_type: String,
    pub project: String,
    pub product: String,
    pub organization: String,
    pub labels: String,
    pub assignee: String,
    pub reporter: String,
    pub parent_ticket_id: Option<String>,
    pub created_at: i64,
    pub updated_at: Option<i64>,
    pub resolved_at: Option<i64>,
    pub as_of: i64,
    pub state_hash: String,
    pub comments: Vec<StoredComment>,
}

/// A comment of a ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredComment {
    pub fingerprint: String,
    pub number: u32,
    pub at: Option<i64>,
    pub author: Option<String>,
    pub text: String,
}

impl FromRow for StoredTicket {
    fn from_row(row: &mut Row) -> Result<Self, Error> {
        Ok(Self {
            ticket_id: row.take()?,
            summary: row.take()?,
            description: row.take()?,
            status: row.take()?,
            priority: row.take()?,
            issue_type: row.take()?,
            project: row.take()?,
            product: row.take()?,
            organization: row.take()?,
            labels: row.take()?,
            assignee: row.take()?,
            reporter: row.take()?,
            parent_ticket_id: row.take()?,
            created_at: row.take::<Timestamp>()?.as_microsecond(),
            updated_at: row
                .take::<Option<Timestamp>>()?
                .map(Timestamp::as_microsecond),
            resolved_at: row
                .take::<Option<Timestamp>>()?
                .map(Timestamp::as_microsecond),
            as_of: row.take::<Timestamp>()?.as_microsecond(),
            state_hash: row.take()?,
            comments: Vec::new(),
        })
    }
}

struct Of(String, StoredComment);

impl FromRow for Of {
    fn from_row(row: &mut Row) -> Result<Self, Error> {
        Ok(Self(
            row.take()?,
            StoredComment {
                fingerprint: row.take()?,
                number: row.take()?,
                at: row
                    .take::<Option<Timestamp>>()?
                    .map(Timestamp::as_microsecond),
                author: row.take()?,
                text: row.take()?,
            },
        ))
    }
}

/// The tickets among `keys` that are known, by key, with all their published comments.
pub async fn find(
    records: &Records,
    workspace: i64,
    source: &str,
    keys: &[&str],
) -> Result<HashMap<String, StoredTicket>, Error> {
    let mut known = HashMap::new();
    let any: Option<(i64,)> = records
        .query_optional(
            "SELECT 1 FROM tickets WHERE workspace_id = $1 AND source = $2 LIMIT 1",
            (workspace, source),
        )
        .await?;
    if any.is_none() {
        return Ok(known);
    }
    for keys in keys.chunks(AT_A_TIME) {
        let list = serde_json::to_string(keys)
            .map(Value::Json)
            .map_err(|error| Error::Other(error.to_string()))?;
        let tickets: Vec<StoredTicket> = records
            .query(
                "SELECT ticket_id, summary, description, status, priority, issue_type, project, product, organization, \
                     labels, assignee, reporter, parent_ticket_id, created_at, updated_at, resolved_at, as_of, state_hash \
                 FROM tickets WHERE workspace_id = $1 AND source = $2 \
                     AND ticket_id IN (SELECT k.value FROM json_each($3) AS k)",
                (workspace, source, list.clone()),
            )
            .await?;
        let comments: Vec<Of> = records
            .query(
                "SELECT s.ticket_id, s.fingerprint, s.comment_number, s.comment_timestamp, s.author_id, s.text \
                 FROM sentiment_results s JOIN jobs j ON j.id = s.job_id AND j.snapshot_id IS NOT NULL \
                 WHERE s.workspace_id = $1 AND s.source = $2 AND s.field_type = 'comment' \
                     AND s.ticket_id IN (SELECT k.value FROM json_each($3) AS k) \
                 ORDER BY s.ticket_id, s.comment_number",
                (workspace, source, list),
            )
            .await?;
        known.extend(
            tickets
                .into_iter()
                .map(|ticket| (ticket.ticket_id.clone(), ticket)),
        );
        for Of(ticket, comment) in comments {
            if let Some(ticket) = known.get_mut(&ticket) {
                ticket.comments.push(comment);
            }
        }
    }
    Ok(known)
}
