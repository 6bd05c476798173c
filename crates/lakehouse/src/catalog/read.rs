//! What the catalog says of a workspace.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Catalog, Columns, Field, failed, number};
use crate::ranges::{self, Range};
use crate::{Dataset, Error, LiveFile, Snapshot};

const CURRENT: &str = "SELECT id, published_at, ticket_rows, sentiment_rows, entity_rows FROM lake_snapshots \
    WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1";

const EXISTS: &str = "SELECT id FROM lake_snapshots WHERE workspace_id = $1 AND id = $2";

const FILES: &str = "SELECT id, dataset, path, row_count, byte_size, min_created_at, max_created_at, digest FROM lake_files \
    WHERE workspace_id = $1 AND begin_snapshot <= $2 AND (end_snapshot IS NULL OR end_snapshot > $2) ORDER BY id";

const REMOVED: &str = "SELECT r.file_id, r.ranges FROM lake_removed_rows r WHERE r.workspace_id = $1 \
    AND r.begin_snapshot <= $2 ORDER BY r.id";

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

/// The present snapshot, none before the first publish.
pub async fn current(catalog: &impl Catalog, workspace: i64) -> Result<Option<Snapshot>, Error> {
    let rows = catalog
        .query(CURRENT, vec![Field::Integer(workspace)])
        .await
        .map_err(failed)?;
    rows.into_iter().next().map(snapshot).transpose()
}

fn snapshot(row: Vec<Field>) -> Result<Snapshot, Error> {
    let mut row = Columns::new(row);
    Ok(Snapshot {
        id: row.unsigned()?,
        published_at: Timestamp::from_microsecond(row.integer()?)
            .map_err(|error| failed(error.to_string()))?,
        ticket_rows: row.unsigned()?,
        sentiment_rows: row.unsigned()?,
        entity_rows: row.unsigned()?,
    })
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
    let params = vec![Field::Integer(workspace), number(snapshot)?];
    if catalog
        .query(EXISTS, params)
        .await
        .map_err(failed)?
        .is_empty()
    {
        return Err(Error::Invalid(format!(
            "snapshot {snapshot} is not one of workspace {workspace}"
        )));
    }
    listed(catalog, workspace, snapshot).await
}

/// Files of a snapshot, each with the rows that no longer count.
pub(super) async fn listed(
    catalog: &impl Catalog,
    workspace: i64,
    snapshot: u64,
) -> Result<Vec<Listed>, Error> {
    let params = vec![Field::Integer(workspace), number(snapshot)?];
    let files = catalog.query(FILES, params.clone()).await.map_err(failed)?;
    let mut removed: BTreeMap<i64, Vec<Range>> = BTreeMap::new();
    for row in catalog.query(REMOVED, params).await.map_err(failed)? {
        let mut row = Columns::new(row);
        removed
            .entry(row.integer()?)
            .or_default()
            .extend(ranges::from_json(&row.text()?)?);
    }
    let read = |row| -> Result<Listed, Error> {
        let mut listed = read_file(&mut Columns::new(row))?;
        let removed = removed.remove(&listed.id).unwrap_or_default();
        listed.file.removed = ranges::normalize(removed, listed.file.row_count)?;
        Ok(listed)
    };
    files.into_iter().map(read).collect()
}

/// A file without its removed rows, from the columns of [`FILES`].
pub(super) fn read_file(row: &mut Columns) -> Result<Listed, Error> {
    let (id, name) = (row.integer()?, row.text()?);
    let file = LiveFile {
        dataset: dataset(&name)?,
        path: row.text()?,
        row_count: row.unsigned()?,
        byte_size: row.unsigned()?,
        removed: Vec::new(),
    };
    Ok(Listed {
        file,
        id,
        min_created_at: row.integer()?,
        max_created_at: row.integer()?,
        digest: row.maybe_text()?,
    })
}

/// The dataset of a name in the catalog.
pub(super) fn dataset(name: &str) -> Result<Dataset, Error> {
    Dataset::from_name(name).ok_or_else(|| failed(format!("no dataset is called {name:?}")))
}
