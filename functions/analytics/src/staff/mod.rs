//! Whom a workspace calls its own staff: people by name or account, and everybody at a mail domain.
//!
//! Who wrote a text is told by it when the text is scored, so a change shows with the next upload or rescoring. Reading is
//! for everybody of the workspace, changing for those who may correct labels.

pub(crate) mod add;
pub(crate) mod change;
mod given;
pub(crate) mod list;
pub(crate) mod remove;

use endpoint::{Caller, Error, Result, audit};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use stores::{ConstraintKind, FromRow, Row, Transaction};
use utoipa::ToSchema;

pub(crate) use given::LENGTH;
use given::{GivenStaff, Kind, Member, documented, kind};

/// The most entries of a workspace.
const MOST: u64 = 1_000;
/// When a change shows.
const TAKES_EFFECT: &str = "with the next upload or rescoring";

/// Somebody of the staff, or everybody at a domain.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StaffEntry {
    id: i64,
    #[schema(schema_with = documented)]
    kind: String,
    /// A name or account as exports write it, or a domain in lower case.
    value: String,
    /// The email address of who wrote it last; null where they are gone.
    changed_by: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
}

/// An entry as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangedStaff {
    #[serde(flatten)]
    entry: StaffEntry,
    /// When it shows in tickets: stored ones keep the sides they have until then.
    takes_effect: &'static str,
}

impl From<StaffEntry> for ChangedStaff {
    fn from(entry: StaffEntry) -> Self {
        Self {
            entry,
            takes_effect: TAKES_EFFECT,
        }
    }
}

impl StaffEntry {
    /// An entry of the workspace.
    async fn find(transaction: &Transaction, workspace: i64, id: i64) -> Result<Self> {
        let found: Option<Self> = transaction
            .query_optional(
                "SELECT s.id, s.kind, s.value, u.email, s.changed_at \
                 FROM staff s LEFT JOIN users u ON u.id = s.user_id WHERE s.workspace_id = $1 AND s.id = $2",
                (workspace, id),
            )
            .await?;
        found.ok_or_else(|| {
            Error::not_found("no_such_staff", "there is no such entry in your workspace")
                .field("id")
                .remedy("list those there are with GET /api/staff")
        })
    }
}

impl FromRow for StaffEntry {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            kind: row.take()?,
            value: row.take()?,
            changed_by: row.take()?,
            changed_at: row.take()?,
        })
    }
}

/// Goes on as the only one who changes the workspace's staff.
async fn alone(transaction: &Transaction, workspace: i64) -> Result<()> {
    transaction.alone(&format!("staff {workspace}")).await?;
    Ok(())
}

/// The failure of a statement that may have met the same entry.
fn taken(error: stores::Error, member: &Member) -> Error {
    if error.is_conflict(ConstraintKind::Unique) {
        let detail = format!("{:?} is in the list already", member.value);
        return Error::conflict("staff_exists", detail)
            .field("value")
            .remedy("change the one that is there");
    }
    error.into()
}

/// Books a change of an entry.
async fn book(
    transaction: &Transaction,
    caller: &Caller,
    (action, id, details): (&'static str, i64, Value),
    now: Timestamp,
) -> Result<()> {
    let resource = format!("staff:{id}");
    let entry = audit::Entry::by(caller, action, &resource, details);
    audit::record(transaction, entry, now).await
}

/// An entry as the audit log describes it.
fn described(kind: &str, value: &str) -> Value {
    json!({"kind": kind, "value": value})
}

#[cfg(test)]
mod tests;
