//! The lake: every file of the present snapshots, and its counts beside those of the records.

use std::collections::BTreeSet;
use std::path::Path;

use lakehouse::catalog::Listed;
use lakehouse::{Dataset, Lake, LiveFile};

use crate::records::{Records, Row, number, text};
use crate::{Error, Report};

const REBUILD: &str = "undertone check --repair, or Rebuild on the page Stores";

const FILES: &str = "SELECT workspace_id, id, dataset, path, row_count, byte_size, digest, damage FROM lake_files \
    WHERE end_snapshot IS NULL ORDER BY id";

/// The same where they have no digests yet.
const FILES_WITHOUT_DIGEST: &str = "SELECT workspace_id, id, dataset, path, row_count, byte_size, NULL, NULL FROM lake_files \
    WHERE end_snapshot IS NULL ORDER BY id";

/// Per workspace: tickets and texts of the records, then of the lake.
const COUNTS: &str = "SELECT w.id, (SELECT count(*) FROM tickets t WHERE t.workspace_id = w.id), \
    (SELECT count(*) FROM sentiment_results s JOIN jobs j ON j.id = s.job_id AND j.snapshot_id IS NOT NULL \
        WHERE s.workspace_id = w.id AND s.field_type = 'comment') \
    + (SELECT count(*) FROM sentiment_results s JOIN tickets t ON t.workspace_id = s.workspace_id \
        AND t.source = s.source AND t.ticket_id = s.ticket_id AND t.job_id = s.job_id \
        WHERE s.workspace_id = w.id AND s.field_type <> 'comment'), \
    COALESCE((SELECT l.ticket_rows FROM lake_snapshots l WHERE l.workspace_id = w.id ORDER BY l.id DESC LIMIT 1), 0), \
    COALESCE((SELECT l.sentiment_rows FROM lake_snapshots l WHERE l.workspace_id = w.id ORDER BY l.id DESC LIMIT 1), 0) \
    FROM workspaces w ORDER BY w.id";

/// Reads every live file. Returns the workspaces that need a rebuild.
pub async fn check(
    records: &Records,
    root: &Path,
    report: &mut Report,
) -> Result<BTreeSet<i64>, Error> {
    let lake = Lake::new(root);
    let statement = if records.have("lake_files", "digest").await? {
        FILES
    } else {
        FILES_WITHOUT_DIGEST
    };
    let (mut damaged, mut found) = (BTreeSet::new(), Vec::new());
    let (mut files, mut rows) = (0, 0);
    for row in records.rows(statement).await? {
        let (workspace, listed) = listed(&row)?;
        (files, rows) = (files + 1, rows + listed.file.row_count);
        if let Err(error) = lake.examine(&listed) {
            let reason = match error {
                lakehouse::Error::Damaged { reason, .. } => reason,
                other => other.to_string(),
            };
            found.push((workspace, listed.file.path, reason));
        } else if let Some(damage) = row.get(7).cloned().flatten() {
            // It is refused to readers until it was read whole again by the application, or written anew.
            let reason = format!("it reads well now, but is noted as damaged: {damage}");
            found.push((workspace, listed.file.path, reason));
        }
    }
    // Beside a running application a file may have been replaced meanwhile: then nobody needs it.
    let live = if found.is_empty() {
        BTreeSet::new()
    } else {
        let now = records.rows(statement).await?;
        now.iter()
            .map(|row| text(row.get(3)).map(str::to_owned))
            .collect::<Result<BTreeSet<_>, _>>()?
    };
    for (workspace, path, reason) in found {
        if live.contains(&path) {
            damaged.insert(workspace);
            report.find("lake", path, reason, REBUILD);
        }
    }
    report.note(format!("lake: looked at {files} files with {rows} rows"));
    compare(records, &mut damaged, report).await?;
    Ok(damaged)
}

async fn compare(
    records: &Records,
    damaged: &mut BTreeSet<i64>,
    report: &mut Report,
) -> Result<(), Error> {
    for row in records.rows(COUNTS).await? {
        let at = |place: usize| number::<u64>(row.get(place));
        let workspace: i64 = number(row.first())?;
        let (held, in_lake) = ((at(1)?, at(2)?), (at(3)?, at(4)?));
        if held != in_lake {
            damaged.insert(workspace);
            let reason = format!(
                "the records hold {} tickets and {} texts, the lake {} and {}",
                held.0, held.1, in_lake.0, in_lake.1
            );
            report.find("lake", format!("workspace {workspace}"), reason, REBUILD);
        }
    }
    Ok(())
}

fn listed(row: &Row) -> Result<(i64, Listed), Error> {
    let dataset = text(row.get(2))?;
    let dataset = Dataset::from_name(dataset)
        .ok_or_else(|| Error::Strange(format!("no dataset is called {dataset:?}")))?;
    let listed = Listed {
        file: LiveFile {
            dataset,
            path: text(row.get(3))?.to_owned(),
            row_count: number(row.get(4))?,
            byte_size: number(row.get(5))?,
            // Files are read by column name, whatever their version.
            schema_version: 1,
            removed: Vec::new(),
        },
        id: number(row.get(1))?,
        // What is between them is of no interest here.
        min_created_at: i64::MIN,
        max_created_at: i64::MAX,
        digest: row.get(6).cloned().flatten(),
    };
    Ok((number(row.first())?, listed))
}
