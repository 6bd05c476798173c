//! The queue: queues a job that is about the whole workspace and has no file, and tells and changes what is queued.

pub mod change;
pub mod list;
pub mod pause;
pub mod steps;
#[cfg(test)]
mod tests;

use crate::job::{self, COLUMNS, Job, Status};
use crate::kind::Kind;
use crate::marks;
use crate::worker::claim::{self, NORMAL, NewStep};
use crate::worker::history;
use endpoint::{Caller, Context, Error, Json, audit};
use http::StatusCode;
use identity::{UserId, WorkspaceId};
use serde_json::{Value, json};
use stores::Records;

/// Who asks for a job, and how the audit log calls it.
pub struct Asked {
    /// Whose workspace the job is about.
    pub workspace: WorkspaceId,
    /// The person; none where the application asks by itself.
    pub user: Option<UserId>,
    /// Its priority.
    pub priority: i64,
    /// The action.
    pub action: &'static str,
    /// What else is to be said of it.
    pub details: Value,
}

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
    };
    let (status, id) = match begin(cx, kind, asked).await? {
        Begun::New(id) => (StatusCode::ACCEPTED, id),
        Begun::UnderWay(id) => (StatusCode::OK, id),
    };
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    Ok((status, Json(job)))
}

/// A job's identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It was queued.
    New(String),
    /// One of its kind was queued or running already.
    UnderWay(String),
}

/// Queues a job of a kind behind those the workspace has, and says so in the audit log, unless one of its kind is queued or
/// running.
pub async fn begin(cx: &Context, kind: Kind, asked: Asked) -> Result<Begun, Error> {
    let now = cx.clock.now();
    let id = cx.random.uuid_v7(now).to_string();
    let transaction = cx.records.begin().await?;
    // Who asks at the same time waits here and finds this one; and no two jobs get the same place in the order.
    transaction.alone("jobs").await?;
    let running: Option<(String,)> = transaction
        .query_optional(
            "SELECT id FROM jobs WHERE workspace_id = $1 AND kind = $2 AND status IN ('queued', 'running') \
             ORDER BY sequence LIMIT 1",
            (asked.workspace.0, kind.as_str()),
        )
        .await?;
    if let Some((running,)) = running {
        return Ok(Begun::UnderWay(running));
    }
    transaction
        .execute(
            "INSERT INTO jobs (id, workspace_id, user_id, sequence, kind, source, file_name, file_size, content_sha256, \
                 timezone, status, phase, mapping, total_columns, submitted_at, updated_at) \
             VALUES ($1, $2, $3, (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs), $4, '', '', 0, $5, 'UTC', $6, $7, \
                 $8, 0, $9, $9)",
            (
                id.as_str(),
                asked.workspace.0,
                asked.user.map(|user| user.0),
                kind.as_str(),
                // No file has it: the job is never taken for an upload.
                format!("{} {id}", kind.as_str()),
                Status::Queued.as_str(),
                kind.first().name,
                json!({}),
                now,
            ),
        )
        .await?;
    history::open(&transaction, (asked.workspace.0, &id, kind), now).await?;
    let step = NewStep {
        priority: asked.priority,
        ..NewStep::first(asked.workspace.0, &id, kind)
    };
    claim::enqueue(cx, &transaction, step).await?;
    let entry = audit::Entry {
        workspace: Some(asked.workspace),
        user: asked.user,
        action: asked.action,
        resource: &format!("job:{id}"),
        details: asked.details,
    };
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    marks::raise(cx).await;
    Ok(Begun::New(id))
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
