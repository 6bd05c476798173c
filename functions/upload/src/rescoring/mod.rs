//! Scoring stored texts anew: how it stands, asking for it, and what it changed.

pub(crate) mod begin;
pub(crate) mod changes;
pub(crate) mod changes_csv;
pub(crate) mod comparison;
pub(crate) mod status;

use endpoint::Error;
use identity::WorkspaceId;
use serde_json::Value as Json;
use stores::Records;

/// What a published rescoring of the workspace changed.
async fn published(records: &Records, workspace: WorkspaceId, id: &str) -> Result<Json, Error> {
    let found: Option<(Option<Json>,)> = records
        .query_optional(
            "SELECT comparison FROM jobs WHERE workspace_id = $1 AND id = $2 AND kind = 'rescoring'",
            (workspace.0, id),
        )
        .await?;
    let (comparison,) = found.ok_or_else(|| {
        Error::not_found(
            "unknown_rescoring",
            format!("there is no rescoring {id} in this workspace"),
        )
    })?;
    comparison.ok_or_else(|| {
        Error::conflict(
            "not_published",
            format!("rescoring {id} has not changed anything yet"),
        )
        .remedy("ask again when it is completed")
    })
}
