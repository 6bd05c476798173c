//! `GET /api/v1/queue`: the workspace's jobs that are under way, in the order in which they take effect.

use super::pause::{self, Paused};
use crate::counted::Counted;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Page, Problem, Query};
use identity::WorkspaceId;
use jiff::Timestamp;
use queue::Status;
use queue::kind::{Kind, Phase};
use serde::Serialize;
use stores::{FromRow, Records, Row};
use utoipa::ToSchema;

/// Which jobs.
type Jobs = Page<50>;

/// The queue of a workspace.
#[derive(Debug, Serialize, ToSchema)]
pub struct Queue {
    /// Whether something keeps it from going on.
    pub paused: Paused,
    /// Its jobs, in order.
    #[serde(flatten)]
    pub jobs: Counted<QueuedJob>,
}

/// How many steps of a job are where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Steps {
    /// Wait for the jobs before it.
    pub queued: i64,
    /// Wait for a worker.
    pub ready: i64,
    /// Are being done.
    pub running: i64,
    /// Are done.
    pub completed: i64,
}

/// Where a job of the queue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum QueueStatus {
    /// Waits for the jobs before it.
    Queued,
    /// Waits for a worker.
    Ready,
    /// A worker is at it.
    Running,
}

/// A job that is under way.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueuedJob {
    /// Its identifier.
    pub job_id: String,
    /// What it is; a later release may have brought a kind that this one does not know.
    #[schema(example = "upload")]
    pub kind: String,
    /// What people call such a job.
    pub title: String,
    /// Name of the uploaded file, where it has one.
    pub file_name: String,
    /// Where it stands.
    pub status: QueueStatus,
    /// The phase it is in; none known where a later release brought it.
    pub current_phase: Option<&'static Phase>,
    /// 10 urgent, 20 high, 50 normal, 70 low, 90 background; 0 once its work on the workspace has begun: then it can be
    /// changed no more.
    pub priority: i64,
    /// Its place in the queue, from 1.
    pub position: i64,
    /// The job that has to end before its work on the workspace begins.
    pub waits_for: Option<String>,
    /// Its steps.
    pub steps: Steps,
    /// How many beginnings of steps there were beyond the first of each.
    pub retries: i64,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub submitted_at: Timestamp,
    /// When a worker first took it up.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
}

impl FromRow for QueuedJob {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let job_id = row.take()?;
        let word: String = row.take()?;
        let kind = Kind::parse(&word);
        let file_name: String = row.take()?;
        let phase: String = row.take()?;
        let priority = row.take()?;
        let steps = Steps {
            queued: row.take()?,
            ready: row.take()?,
            running: row.take()?,
            completed: row.take()?,
        };
        let status = if steps.running > 0 {
            QueueStatus::Running
        } else if steps.ready > 0 {
            QueueStatus::Ready
        } else {
            QueueStatus::Queued
        };
        Ok(Self {
            job_id,
            title: kind.map_or_else(|| word.clone(), |kind| kind.title().to_owned()),
            kind: word,
            file_name: tickets::visible(&file_name),
            status,
            current_phase: kind.and_then(|kind| kind.phase(&phase)),
            priority,
            position: 0,
            waits_for: None,
            steps,
            retries: row.take()?,
            submitted_at: row.take()?,
            started_at: row.take()?,
        })
    }
}

/// A page of the workspace's jobs under way.
pub async fn jobs(
    records: &Records,
    workspace: WorkspaceId,
    limit: u32,
    offset: u32,
) -> Result<Vec<QueuedJob>, stores::Error> {
    // The one before the page is what its first one waits for.
    let before = offset.min(1);
    let mut found: Vec<QueuedJob> = records
        .query(
            "SELECT j.id, j.kind, j.file_name, j.phase, min(q.priority), \
                 sum(CASE WHEN q.status = 'queued' THEN 1 ELSE 0 END), sum(CASE WHEN q.status = 'ready' THEN 1 ELSE 0 END), \
                 sum(CASE WHEN q.status = 'running' THEN 1 ELSE 0 END), \
                 sum(CASE WHEN q.status = 'completed' THEN 1 ELSE 0 END), \
                 CAST(sum(CASE WHEN q.attempts > 1 THEN q.attempts - 1 ELSE 0 END) AS BIGINT), j.submitted_at, j.started_at \
             FROM jobs j JOIN phase_queue q ON q.job_id = j.id \
             WHERE j.workspace_id = $1 AND j.status IN ($2, $3) GROUP BY j.id \
             ORDER BY min(q.priority), min(q.queue_position), j.id LIMIT $4 OFFSET $5",
            (
                workspace.0,
                Status::Queued.as_str(),
                Status::Running.as_str(),
                i64::from(limit + before),
                i64::from(offset - before),
            ),
        )
        .await?;
    let mut earlier: Option<String> = None;
    for (position, job) in (i64::from(offset - before) + 1..).zip(&mut found) {
        job.position = position;
        job.waits_for = earlier.replace(job.job_id.clone());
    }
    found.drain(..(before as usize).min(found.len()));
    Ok(found)
}

/// Lists the workspace's jobs under way: which runs, and which waits for which.
#[utoipa::path(get, path = "/api/v1/queue", tag = "queue", operation_id = "list_queue", params(Jobs),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = Queue), (status = 400, body = Problem), (status = 401, body = Problem)))]
pub async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(page): Query<Jobs>,
) -> Result<Json<Queue>, Error> {
    let (total,): (u64,) = cx
        .records
        .query_one(
            "SELECT count(*) FROM jobs j WHERE j.workspace_id = $1 AND j.status IN ('queued', 'running') \
                 AND EXISTS (SELECT 1 FROM phase_queue q WHERE q.job_id = j.id)",
            (caller.workspace.0,),
        )
        .await?;
    let results = jobs(&cx.records, caller.workspace, page.limit(), page.offset()).await?;
    Ok(Json(Queue {
        paused: pause::read(&cx.records, caller.workspace).await?,
        jobs: page.of(total, results).into(),
    }))
}
