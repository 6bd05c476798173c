//! The queue: queues a job that is about the whole workspace and has no file, and tells and changes what is queued.

pub mod change;
pub mod list;
pub mod pause;
pub mod steps;
#[cfg(test)]
mod tests;

use crate::job::{self, COLUMNS, Job};
use ::queue::begin::{Asked, Begun, begin};
use ::queue::{Kind, NORMAL};
use endpoint::{Caller, Context, Error, Json};
use http::StatusCode;
use identity::WorkspaceId;
use serde_json::Value;
use stores::Records;

/// Queues a job of a kind for a person; answers with it, or with the one of its kind that is queued or running.
pub async fn one(
    cx: &Context,
    caller: &Caller,
    kind: Kind,
    (action, details): (&'static str, Value),
) -> Result<(StatusCode, Json<Job>), Error> {
    let asked = Asked {
        workspace: caller.workspace,
        user: Some(caller.user),
        priority: NORMAL,
        action,
        details,
        undoes: None,
    };
    let (status, id) = match begin(cx, kind, asked).await? {
        Begun::New(id) => (StatusCode::ACCEPTED, id),
        Begun::UnderWay(id) => (StatusCode::OK, id),
    };
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    Ok((status, Json(job)))
}

/// The workspace's job of a kind that is queued or running, if there is one.
pub async fn under_way(
    records: &Records,
    workspace: WorkspaceId,
    kind: Kind,
) -> Result<Option<Job>, stores::Error> {
    let statement = format!(
        "SELECT {COLUMNS} FROM jobs j WHERE j.workspace_id = $1 AND j.kind = $2 \
             AND j.status IN ('queued', 'running') ORDER BY j.sequence LIMIT 1"
    );
    let of = (workspace.0, kind.as_str());
    records.query_optional(&statement, of).await
}

/// The workspace's latest job of a kind that is completed or failed.
pub async fn last(
    records: &Records,
    workspace: WorkspaceId,
    kind: Kind,
) -> Result<Option<Job>, stores::Error> {
    let statement = format!(
        "SELECT {COLUMNS} FROM jobs j WHERE j.workspace_id = $1 AND j.kind = $2 \
             AND j.status IN ('completed', 'failed') ORDER BY j.sequence DESC LIMIT 1"
    );
    let of = (workspace.0, kind.as_str());
    records.query_optional(&statement, of).await
}
