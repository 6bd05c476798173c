//! When the lake of a workspace is written anew without anybody asking: it has many small files, much of it no longer counts,
//! or files lack a column of today.

use endpoint::{Context, log};
use identity::WorkspaceId;
use jiff::Timestamp;
use lakehouse::schema;
use queue::begin::{Asked, begin};
use queue::{BACKGROUND, Failure, Kind};
use serde_json::json;
use std::collections::BTreeMap;
use stores::lake::Dataset;

/// How often it looks, by the tick's own clock.
const EVERY_SECONDS: i64 = 10;
/// A dataset of more files than these has too many, unless a rebuild wrote most of them.
const MOST_FILES: u64 = 64;
/// Of a dataset of so few rows it does not matter how many count.
const FEW_ROWS: u64 = 1_000;

/// What a workspace's lake has of a dataset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Files {
    /// Live files.
    all: u64,
    /// Those of them that a rebuild wrote.
    rebuilt: u64,
    /// Their rows.
    rows: u64,
    /// Rows that no longer count.
    removed: u64,
    /// The earliest version of the dataset's columns.
    version: u32,
}

/// Why a lake is written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    ManyFiles,
    RemovedRows,
    EarlierVersion,
}

impl Reason {
    const fn as_str(self) -> &'static str {
        match self {
            Self::ManyFiles => "many files",
            Self::RemovedRows => "removed rows",
            Self::EarlierVersion => "an earlier version of its columns",
        }
    }
}

/// Looks at one workspace whose lake changed since it was last looked at, and queues a rebuild where one is due. To be
/// called while no job is under way.
pub async fn look_each_ten_seconds(cx: &Context, now: Timestamp) {
    if now.as_second() % EVERY_SECONDS != 0 {
        return;
    }
    if let Err(error) = look(cx).await {
        log::error("maintenance_failed", json!({"cause": error.to_string()}));
    }
}

async fn look(cx: &Context) -> Result<(), Failure> {
    let changed: Option<(i64, i64)> = cx
        .records
        .query_optional(
            "SELECT w.id, s.id FROM workspaces w \
             JOIN lake_snapshots s ON s.id = (SELECT max(n.id) FROM lake_snapshots n WHERE n.workspace_id = w.id) \
             LEFT JOIN lake_maintenance m ON m.workspace_id = w.id \
             WHERE m.snapshot_id IS NULL OR m.snapshot_id <> s.id ORDER BY w.id LIMIT 1",
            (),
        )
        .await?;
    let Some((workspace, snapshot)) = changed else {
        return Ok(());
    };
    if let Some((dataset, reason)) = due(&files(cx, workspace).await?) {
        let details = json!({"dataset": dataset.name(), "cause": reason.as_str()});
        log::info(
            "rebuild_due",
            json!({"workspace.id": workspace, "dataset": dataset.name(), "cause": reason.as_str()}),
        );
        let asked = Asked {
            workspace: WorkspaceId(workspace),
            user: None,
            // Uploads go first.
            priority: BACKGROUND,
            action: "rebuild_due",
            details,
            undoes: None,
        };
        begin(cx, Kind::REBUILD, asked)
            .await
            .map_err(|error| Failure::bug(&error))?;
    }
    // Afterwards: a rebuild that is queued twice is one, but one that is not queued would be missing.
    cx.records
        .execute(
            "INSERT INTO lake_maintenance (workspace_id, snapshot_id) VALUES ($1, $2) \
             ON CONFLICT (workspace_id) DO UPDATE SET snapshot_id = excluded.snapshot_id",
            (workspace, snapshot),
        )
        .await?;
    Ok(())
}

async fn files(cx: &Context, workspace: i64) -> Result<BTreeMap<Dataset, Files>, Failure> {
    let rows: Vec<(String, u64, u64, u64, u64, u32)> = cx
        .records
        .query(
            "SELECT f.dataset, count(*), CAST(sum(CASE WHEN j.kind = 'rebuild' THEN 1 ELSE 0 END) AS BIGINT), \
                 CAST(sum(f.row_count) AS BIGINT), CAST(sum(COALESCE(r.removed_rows, 0)) AS BIGINT), min(f.schema_version) \
             FROM lake_files f LEFT JOIN jobs j ON j.id = f.job_id \
             LEFT JOIN (SELECT file_id, sum(removed_rows) AS removed_rows FROM lake_removed_rows \
                 WHERE workspace_id = $1 GROUP BY file_id) r ON r.file_id = f.id \
             WHERE f.workspace_id = $1 AND f.end_snapshot IS NULL GROUP BY f.dataset",
            (workspace,),
        )
        .await?;
    let mut found = BTreeMap::new();
    for (name, all, rebuilt, rows, removed, version) in rows {
        let dataset = Dataset::from_name(&name)
            .ok_or_else(|| Failure::Ours(format!("no dataset is called {name:?}")))?;
        found.insert(
            dataset,
            Files {
                all,
                rebuilt,
                rows,
                removed,
                version,
            },
        );
    }
    Ok(found)
}

fn due(found: &BTreeMap<Dataset, Files>) -> Option<(Dataset, Reason)> {
    found.iter().find_map(|(dataset, files)| {
        let others = files.all - files.rebuilt;
        let reason = if files.version < schema::version(*dataset) {
            Reason::EarlierVersion
        } else if files.all > MOST_FILES && others > files.rebuilt {
            Reason::ManyFiles
        } else if files.rows > FEW_ROWS && files.removed.saturating_mul(4) > files.rows {
            Reason::RemovedRows
        } else {
            return None;
        };
        Some((*dataset, reason))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: Files) -> Option<Reason> {
        due(&BTreeMap::from([(Dataset::Ticket, files)])).map(|(_, reason)| reason)
    }

    #[test]
    fn a_lake_is_due_for_its_files_its_removed_rows_and_its_version() {
        let sound = Files {
            all: 64,
            rebuilt: 0,
            rows: 8_000,
            removed: 2_000,
            version: schema::version(Dataset::Ticket),
        };
        assert_eq!(of(sound), None);
        let more = Files { all: 65, ..sound };
        assert_eq!(of(more), Some(Reason::ManyFiles));
        // A large workspace has many files after a rebuild, too: each upload must not bring another.
        let large = Files {
            all: 120,
            rebuilt: 80,
            ..sound
        };
        assert_eq!(of(large), None);
        let removed = Files {
            removed: 2_001,
            ..sound
        };
        assert_eq!(of(removed), Some(Reason::RemovedRows));
        let small = Files {
            rows: 1_000,
            removed: 999,
            ..sound
        };
        assert_eq!(of(small), None);
        let old = Files {
            version: 0,
            ..sound
        };
        assert_eq!(of(old), Some(Reason::EarlierVersion));
    }
}
