//! `GET /api/jobs` and `GET /api/job/{id}`.

use crate::job::{self, COLUMNS, Job};
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Query};
use identity::Permission;
use queue::Status;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which jobs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Only jobs of this status.
    pub status: Option<Status>,
    /// At most this many, 1 to 100.
    #[param(default = 20, minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// Leave out this many, newest first.
    #[param(default = 0)]
    pub offset: Option<u32>,
}

/// Jobs of the workspace, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Jobs {
    /// This page.
    pub results: Vec<Job>,
    /// How many this page holds.
    pub count: usize,
    /// How many there are.
    pub total: i64,
}

/// Lists the workspace's uploads.
#[utoipa::path(get, path = "/api/jobs", tag = "jobs", operation_id = "list_jobs", params(Params),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = Jobs), (status = 400, body = Problem), (status = 401, body = Problem)))]
pub async fn list(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<Params>,
) -> Result<Json<Jobs>, Error> {
    caller.may(Permission::JobsRead)?;
    let limit = params.limit.unwrap_or(20);
    let status = params.status.map(Status::as_str);
    let (total,): (i64,) = cx
        .records
        .query_one(
            "SELECT count(*) FROM jobs WHERE workspace_id = $1 AND kind = 'upload' AND status = COALESCE($2, status)",
            (caller.workspace.0, status),
        )
        .await?;
    let statement = format!(
        "SELECT {COLUMNS} FROM jobs j WHERE j.workspace_id = $1 AND j.kind = 'upload' AND j.status = COALESCE($2, j.status) \
         ORDER BY j.submitted_at DESC, j.id DESC LIMIT $3 OFFSET $4"
    );
    let page = (
        caller.workspace.0,
        status,
        i64::from(limit),
        i64::from(params.offset.unwrap_or(0)),
    );
    let results: Vec<Job> = cx.records.query(&statement, page).await?;
    Ok(Json(Jobs {
        count: results.len(),
        results,
        total,
    }))
}

/// Tells where a job stands.
#[utoipa::path(get, path = "/api/job/{id}", tag = "jobs", operation_id = "get_job",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = Job), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Job>, Error> {
    caller.may(Permission::JobsRead)?;
    Ok(Json(job::find(&cx.records, caller.workspace, &id).await?))
}
