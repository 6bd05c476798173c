//! The lake: files below a root, their catalog in the records.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::cache::{Item, Key};
use super::load::Loader;
use super::{aggregate, encode, files, input, raw};
use crate::catalog::{self, Catalog, Listed};
use crate::path::{self, Place};
use crate::{Error, Plan, RawQuery, RawRows, RemovedRows, Snapshot, StagedFile, Table};

/// What an instance may remember of files, in bytes: the columns dashboards ask for, of a million tickets and their
/// texts, take 70 MB.
const REMEMBERED: usize = 96 << 20;

/// The lake below one folder. Queries about the catalog alone are in [`crate::catalog`].
pub struct Lake(Loader);

impl Lake {
    /// A lake whose root may not exist yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self::remembering(root, REMEMBERED)
    }

    /// A lake that remembers at most so many bytes of its files.
    pub fn remembering(root: impl Into<PathBuf>, bytes: usize) -> Self {
        Self(Loader::new(root.into(), bytes))
    }

    /// Writes one Parquet file from Arrow IPC (stream format) under a staging name, in place of an earlier one.
    pub fn append(&self, place: Place<'_>, ipc: Vec<u8>) -> Result<StagedFile, Error> {
        let path = place.path()?;
        let input = input::read(place.dataset, ipc)?;
        let byte_size = files::stage(self.0.root(), &path, |file| {
            encode::write(&input.rows, file)
                .map_err(|error| Error::Unavailable(format!("{path}: {error}")))
        })?;
        let moment = |at| {
            Timestamp::from_microsecond(at)
                .map_err(|error| Error::Invalid(format!("created_at: {error}")))
        };
        Ok(StagedFile {
            dataset: place.dataset,
            row_count: input.rows.num_rows() as u64,
            byte_size,
            min_created_at: moment(input.span.0)?,
            max_created_at: moment(input.span.1)?,
            positions: input.positions,
            path,
        })
    }

    /// Publishes staged files and removed rows as one new snapshot. The catalog is a transaction that writes; the
    /// snapshot counts when it commits.
    pub async fn publish(
        &self,
        catalog: &impl Catalog,
        workspace: i64,
        job: &str,
        published_at: Timestamp,
        files: &[StagedFile],
        removed: Vec<RemovedRows>,
    ) -> Result<Snapshot, Error> {
        for file in files {
            path::published(workspace, &file.path)?;
        }
        // First the catalog, which refuses a path that is already published: its file must not be replaced.
        let snapshot =
            catalog::publish(catalog, workspace, job, published_at, files, removed).await?;
        files
            .iter()
            .try_for_each(|file| files::settle(self.0.root(), file))?;
        Ok(snapshot)
    }

    /// Deletes the staged files of a job that will not be published; returns how many.
    pub fn discard(&self, workspace: i64, job: &str) -> Result<u32, Error> {
        files::discard(self.0.root(), workspace, path::job(job)?)
    }

    /// Aggregates live rows of a snapshot.
    pub async fn aggregate(
        &self,
        catalog: &impl Catalog,
        workspace: i64,
        plan: &Plan,
    ) -> Result<Table, Error> {
        let snapshot = match plan.snapshot {
            Some(snapshot) => snapshot,
            None => match catalog::current(catalog, workspace).await? {
                Some(snapshot) => snapshot.id,
                None => {
                    return Ok(Table {
                        snapshot: None,
                        groups: Vec::new(),
                    });
                }
            },
        };
        let key = Key::Answer(workspace, snapshot, format!("{plan:?}"));
        if let Some(Item::Answer(table)) = self.0.answers.get(&key) {
            return Ok(table.as_ref().clone());
        }
        let files = self.files(catalog, workspace, snapshot).await?;
        let groups = aggregate::aggregate(&self.0, &files, plan)?;
        let table = Table {
            snapshot: Some(snapshot),
            groups,
        };
        self.0
            .answers
            .put(key, Item::Answer(Arc::new(table.clone())));
        Ok(table)
    }

    /// The rows of exports that were a ticket's, of the present snapshot; those published last come first.
    pub async fn raw_rows(
        &self,
        catalog: &impl Catalog,
        workspace: i64,
        query: &RawQuery,
    ) -> Result<RawRows, Error> {
        let Some(snapshot) = catalog::current(catalog, workspace).await? else {
            return Ok(RawRows::default());
        };
        let files = self.files(catalog, workspace, snapshot.id).await?;
        raw::find(&self.0, &files, query)
    }

    /// Proves that the root can be written and read.
    pub fn check(&self) -> Result<(), Error> {
        files::check(self.0.root())
    }

    async fn files(
        &self,
        catalog: &impl Catalog,
        workspace: i64,
        snapshot: u64,
    ) -> Result<Arc<Vec<Listed>>, Error> {
        let key = Key::Files(workspace, snapshot);
        if let Some(Item::Files(files)) = self.0.answers.get(&key) {
            return Ok(files);
        }
        let files = Arc::new(catalog::live_at(catalog, workspace, snapshot).await?);
        self.0.answers.put(key, Item::Files(files.clone()));
        Ok(files)
    }
}
