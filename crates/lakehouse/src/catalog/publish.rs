//! A new snapshot: files added, rows removed, counts exact.

use std::collections::BTreeMap;

use dialect::{FromValue, IntoParams, Value};
use jiff::Timestamp;

use super::Catalog;
use super::read::{Listed, current, listed};
use crate::ranges::{self, Range};
use crate::{Dataset, Error, LiveFile, RemovedRows, Snapshot, StagedFile, path};

const SNAPSHOT: &str = "INSERT INTO lake_snapshots \
    (workspace_id, job_id, published_at, ticket_rows, sentiment_rows, entity_rows) \
    VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";

const FILE: &str = "INSERT INTO lake_files (workspace_id, dataset, path, job_id, row_count, byte_size, \
    min_created_at, max_created_at, begin_snapshot, digest, schema_version) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id";

const REMOVED: &str = "INSERT INTO lake_removed_rows (workspace_id, file_id, begin_snapshot, ranges, removed_rows) \
    VALUES ($1, $2, $3, $4, $5)";

const ENDED: &str = "UPDATE lake_files SET end_snapshot = $1 WHERE id = $2";

const COUNTS: &str = "UPDATE lake_snapshots SET ticket_rows = $1, sentiment_rows = $2, entity_rows = $3 WHERE id = $4";

/// Lists files and removed rows as one new snapshot. The catalog is a transaction that writes, so that no other
/// publish comes between. Rows that an earlier snapshot or another range removed already count once.
/// A file of which no row is left ends: later snapshots do not list it, earlier ones do.
pub async fn publish(
    catalog: &impl Catalog,
    workspace: i64,
    job: &str,
    published_at: Timestamp,
    files: &[StagedFile],
    removed: Vec<RemovedRows>,
) -> Result<Snapshot, Error> {
    path::job(job)?;
    let before = current(catalog, workspace).await?;
    let mut known: BTreeMap<String, Listed> = BTreeMap::new();
    if let Some(before) = &before {
        known.extend(
            listed(catalog, workspace, before.id)
                .await?
                .into_iter()
                .map(|file| (file.file.path.clone(), file)),
        );
    }
    let mut snapshot = Snapshot {
        id: 0,
        published_at,
        ticket_rows: before.map_or(0, |before| before.ticket_rows),
        sentiment_rows: before.map_or(0, |before| before.sentiment_rows),
        entity_rows: before.map_or(0, |before| before.entity_rows),
    };
    snapshot.id = insert_snapshot(catalog, workspace, job, &snapshot).await?;
    for file in files {
        let listed = insert_file(catalog, workspace, job, snapshot.id, file).await?;
        if let Some(rows) = rows_of(&mut snapshot, file.dataset) {
            *rows += file.row_count;
        }
        known.insert(file.path.clone(), listed);
    }
    for (path, ranges) in by_path(removed) {
        let Some(listed) = known.get(&path) else {
            return Err(Error::Invalid(format!(
                "rows of {path:?} are removed, but the snapshot has no such file"
            )));
        };
        let asked = ranges::normalize(ranges, listed.file.row_count)
            .map_err(|error| Error::Invalid(format!("removed rows of {path:?}: {error}")))?;
        let new = ranges::subtract(&asked, &listed.file.removed);
        let count = ranges::count(&new);
        if count > 0 {
            let gone = count + ranges::count(&listed.file.removed);
            if gone == listed.file.row_count {
                let params = (snapshot.id, listed.id).into_params();
                catalog.execute(ENDED, params).await?;
            } else {
                let ranges = Value::Json(ranges::to_json(&new));
                let params = (workspace, listed.id, snapshot.id, ranges, count).into_params();
                catalog.execute(REMOVED, params).await?;
            }
            if let Some(rows) = rows_of(&mut snapshot, listed.file.dataset) {
                *rows = rows.checked_sub(count).ok_or_else(|| {
                    Error::Records("the snapshot's counts do not add up".to_owned())
                })?;
            }
        }
    }
    let counts = (
        snapshot.ticket_rows,
        snapshot.sentiment_rows,
        snapshot.entity_rows,
        snapshot.id,
    );
    catalog.execute(COUNTS, counts.into_params()).await?;
    Ok(snapshot)
}

/// The count of a dataset; rows of exports are only ever added, and nothing is held against their number.
fn rows_of(snapshot: &mut Snapshot, dataset: Dataset) -> Option<&mut u64> {
    match dataset {
        Dataset::Ticket => Some(&mut snapshot.ticket_rows),
        Dataset::Sentiment => Some(&mut snapshot.sentiment_rows),
        Dataset::Entity => Some(&mut snapshot.entity_rows),
        Dataset::Raw => None,
    }
}

fn by_path(removed: Vec<RemovedRows>) -> BTreeMap<String, Vec<Range>> {
    let mut paths: BTreeMap<String, Vec<Range>> = BTreeMap::new();
    for rows in removed {
        paths.entry(rows.path).or_default().extend(rows.ranges);
    }
    paths
}

async fn insert_snapshot(
    catalog: &impl Catalog,
    workspace: i64,
    job: &str,
    snapshot: &Snapshot,
) -> Result<u64, Error> {
    let params = (
        workspace,
        job,
        snapshot.published_at,
        snapshot.ticket_rows,
        snapshot.sentiment_rows,
        snapshot.entity_rows,
    );
    inserted(catalog, SNAPSHOT, params).await
}

async fn insert_file(
    catalog: &impl Catalog,
    workspace: i64,
    job: &str,
    snapshot: u64,
    file: &StagedFile,
) -> Result<Listed, Error> {
    let params = (
        workspace,
        file.dataset.name(),
        &file.path,
        job,
        file.row_count,
        file.byte_size,
        file.min_created_at,
        file.max_created_at,
        snapshot,
        file.digest.as_ref(),
        file.schema_version,
    );
    let id = inserted(catalog, FILE, params).await?;
    let StagedFile {
        dataset,
        row_count,
        byte_size,
        schema_version,
        ..
    } = *file;
    let live = LiveFile {
        dataset,
        path: file.path.clone(),
        row_count,
        byte_size,
        schema_version,
        removed: Vec::new(),
    };
    Ok(Listed {
        file: live,
        id,
        min_created_at: file.min_created_at.as_microsecond(),
        max_created_at: file.max_created_at.as_microsecond(),
        digest: file.digest.clone(),
    })
}

async fn inserted<Id: FromValue>(
    catalog: &impl Catalog,
    statement: &str,
    params: impl IntoParams,
) -> Result<Id, Error> {
    let row = catalog.query(statement, params.into_params()).await?;
    let (id,) = row.first()?.ok_or(dialect::Error::NoRow)?;
    Ok(id)
}
