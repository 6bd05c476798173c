//! `GET /api/jobs` and `GET /api/job/{id}`.

use crate::counted::Counted;
use crate::job::{self, COLUMNS, Job};
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Page, Path, Problem, Query};
use queue::Status;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which jobs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Only jobs of this status.
    pub status: Option<Status>,
}

/// Lists the workspace's uploads, newest first.
#[utoipa::path(get, path = "/api/jobs", tag = "jobs", operation_id = "list_jobs", params(Params, Page),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = Counted<Job>), (status = 400, body = Problem), (status = 401, body = Problem)))]
pub async fn list(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<Params>,
    Query(page): Query<Page>,
) -> Result<Json<Counted<Job>>, Error> {
    let status = params.status.map(Status::as_str);
    let (total,): (u64,) = cx
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
    let asked = (caller.workspace.0, status, page.limit(), page.offset());
    let results: Vec<Job> = cx.records.query(&statement, asked).await?;
    Ok(Json(page.of(total, results).into()))
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
    Ok(Json(job::find(&cx.records, caller.workspace, &id).await?))
}
