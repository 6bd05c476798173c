//! The files of the lake, for whoever opens them with another engine.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result};
use jiff::Timestamp;
use serde::Serialize;
use stores::lake::{DamagedFile, LiveFile, Snapshot};
use utoipa::ToSchema;

/// The present snapshot and its files.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Lake {
    /// Null before the first upload is published.
    snapshot: Option<LakeSnapshot>,
    files: Vec<LakeFile>,
    /// Those of them that are known to be damaged, at most 100.
    damaged: Vec<DamagedLakeFile>,
}

/// A state of the lake.
#[derive(Debug, Serialize, ToSchema)]
struct LakeSnapshot {
    id: u64,
    #[schema(value_type = String, format = DateTime)]
    published_at: Timestamp,
    ticket_rows: u64,
    sentiment_rows: u64,
    entity_rows: u64,
}

/// A Parquet file.
#[derive(Debug, Serialize, ToSchema)]
struct LakeFile {
    /// `ticket`, `sentiment`, `entity` or `raw`.
    dataset: &'static str,
    /// Below the lake's folder.
    path: String,
    /// Rows in the file, those that no longer count included.
    row_count: u64,
    byte_size: u64,
    /// The version of the dataset's columns it was written with; columns that came later are null in it.
    schema_version: u32,
    /// Half-open ranges of row positions, from 0, that no longer count.
    removed: Vec<(u32, u32)>,
}

/// A Parquet file that is missing or is not what was written.
#[derive(Debug, Serialize, ToSchema)]
struct DamagedLakeFile {
    /// `ticket`, `sentiment`, `entity` or `raw`.
    dataset: &'static str,
    /// Below the lake's folder.
    path: String,
    /// Rows it should have.
    row_count: u64,
    /// When that was found out.
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    /// What is wrong with it.
    reason: String,
}

/// The files of the lake: another engine that leaves out the removed rows reads the same tickets.
#[utoipa::path(get, path = "/api/system/lake", tag = "system", operation_id = "list_lake_files",
    extensions(("x-permission" = json!("system:read"))),
    responses((status = 200, body = Lake), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(State(cx): State<Context>, caller: Caller) -> Result<Json<Lake>> {
    let snapshot = cx
        .lake
        .current(caller.workspace.0)
        .await?
        .map(LakeSnapshot::from);
    let files = cx
        .lake
        .files(caller.workspace.0)
        .await?
        .into_iter()
        .map(LakeFile::from)
        .collect();
    let damaged = cx.lake.damaged(Some(caller.workspace.0)).await?;
    Ok(Json(Lake {
        snapshot,
        files,
        damaged: damaged.into_iter().map(DamagedLakeFile::from).collect(),
    }))
}

impl From<Snapshot> for LakeSnapshot {
    fn from(snapshot: Snapshot) -> Self {
        let Snapshot {
            id,
            published_at,
            ticket_rows,
            sentiment_rows,
            entity_rows,
        } = snapshot;
        Self {
            id,
            published_at,
            ticket_rows,
            sentiment_rows,
            entity_rows,
        }
    }
}

impl From<LiveFile> for LakeFile {
    fn from(file: LiveFile) -> Self {
        let LiveFile {
            dataset,
            path,
            row_count,
            byte_size,
            schema_version,
            removed,
        } = file;
        Self {
            dataset: dataset.name(),
            path,
            row_count,
            byte_size,
            schema_version,
            removed,
        }
    }
}

impl From<DamagedFile> for DamagedLakeFile {
    fn from(file: DamagedFile) -> Self {
        Self {
            dataset: file.dataset.name(),
            path: file.path,
            row_count: file.row_count,
            since: file.since,
            reason: file.reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use crate::testing::{Fixture, column};

    #[test]
    fn the_files_are_those_of_the_workspace() {
        let fixture = Fixture::empty();
        assert_eq!(
            fixture.json("/api/system/lake"),
            json!({"snapshot": null, "files": [], "damaged": []})
        );
        let ticket = Ticket::new("A-1", "2026-03-01T00:00:00Z", 0.0).comment(
            "2026-03-01T00:00:00Z",
            "",
            "Hi",
            0.0,
        );
        fixture.publish(1, &[ticket]);
        let lake = fixture.json("/api/system/lake");
        assert_eq!(
            (
                lake["snapshot"]["ticket_rows"].clone(),
                lake["snapshot"]["sentiment_rows"].clone()
            ),
            (json!(1), json!(2))
        );
        assert_eq!(
            column(&lake["files"], "dataset"),
            ["ticket", "sentiment", "raw"]
        );
        let path = lake["files"][0]["path"].as_str().unwrap();
        assert!(path.starts_with("ws=1/ticket/year=2026/"), "{path}");
        assert_eq!(fixture.json_of(2, "/api/system/lake")["files"], json!([]));
    }

    #[test]
    fn a_damaged_file_is_told_to_its_workspace_and_stops_what_needs_it() {
        let fixture = Fixture::empty();
        fixture.publish(1, &[Ticket::new("A-1", "2026-03-01T00:00:00Z", 0.0)]);
        fixture.publish(2, &[Ticket::new("A-1", "2026-03-01T00:00:00Z", 0.0)]);
        let listed = "UPDATE lake_files SET byte_size = byte_size + 1 WHERE dataset = 'ticket' AND workspace_id = 1";
        assert_eq!(fixture.app.execute(listed), 1);
        let answer = fixture.get("/api/dashboard/metrics");
        let problem = answer.json();
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (503, "lake_damaged"),
            "{problem}"
        );
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("ws=1/ticket/"), "{detail}");
        assert!(
            problem["remedy"]
                .as_str()
                .unwrap()
                .contains("/api/lake/rebuild")
        );
        let damaged = &fixture.json("/api/system/lake")["damaged"];
        assert_eq!(
            (column(damaged, "dataset"), &damaged[0]["row_count"]),
            (vec!["ticket"], &json!(1))
        );
        let services = fixture.json("/api/system/services");
        assert_eq!(services["overall_status"], "degraded");
        let said = services["services"][1]["detail"].as_str().unwrap();
        assert!(said.contains("ws=1/ticket/"), "{said}");
        let other = fixture.json_of(2, "/api/system/lake");
        assert_eq!(other["damaged"], json!([]));
        assert_eq!(
            fixture.json_of(2, "/api/system/services")["overall_status"],
            "healthy"
        );
    }
}
