//! `POST /api/rescoring`: asks for all stored texts to be scored anew.

use crate::job::{self, Job, Kind, Status};
use crate::marks;
use crate::worker::claim::{self, Phase};
use crate::worker::history;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Problem, audit};
use http::StatusCode;
use identity::Permission;
use serde_json::json;

/// Queues a rescoring of the workspace behind the jobs it has. While one is queued or running, that is the answer.
#[utoipa::path(post, path = "/api/rescoring", tag = "scoring", operation_id = "begin_rescoring",
    extensions(("x-permission" = json!("sentiment:rescore"))),
    responses((status = 202, body = Job, description = "Queued"),
        (status = 200, body = Job, description = "One is queued or running already"),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    caller: Caller,
) -> Result<(StatusCode, Json<Job>), Error> {
    caller.may(Permission::SentimentRescore)?;
    let now = cx.clock.now();
    let id = cx.random.uuid_v7(now).to_string();
    let transaction = cx.records.begin().await?;
    // Who asks at the same time waits here and finds this one; and no two jobs get the same place in the order.
    transaction.alone("jobs").await?;
    let running: Option<(String,)> = transaction
        .query_optional(
            "SELECT id FROM jobs WHERE workspace_id = $1 AND kind = 'rescoring' AND status IN ('queued', 'running') \
             ORDER BY sequence LIMIT 1",
            (caller.workspace.0,),
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
                Kind::Rescoring.as_str(),
                // No file has it: a rescoring is never taken for an upload.
                format!("rescoring {id}"),
                Status::Queued.as_str(),
                Phase::Map.as_str(),
                json!({}),
                now,
            ),
        )
        .await?;
    history::open(&transaction, caller.workspace.0, &id, now).await?;
    let step = (caller.workspace.0, id.as_str());
    claim::enqueue(&cx, &transaction, step, Phase::Map, 0, json!({})).await?;
    let entry = audit::Entry {
        workspace: Some(caller.workspace),
        user: Some(caller.user),
        action: "rescoring_requested",
        resource: &format!("job:{id}"),
        details: json!({ "scoring_version": sentiment::SCORING_VERSION }),
    };
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    marks::raise(&cx).await;
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}
