//! The states a ticket had.

use endpoint::Result;
use jiff::Timestamp;
use serde::Serialize;
use stores::{FromRow, Records, Row};
use utoipa::ToSchema;

use super::state::TicketState;

/// A state a ticket had.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Former {
    job_id: String,
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
    status: String,
    priority: String,
    assignee: String,
    #[schema(schema_with = crate::mood::documented)]
    final_sentiment: String,
}

/// Every state a published upload brought, oldest first.
pub(super) async fn of_ticket(
    records: &Records,
    workspace: i64,
    of: &TicketState,
) -> Result<Vec<Former>> {
    Ok(records
        .query(
            "SELECT v.job_id, v.as_of, v.status, v.priority, v.assignee, v.ultimate_sentiment FROM ticket_revisions v \
             JOIN jobs j ON j.id = v.job_id AND j.snapshot_id IS NOT NULL AND j.kind = 'upload' \
             WHERE v.workspace_id = $1 AND v.source = $2 AND v.ticket_id = $3 ORDER BY v.as_of, v.id",
            (workspace, &of.source, &of.name),
        )
        .await?)
}

impl FromRow for Former {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            job_id: row.take()?,
            as_of: row.take()?,
            status: row.take()?,
            priority: row.take()?,
            assignee: row.take()?,
            final_sentiment: row.take()?,
        })
    }
}
