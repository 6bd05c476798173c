//! `GET /api/v1/queue/{id}`: the steps of a job.

use crate::counted::Counted;
use crate::job;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Page, Path, Problem, Query};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use stores::{FromRow, Row};
use utoipa::ToSchema;

/// Which steps.
type Steps = Page<100, 500>;

/// A step, as the table has it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Step {
    /// Its identifier.
    pub queue_id: String,
    /// The job's place in the order of jobs.
    pub feature_id: i64,
    /// The place of its phase among those of the job's kind, from 1.
    pub phase_number: i64,
    /// The phase.
    pub current_phase: String,
    /// Which chunk, in phases that have several.
    pub chunk: i64,
    /// `queued`, `ready`, `running`, `completed`, `blocked` or `failed`.
    pub status: String,
    /// The numbers of the phases that have to be completed first.
    #[schema(value_type = Vec<i64>)]
    pub depends_on_phases: Value,
    /// 10 urgent to 90 background; 0 once the job's work on the workspace has begun.
    pub priority: i64,
    /// The job's place among those of its priority.
    pub queue_position: i64,
    /// How often it was begun.
    pub attempts: i64,
    /// Why it failed, is blocked, or is tried again.
    pub error_message: Option<String>,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// When it could first be taken up.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ready_timestamp: Option<Timestamp>,
    /// When it was first begun.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_timestamp: Option<Timestamp>,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished_at: Option<Timestamp>,
}

impl FromRow for Step {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            queue_id: row.take()?,
            feature_id: row.take()?,
            phase_number: row.take()?,
            current_phase: row.take()?,
            chunk: row.take()?,
            status: row.take()?,
            depends_on_phases: row.take()?,
            priority: row.take()?,
            queue_position: row.take()?,
            attempts: row.take()?,
            error_message: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
            ready_timestamp: row.take()?,
            started_timestamp: row.take()?,
            finished_at: row.take()?,
        })
    }
}

/// Lists the steps of a job by phase and chunk, also of one that has ended.
#[utoipa::path(get, path = "/api/v1/queue/{id}", tag = "queue", operation_id = "list_steps",
    params(("id" = String, Path, description = "The job's identifier"), Steps),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = Counted<Step>), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem)))]
pub async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Query(page): Query<Steps>,
) -> Result<Json<Counted<Step>>, Error> {
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    let of_job = (caller.workspace.0, job.job_id.as_str());
    let (total,): (u64,) = cx
        .records
        .query_one(
            "SELECT count(*) FROM phase_queue WHERE workspace_id = $1 AND job_id = $2",
            of_job,
        )
        .await?;
    let results: Vec<Step> = cx
        .records
        .query(
            "SELECT queue_id, feature_id, phase_number, current_phase, chunk, status, depends_on_phases, priority, \
                 queue_position, attempts, error_message, created_at, updated_at, ready_timestamp, started_timestamp, \
                 finished_at FROM phase_queue WHERE workspace_id = $1 AND job_id = $2 \
             ORDER BY phase_number, chunk LIMIT $3 OFFSET $4",
            (of_job.0, of_job.1, page.limit(), page.offset()),
        )
        .await?;
    Ok(Json(page.of(total, results).into()))
}
