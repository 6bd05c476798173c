//! Queues a job that is about the whole workspace and has no file: a rescoring, a rebuild.

use crate::job::{self, COLUMNS, Job, Kind, Status};
use crate::marks;
use crate::worker::claim::{self, Phase};
use crate::worker::history;
use endpoint::{Caller, Context, Error, Json, audit};
use http::StatusCode;
use identity::WorkspaceId;
use serde_json::{Value, json};
use stores::Records;

/// Queues a job of a kind behind those the workspace has, and says so in the audit log. While one of its kind is queued
/// or running, that is the answer.
pub async fn one(
    cx: &Context,
    caller: &Caller,
    kind: Kind,
    (action, details): (&'static str, Value),
) -> Result<(StatusCode, Json<Job>), Error> {
    let now = cx.clock.now();
    let id = cx.random.uuid_v7(now).to_string();
    let transaction = cx.records.begin().await?;
    // Who asks at the same time waits here and finds this one; and no two jobs get the same place in the order.
    transaction.alone("jobs").await?;
    let running: Option<(String,)> = transaction
        .query_optional(
            "SELECT id FROM jobs WHERE workspace_id = $1 AND kind = $2 AND status IN ('queued', 'running') \
             ORDER BY sequence LIMIT 1",
            (caller.workspace.0, kind.as_str()),
        )
        .await?;
    if let Some((running,)) = running {
        drop(transaction);
        let job = job::find(&cx.records, caller.workspace, &running).await?;
        return Ok((StatusCode::OK, Json(job)));
    }
    transaction
        .execute(
            "INSERT INTO jobs (id, workspace_id, user_id, sequence, kind, source, file_name, file_size, content_sha256, \
                 timezone, status, phase, mapping, total_columns, submitted_at, updated_at) \
             VALUES ($1, $2, $3, (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs), $4, '', '', 0, $5, 'UTC', $6, $7, \
                 $8, 0, $9, $9)",
            (
                id.as_str(),
                caller.workspace.0,
                caller.user.0,
                kind.as_str(),
                // No file has it: the job is never taken for an upload.
                format!("{} {id}", kind.as_str()),
                Status::Queued.as_str(),
                Phase::Map.as_str(),
                json!({}),
                now,
            ),
        )
        .await?;
    history::open(&transaction, caller.workspace.0, &id, now).await?;
    let step = (caller.workspace.0, id.as_str());
    claim::enqueue(cx, &transaction, step, Phase::Map, 0, json!({})).await?;
    let entry = audit::Entry {
        workspace: Some(caller.workspace),
        user: Some(caller.user),
        action,
        resource: &format!("job:{id}"),
        details,
    };
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    marks::raise(cx).await;
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    Ok((StatusCode::ACCEPTED, Json(job)))
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
