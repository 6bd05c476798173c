//! The audit log: who did what to whom, written in the transaction that does it.

use identity::{UserId, WorkspaceId};
use jiff::Timestamp;
use serde_json::Value;
use stores::Transaction;

use crate::{Caller, Context, Result};

/// One entry.
pub struct Entry<'a> {
    /// The workspace it happened in; none where nobody's account was meant.
    pub workspace: Option<WorkspaceId>,
    /// Who did it; none where it was nobody known.
    pub user: Option<UserId>,
    /// What was done, in snake case.
    pub action: &'static str,
    /// What it was done to, such as `user:7`.
    pub resource: &'a str,
    /// What else is worth knowing. Never a password or a token.
    pub details: Value,
}

impl<'a> Entry<'a> {
    /// What a signed-in user did in their workspace.
    pub fn by(caller: &Caller, action: &'static str, resource: &'a str, details: Value) -> Self {
        Self {
            workspace: Some(caller.workspace),
            user: Some(caller.user),
            action,
            resource,
            details,
        }
    }
}

/// Appends an entry of what changes nothing, such as an export. It is there before the first byte is sent: what cannot be
/// booked is not given out.
pub async fn record_alone(cx: &Context, entry: Entry<'_>) -> Result<()> {
    let transaction = cx.records.begin().await?;
    record(&transaction, entry, cx.clock.now()).await?;
    Ok(transaction.commit().await?)
}

/// Appends an entry.
pub async fn record(tx: &Transaction, entry: Entry<'_>, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO audit_log (workspace_id, user_id, action, resource, details, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        (
            entry.workspace.map(|workspace| workspace.0),
            entry.user.map(|user| user.0),
            entry.action,
            entry.resource,
            entry.details,
            now,
        ),
    )
    .await?;
    Ok(())
}
