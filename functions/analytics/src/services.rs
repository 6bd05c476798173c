//! The state of what the product runs on, as far as the caller's workspace is concerned.

use axum::extract::State;
use brief::number::counted;
use endpoint::{Caller, Context, Json, Problem, Result};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use stores::{FromRow, Records, Row};
use utoipa::ToSchema;

use crate::health::records_answer;
use crate::sweeper;
use crate::words::ago;

/// A step that waits longer than this while no other step moves says that no worker runs.
const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// The state of the services.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SystemState {
    /// `healthy`, or `degraded` where one service is not.
    overall_status: &'static str,
    healthy_services: usize,
    total_services: usize,
    services: Vec<Service>,
}

/// The state of a service.
#[derive(Debug, Serialize, ToSchema)]
struct Service {
    /// `records`, `lake`, `worker` or `sweeper`.
    name: &'static str,
    /// `healthy` or `unhealthy`.
    status: &'static str,
    /// In words.
    detail: String,
}

/// The state of the records, the lake and the worker.
#[utoipa::path(get, path = "/api/system/services", tag = "system", operation_id = "list_services",
    extensions(("x-permission" = json!("system:read"))),
    responses((status = 200, body = SystemState), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(State(cx): State<Context>, caller: Caller) -> Result<Json<SystemState>> {
    let records = records_answer(&cx.records)
        .await
        .map(|version| format!("schema version {version}"));
    let lake = lake(&cx, caller.workspace.0)
        .await
        .unwrap_or_else(|error| Err(error.to_string()));
    let queue = Queue::of(&cx.records, caller.workspace.0).await;
    let worker = queue
        .map_err(|error| error.to_string())
        .and_then(|queue| queue.judged(cx.clock.now()));
    Ok(Json(SystemState::of(vec![
        service("records", records.map_err(|error| error.to_string())),
        service("lake", lake),
        service("worker", worker),
        service("sweeper", sweeper::state(&cx.records, cx.clock.now()).await),
    ])))
}

impl SystemState {
    fn of(services: Vec<Service>) -> Self {
        let healthy_services = services
            .iter()
            .filter(|service| service.status == "healthy")
            .count();
        let total_services = services.len();
        let overall_status = if healthy_services == total_services {
            "healthy"
        } else {
            "degraded"
        };
        Self {
            overall_status,
            healthy_services,
            total_services,
            services,
        }
    }
}

fn service(name: &'static str, state: Result<String, String>) -> Service {
    match state {
        Ok(detail) => Service {
            name,
            status: "healthy",
            detail,
        },
        Err(detail) => Service {
            name,
            status: "unhealthy",
            detail,
        },
    }
}

/// What there is to say of a workspace's lake, as far as it can be told: fine, or what is wrong with it.
async fn lake(cx: &Context, workspace: i64) -> Result<Result<String, String>, stores::lake::Error> {
    cx.lake.check().await?;
    let damaged = cx.lake.damaged(Some(workspace)).await?;
    if let Some(first) = damaged.first() {
        let (path, reason) = (&first.path, &first.reason);
        let detail = match damaged.len() {
            1 => format!("the file {path} is damaged: {reason}"),
            count => format!("{count} files are damaged, the first is {path}: {reason}"),
        };
        return Ok(Err(format!(
            "{detail}; an administrator can rebuild the lake"
        )));
    }
    let snapshot = cx.lake.current(workspace).await?;
    Ok(Ok(snapshot.map_or_else(
        || "nothing published yet".to_owned(),
        |snapshot| {
            let stores::lake::Snapshot {
                id,
                ticket_rows,
                published_at,
                ..
            } = snapshot;
            let tickets = counted(ticket_rows, "ticket", "tickets");
            let published = ago(cx.clock.now().duration_since(published_at));
            format!("snapshot {id}, {tickets}, published {published}")
        },
    )))
}

/// The steps of a workspace's jobs.
struct Queue {
    queued: u64,
    running: u64,
    oldest_ready: Option<Timestamp>,
    last_activity: Option<Timestamp>,
    paused: u64,
}

impl Queue {
    async fn of(records: &Records, workspace: i64) -> Result<Self, stores::Error> {
        records
            .query_one(
                "SELECT count(CASE WHEN status IN ('queued', 'ready') THEN 1 END), \
                     count(CASE WHEN status = 'running' THEN 1 END), \
                     min(CASE WHEN status = 'ready' THEN ready_timestamp END), \
                     max(COALESCE(finished_at, started_timestamp)), \
                     (SELECT count(*) FROM queue_config c WHERE c.config_value = 'true' \
                         AND c.config_key IN ('queue_paused', 'queue_paused.' || $1)) \
                 FROM phase_queue WHERE workspace_id = $1",
                (workspace,),
            )
            .await
    }

    /// What the queue says about the worker: fine, or why not.
    fn judged(&self, now: Timestamp) -> Result<String, String> {
        let Self {
            queued, running, ..
        } = self;
        let age = |at: Option<Timestamp>| at.map(|at| now.duration_since(at));
        let waiting = age(self.oldest_ready);
        let idle = age(self.last_activity);
        let word = |age: Option<SignedDuration>| age.map_or("never".to_owned(), ago);
        let mut detail = format!(
            "{} queued, {running} running, last activity {}",
            counted(*queued, "step", "steps"),
            word(idle)
        );
        if self.paused > 0 {
            return Ok(format!("{detail}; the queue is paused"));
        }
        if let Some(waiting) = waiting {
            detail = format!("{detail}, oldest ready {}", ago(waiting));
        }
        let stuck = waiting.is_some_and(|waiting| waiting > PATIENCE)
            && idle.is_none_or(|idle| idle > PATIENCE);
        if stuck {
            Err(format!("{detail}: no worker takes them"))
        } else {
            Ok(detail)
        }
    }
}

impl FromRow for Queue {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            queued: row.take()?,
            running: row.take()?,
            oldest_ready: row.take()?,
            last_activity: row.take()?,
            paused: row.take()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use super::*;
    use crate::testing::Fixture;

    fn step(fixture: &Fixture, id: &str, job: &str, status: &str, age: i64) {
        let now = fixture.app.cx.clock.now() - SignedDuration::from_secs(age);
        let finished = (status == "completed").then_some(now);
        fixture.app.execute_with(
            "INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, chunk, status, created_at, updated_at, \
                 ready_timestamp, finished_at, phase_number, queue_position, feature_id, adw_id) \
             SELECT $1, 1, $2, 'score', count(*), $3, $4, $4, $4, $5, 3, 1, 1, $2 FROM phase_queue",
            (id, job, status, now, finished),
        );
    }

    #[test]
    fn a_queue_nobody_works_on_is_told() {
        let fixture = Fixture::empty();
        let idle = fixture.json("/api/system/services");
        let expected = json!({"overall_status": "healthy", "healthy_services": 4, "total_services": 4, "services": [
            {"name": "records", "status": "healthy", "detail": format!("schema version {}", migrations::sqlite().len())},
            {"name": "lake", "status": "healthy", "detail": "nothing published yet"},
            {"name": "worker", "status": "healthy", "detail": "0 steps queued, 0 running, last activity never"},
            {"name": "sweeper", "status": "healthy", "detail": "not run yet"},
        ]});
        assert_eq!(idle, expected);
        let job = fixture.stage(1, &[Ticket::new("A-1", "2026-03-01T00:00:00Z", 0.0)]);
        step(&fixture, "a", &job, "ready", 61);
        let stuck = fixture.json("/api/system/services");
        assert_eq!(
            (
                stuck["overall_status"].as_str(),
                stuck["healthy_services"].as_u64()
            ),
            (Some("degraded"), Some(3))
        );
        assert_eq!(
            stuck["services"][2]["detail"],
            "1 step queued, 0 running, last activity never, oldest ready 1 minute ago: no worker takes them"
        );
        step(&fixture, "b", &job, "completed", 5);
        let moving = fixture.json("/api/system/services");
        assert_eq!(moving["overall_status"], "healthy");
        assert_eq!(
            moving["services"][2]["detail"],
            "1 step queued, 0 running, last activity just now, oldest ready 1 minute ago"
        );
    }

    #[test]
    fn a_sweeper_that_refuses_is_told() {
        let fixture = Fixture::empty();
        let sweeper = |refused: Option<&str>| {
            fixture.app.execute_with(
                "INSERT INTO sweeper (name, trashed, unknown_files, refused) VALUES ('sweeper', 3, 2, $1) \
                 ON CONFLICT (name) DO UPDATE SET refused = excluded.refused",
                (refused,),
            );
            fixture.json("/api/system/services")["services"][3].clone()
        };
        let well = sweeper(None);
        let told = "last run never, 3 moved to the trash, 0 deleted from it, 0 brought back, 2 files no record knows";
        assert_eq!(well["detail"], told);
        let refused = sweeper(Some("the records are older than the data folder"));
        assert_eq!(refused["status"], "unhealthy");
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.contains("older") && detail.contains("undertone adopt"));
    }
}
