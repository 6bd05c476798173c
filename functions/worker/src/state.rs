//! A ticket's state: its own fields, as the records keep them beside its comments and its mood.

use jiff::Timestamp;
use stores::{Error, FromRow, Row};

/// The fields of a ticket. Times are µs since the epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketState {
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
}

/// The columns of `tickets` that [`TicketState`] is read from, in its order of reading.
pub const COLUMNS: &str = "ticket_id, summary, description, status, priority, issue_type, project, product, organization, \
    labels, assignee, reporter, parent_ticket_id, created_at, updated_at, resolved_at, as_of, state_hash";

impl FromRow for TicketState {
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
        })
    }
}
