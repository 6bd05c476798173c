//! What a list shows of a ticket.

use std::collections::HashMap;

use endpoint::Result;
use jiff::Timestamp;
use serde::Serialize;
use stores::{FromRow, Records, Row};
use utoipa::ToSchema;

use crate::mood::{Distribution, is_read};
use crate::statement::Statement;

/// A ticket in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListedTicket {
    #[serde(skip)]
    pub(super) id: i64,
    ticket_id: String,
    source: String,
    summary: String,
    /// Where there is no summary, the first 160 characters of the description; else empty.
    excerpt: String,
    /// The ticket's state, as the source writes it.
    status_name: String,
    priority: String,
    product: String,
    assignee: String,
    /// Null where nothing tells it.
    #[schema(value_type = Option<String>, format = DateTime)]
    created_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    updated_at: Option<Timestamp>,
    total_comments: u64,
    /// The ticket's texts (summary, description, comments) by sentiment.
    pub(super) sentiment_distribution: Distribution,
    #[schema(schema_with = crate::mood::documented)]
    final_sentiment: String,
    /// False where none of its texts was read: its sentiment is neutral then, at confidence 0.
    read: bool,
    /// −1 to 1.
    compound: f64,
    /// 0 to 1.
    confidence: f64,
    trend: String,
    /// How the mood developed: `stable_…`, `mixed`, `single_…`, `improving`, `declining`.
    status: String,
    /// 0 to 1.
    urgency: f64,
    #[schema(value_type = Option<String>, format = DateTime)]
    first_comment_date: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_comment_date: Option<Timestamp>,
}

/// Selects what a list shows of tickets `t`; conditions follow.
pub(super) const COLUMNS: &str = "SELECT t.id, COALESCE(t.moved_key, t.ticket_id), t.source, t.summary, \
     CASE WHEN t.summary = '' THEN substr(t.description, 1, 160) ELSE '' END, t.status, t.priority, t.product, t.assignee, t.created_at, \
     t.updated_at, t.comment_count, t.ultimate_sentiment, t.compound, t.ultimate_confidence, t.sentiment_trend, \
     t.sentiment_status, t.urgency, t.first_comment_at, t.last_comment_at FROM tickets t WHERE";

/// The tickets that a statement selects.
pub(super) async fn rows(records: &Records, statement: Statement) -> Result<Vec<ListedTicket>> {
    let (sql, params) = statement.into_parts();
    Ok(records.query(&sql, params).await?)
}

/// Some tickets of a workspace, in the order of their numbers as given.
pub(super) async fn of(
    records: &Records,
    workspace: i64,
    ids: &[i64],
) -> Result<Vec<ListedTicket>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new(COLUMNS);
    statement
        .push(" t.workspace_id = ")
        .bind(workspace)
        .push(" AND t.id IN (")
        .bind_all(ids.iter().copied())
        .push(")");
    let tickets = rows(records, statement).await?;
    let mut tickets: HashMap<_, _> = tickets
        .into_iter()
        .map(|ticket| (ticket.id, ticket))
        .collect();
    Ok(ids.iter().filter_map(|id| tickets.remove(id)).collect())
}

impl FromRow for ListedTicket {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let mut listed = Self {
            id: row.take()?,
            ticket_id: row.take()?,
            source: row.take()?,
            summary: row.take()?,
            excerpt: row.take()?,
            status_name: row.take()?,
            priority: row.take()?,
            product: row.take()?,
            assignee: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
            total_comments: row.take()?,
            sentiment_distribution: Distribution::default(),
            final_sentiment: row.take()?,
            read: false,
            compound: row.take()?,
            confidence: row.take()?,
            trend: row.take()?,
            status: row.take()?,
            urgency: row.take()?,
            first_comment_date: row.take()?,
            last_comment_date: row.take()?,
        };
        listed.read = is_read(listed.confidence);
        Ok(listed)
    }
}
