//! What the catalog says of a workspace.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Catalog, Columns, Field, failed, number};
use crate::ranges::{self, Range};
use crate::{Dataset, Error, LiveFile, Snapshot};

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
    let found = catalog.query(EXISTS, params).await.map_err(failed)?;
    let Some(found) = found.into_iter().next() else {
        return Err(Error::Invalid(format!(
            "snapshot {snapshot} is not one of workspace {workspace}"
        )));
    };
    if Columns::new(found).integer()? != 0 {
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
    let params = vec![Field::Integer(workspace), Field::Text(path.to_owned())];
    let rows = catalog.query(LIVE, params).await.map_err(failed)?;
    let row = rows.into_iter().next();
    row.map(|row| read_file(&mut Columns::new(row))).transpose()
}

/// Files of a snapshot, each with the rows that no longer count.
pub(super) async fn listed(
    catalog: &impl Catalog,
    workspace: i64,
    snapshot: u64,
) -> Result<Vec<Listed>, Error> {
    let mut files = Vec::new();
    let mut after = 0;
    loop {
        let page = page(catalog, FILES, workspace, snapshot, after).await?;
        for row in page {
            files.push(read_file(&mut Columns::new(row))?);
        }
        match files.last() {
            Some(last) if last.id > after => after = last.id,
            _ => break,
        }
    }
    let mut removed: BTreeMap<i64, Vec<Range>> = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = page(catalog, REMOVED, workspace, snapshot, after).await?;
        if page.is_empty() {
            break;
        }
        for row in page {
            let mut row = Columns::new(row);
            after = row.integer()?;
            removed
                .entry(row.integer()?)
                .or_default()
                .extend(ranges::from_json(&row.text()?)?);
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
) -> Result<Vec<Vec<Field>>, Error> {
    let params = vec![
        Field::Integer(workspace),
        number(snapshot)?,
        Field::Integer(after),
        Field::Integer(PAGE),
    ];
    catalog.query(statement, params).await.map_err(failed)
}

/// A file without its removed rows, from the columns of [`FILES`].
pub(super) fn read_file(row: &mut Columns) -> Result<Listed, Error> {
    let (id, name) = (row.integer()?, row.text()?);
    let file = LiveFile {
        dataset: dataset(&name)?,
        path: row.text()?,
        row_count: row.unsigned()?,
        byte_size: row.unsigned()?,
        schema_version: row.unsigned()?,
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
