//! What the catalog says of a workspace.

use std::collections::BTreeMap;

use dialect::{Answer, FromRow, IntoParams, Row};
use jiff::Timestamp;

use super::Catalog;
use crate::ranges::{self, Range};
use crate::{Error, LiveFile, Snapshot};

const CURRENT: &str = "SELECT id, published_at, ticket_rows, sentiment_rows, entity_rows FROM lake_snapshots \
    WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1";

const EXISTS: &str = "SELECT CASE WHEN expired_at IS NULL THEN 0 ELSE 1 END FROM lake_snapshots \
    WHERE workspace_id = $1 AND id = $2";

const FILES: &str = "SELECT id, dataset, path, row_count, byte_size, schema_version, min_created_at, max_created_at, digest \
    FROM lake_files WHERE workspace_id = $1 AND begin_snapshot <= $2 AND (end_snapshot IS NULL OR end_snapshot > $2) \
    AND id > $3 ORDER BY id LIMIT $4";

const LIVE: &str = "SELECT id, dataset, path, row_count, byte_size, schema_version, min_created_at, max_created_at, digest \
    FROM lake_files WHERE workspace_id = $1 AND path = $2 AND end_snapshot IS NULL";

const REMOVED: &str = "SELECT r.id, r.file_id, r.ranges FROM lake_removed_rows r JOIN lake_files f ON f.id = r.file_id \
    WHERE r.workspace_id = $1 AND r.begin_snapshot <= $2 AND (f.end_snapshot IS NULL OR f.end_snapshot > $2) \
    AND r.id > $3 ORDER BY r.id LIMIT $4";

/// So many rows of the catalog are read at a time.
const PAGE: i64 = 10_000;

/// A file of a snapshot, with all that is needed to read it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What other engines see of it.
    pub file: LiveFile,
    /// Its row in the catalog.
    pub id: i64,
    /// Earliest `created_at`, µs since the epoch.
    pub min_created_at: i64,
    /// Latest `created_at`, µs since the epoch.
    pub max_created_at: i64,
    /// The digest of its bytes, where it is known.
    pub digest: Option<String>,
}

impl FromRow for Listed {
    /// Removed rows come from elsewhere.
    fn from_row(row: &mut Row) -> Result<Self, dialect::Error> {
        let id = row.take()?;
        let file = LiveFile {
            dataset: row.take()?,
            path: row.take()?,
            row_count: row.take()?,
            byte_size: row.take()?,
            schema_version: row.take()?,
            removed: Vec::new(),
        };
        Ok(Self {
            file,
            id,
            min_created_at: row.take::<Timestamp>()?.as_microsecond(),
            max_created_at: row.take::<Timestamp>()?.as_microsecond(),
            digest: row.take()?,
        })
    }
}

impl FromRow for Snapshot {
    fn from_row(row: &mut Row) -> Result<Self, dialect::Error> {
        Ok(Self {
            id: row.take()?,
            published_at: row.take()?,
            ticket_rows: row.take()?,
            sentiment_rows: row.take()?,
            entity_rows: row.take()?,
        })
    }
}

/// The present snapshot, none before the first publish.
pub async fn current(catalog: &impl Catalog, workspace: i64) -> Result<Option<Snapshot>, Error> {
    let found = catalog.query(CURRENT, (workspace,).into_params()).await?;
    Ok(found.first()?)
}

/// The files of the present snapshot.
pub async fn files(catalog: &impl Catalog, workspace: i64) -> Result<Vec<LiveFile>, Error> {
    let Some(snapshot) = current(catalog, workspace).await? else {
        return Ok(Vec::new());
    };
    Ok(listed(catalog, workspace, snapshot.id)
        .await?
        .into_iter()
        .map(|listed| listed.file)
        .collect())
}

/// The files of a snapshot that must be one of the workspace's.
pub async fn live_at(
    catalog: &impl Catalog,
    workspace: i64,
    snapshot: u64,
) -> Result<Vec<Listed>, Error> {
    let params = (workspace, snapshot).into_params();
    let found = catalog.query(EXISTS, params).await?;
    let Some((expired,)) = found.first::<(bool,)>()? else {
        return Err(Error::Invalid(format!(
            "snapshot {snapshot} is not one of workspace {workspace}"
        )));
    };
    if expired {
        return Err(Error::Invalid(format!(
            "snapshot {snapshot} of workspace {workspace} is no longer kept"
        )));
    }
    listed(catalog, workspace, snapshot).await
}

/// A live file of a workspace, by its path; without its removed rows.
pub async fn live(
    catalog: &impl Catalog,
    workspace: i64,
    path: &str,
) -> Result<Option<Listed>, Error> {
    let found = catalog.query(LIVE, (workspace, path).into_params()).await?;
    Ok(found.first()?)
}

/// Files of a snapshot, each with the rows that no longer count.
pub(super) async fn listed(
    catalog: &impl Catalog,
    workspace: i64,
    snapshot: u64,
) -> Result<Vec<Listed>, Error> {
    let mut files: Vec<Listed> = Vec::new();
    let mut after = 0;
    loop {
        let page = page(catalog, FILES, workspace, snapshot, after).await?;
        files.extend(page.decode::<Listed>()?);
        match files.last() {
            Some(last) if last.id > after => after = last.id,
            _ => break,
        }
    }
    let mut removed: BTreeMap<i64, Vec<Range>> = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = page(catalog, REMOVED, workspace, snapshot, after).await?;
        let page: Vec<(i64, i64, String)> = page.decode()?;
        if page.is_empty() {
            break;
        }
        for (place, file, ranges) in page {
            after = place;
            let removed = removed.entry(file).or_default();
            removed.extend(ranges::from_json(&ranges)?);
        }
    }
    for listed in &mut files {
        let removed = removed.remove(&listed.id).unwrap_or_default();
        listed.file.removed = ranges::normalize(removed, listed.file.row_count)?;
    }
    Ok(files)
}

/// The next rows of the catalog behind a place in it.
async fn page(
    catalog: &impl Catalog,
    statement: &str,
    workspace: i64,
    snapshot: u64,
    after: i64,
) -> Result<Answer, Error> {
    let params = (workspace, snapshot, after, PAGE).into_params();
    Ok(catalog.query(statement, params).await?)
}
