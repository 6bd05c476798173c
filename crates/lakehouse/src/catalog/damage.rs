//! What the catalog remembers of files that are missing or not what was written, and which it has still to prove.

use dialect::{FromRow, IntoParams, Row};
use jiff::Timestamp;

use super::Catalog;
use super::read::Listed;
use crate::{DamagedFile, Error};

/// The most damaged files that are told at once.
const MOST: usize = 100;

const NOTE: &str = "UPDATE lake_files SET damaged_at = $1, damage = $2 WHERE path = $3 AND damaged_at IS NULL \
    AND end_snapshot IS NULL RETURNING id";

const SOUND: &str = "UPDATE lake_files SET digest = $1, damaged_at = NULL, damage = NULL, read_at = NULL, \
    unended_reads = 0 WHERE id = $2";

const READING: &str =
    "UPDATE lake_files SET read_at = $1, unended_reads = unended_reads + 1 WHERE id = $2";

const ENDED: &str = "UPDATE lake_files SET unended_reads = 0 WHERE id = $1";

const LOOK: &str = "SELECT id, path, byte_size FROM lake_files WHERE end_snapshot IS NULL AND id > $1 \
    ORDER BY id LIMIT $2";

const DAMAGED: &str = "SELECT workspace_id, dataset, path, row_count, damaged_at, damage FROM lake_files \
    WHERE damaged_at IS NOT NULL AND end_snapshot IS NULL";

const WITHOUT_DIGEST: &str = "SELECT id, dataset, path, row_count, byte_size, schema_version, min_created_at, max_created_at, digest, \
    unended_reads FROM lake_files WHERE digest IS NULL AND damaged_at IS NULL \
    AND end_snapshot IS NULL AND (read_at IS NULL OR read_at < $1) ORDER BY id LIMIT 1";

const FOUND_DAMAGED: &str = "SELECT id, dataset, path, row_count, byte_size, schema_version, min_created_at, max_created_at, digest, \
    unended_reads FROM lake_files WHERE damaged_at IS NOT NULL AND end_snapshot IS NULL \
    AND (read_at IS NULL OR read_at < $1) ORDER BY read_at, id LIMIT 1";

/// A file that has to be read.
#[derive(Clone, Debug)]
pub struct Unproven {
    /// The file.
    pub listed: Listed,
    /// How many readings in a row were begun of which nothing was heard since: each may have brought its reader down.
    pub unended: u32,
}

impl FromRow for Unproven {
    fn from_row(row: &mut Row) -> Result<Self, dialect::Error> {
        Ok(Self {
            listed: Listed::from_row(row)?,
            unended: row.take()?,
        })
    }
}

impl FromRow for DamagedFile {
    fn from_row(row: &mut Row) -> Result<Self, dialect::Error> {
        Ok(Self {
            workspace: row.take()?,
            dataset: row.take()?,
            path: row.take()?,
            row_count: row.take()?,
            since: row.take()?,
            reason: row.take()?,
        })
    }
}

/// Notes that a live file is damaged; true the first time.
pub async fn note(
    catalog: &impl Catalog,
    path: &str,
    reason: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let params = (now, reason, path).into_params();
    let noted = catalog.query(NOTE, params).await?;
    Ok(!noted.rows.is_empty())
}

/// Notes that a file is what was written, and its digest.
pub async fn sound(catalog: &impl Catalog, file: i64, digest: &str) -> Result<(), Error> {
    catalog.execute(SOUND, (digest, file).into_params()).await?;
    Ok(())
}

/// Notes that a file is about to be read.
pub async fn reading(catalog: &impl Catalog, file: i64, now: Timestamp) -> Result<(), Error> {
    catalog.execute(READING, (now, file).into_params()).await?;
    Ok(())
}

/// Notes that a reading ended, if only with an error.
pub async fn ended(catalog: &impl Catalog, file: i64) -> Result<(), Error> {
    catalog.execute(ENDED, (file,).into_params()).await?;
    Ok(())
}

/// Live files behind one of them, by their place in the catalog: that place, path and size.
pub async fn look(
    catalog: &impl Catalog,
    after: i64,
    most: i64,
) -> Result<Vec<(i64, String, u64)>, Error> {
    let files = catalog.query(LOOK, (after, most).into_params()).await?;
    Ok(files.decode()?)
}

/// The live files that were found damaged, of one workspace or of all.
pub async fn damaged(
    catalog: &impl Catalog,
    workspace: Option<i64>,
) -> Result<Vec<DamagedFile>, Error> {
    let (of, params) = match workspace {
        Some(workspace) => (" AND workspace_id = $1", (workspace,).into_params()),
        None => ("", Vec::new()),
    };
    let statement = format!("{DAMAGED}{of} ORDER BY id LIMIT {MOST}");
    Ok(catalog.query(&statement, params).await?.decode()?)
}

/// The next live file that has to be read whole: one without a digest, or one that was found damaged, since somebody may
/// have put the right one back. None of them was begun to be read since that moment.
pub async fn unproven(
    catalog: &impl Catalog,
    without_digest_since: Timestamp,
    damaged_since: Timestamp,
) -> Result<Option<Unproven>, Error> {
    for (statement, since) in [
        (WITHOUT_DIGEST, without_digest_since),
        (FOUND_DAMAGED, damaged_since),
    ] {
        let found = catalog.query(statement, (since,).into_params()).await?;
        if let Some(next) = found.first()? {
            return Ok(Some(next));
        }
    }
    Ok(None)
}
