//! The lake: Parquet files, snapshots, aggregates.

use jiff::Timestamp;
pub use lakehouse::{
    DamagedFile, Dataset, Dimension, Error, Filter, Group, LiveFile, Measure, Plan, RawQuery,
    RawRow, RawRows, RemovedRows, Snapshot, StagedFile, Table,
};

use lakehouse::Place;

use crate::{Transaction, backend};

/// The Parquet lake. Cheap to clone.
#[derive(Clone)]
pub struct Lake {
    inner: backend::Lake,
    // Deletes a temporary lake's folder with its last clone.
    #[cfg(not(target_family = "wasm"))]
    _folder: Option<std::sync::Arc<tempfile::TempDir>>,
}

impl Lake {
    /// The lake this component was composed with.
    #[cfg(target_family = "wasm")]
    pub fn connect() -> Self {
        Self {
            inner: backend::Lake,
        }
    }

    /// A lake in a folder, its catalog in these records.
    #[cfg(not(target_family = "wasm"))]
    pub fn in_folder(folder: impl Into<std::path::PathBuf>, records: crate::Records) -> Self {
        Self {
            inner: backend::Lake::new(folder, records.0),
            _folder: None,
        }
    }

    /// A lake in a folder of its own, gone with its last clone.
    ///
    /// # Panics
    ///
    /// When the machine has no room for a temporary folder: tests cannot go on without it.
    #[cfg(not(target_family = "wasm"))]
    pub fn temporary(records: crate::Records) -> Self {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        Self {
            inner: backend::Lake::new(folder.path(), records.0),
            _folder: Some(folder.into()),
        }
    }

    /// Writes one Parquet file from Arrow IPC (stream format, columns as in [`lakehouse::schema`]) under a staging
    /// name. Writing the same (workspace, dataset, job, chunk) again replaces the staged file. `date` is the
    /// partition, `YYYY-MM-DD`.
    pub async fn append(
        &self,
        workspace: i64,
        dataset: Dataset,
        job: &str,
        chunk: u32,
        date: &str,
        ipc: Vec<u8>,
    ) -> Result<StagedFile, Error> {
        let place = Place {
            workspace,
            dataset,
            job,
            chunk,
            date,
        };
        self.inner.append(place, ipc).await
    }

    /// Writes the rows of files of the present snapshot as one file in today's columns, under a staging name, those with
    /// the earliest `created_at` first. All of them are of this dataset, and no row of them was removed.
    pub async fn merge(
        &self,
        workspace: i64,
        dataset: Dataset,
        job: &str,
        chunk: u32,
        date: &str,
        paths: Vec<String>,
    ) -> Result<StagedFile, Error> {
        let place = Place {
            workspace,
            dataset,
            job,
            chunk,
            date,
        };
        self.inner.merge(place, paths, None).await
    }

    /// Writes a file of rows of exports of the present snapshot anew, under a staging name, without those that the job
    /// `without` brought. Some row must be left.
    pub async fn raw_without(
        &self,
        workspace: i64,
        job: &str,
        chunk: u32,
        date: &str,
        path: String,
        without: &str,
    ) -> Result<StagedFile, Error> {
        let place = Place {
            workspace,
            dataset: Dataset::Raw,
            job,
            chunk,
            date,
        };
        self.inner.merge(place, vec![path], Some(without)).await
    }

    /// Publishes staged files and removed rows as one new snapshot inside the transaction: visible when it commits.
    pub async fn publish(
        &self,
        transaction: &Transaction,
        workspace: i64,
        job: &str,
        published_at: Timestamp,
        files: Vec<StagedFile>,
        removed: Vec<RemovedRows>,
    ) -> Result<Snapshot, Error> {
        self.inner
            .publish(&transaction.0, workspace, job, published_at, files, removed)
            .await
    }

    /// Deletes the staged files of a job that will not be published; returns how many.
    pub async fn discard(&self, workspace: i64, job: &str) -> Result<u32, Error> {
        self.inner.discard(workspace, job).await
    }

    /// The present snapshot, none before the first publish.
    pub async fn current(&self, workspace: i64) -> Result<Option<Snapshot>, Error> {
        self.inner.current(workspace).await
    }

    /// Aggregates live rows of a snapshot.
    pub async fn aggregate(&self, workspace: i64, plan: Plan) -> Result<Table, Error> {
        self.inner.aggregate(workspace, plan).await
    }

    /// The rows of exports that were a ticket's, those uploaded last first.
    pub async fn raw_rows(&self, workspace: i64, query: RawQuery) -> Result<RawRows, Error> {
        self.inner.raw_rows(workspace, query).await
    }

    /// The files of the present snapshot.
    pub async fn files(&self, workspace: i64) -> Result<Vec<LiveFile>, Error> {
        self.inner.files(workspace).await
    }

    /// Reads a file of the present snapshot whole and notes what it finds: its digest where there was none, or that it
    /// is damaged, which is an error.
    pub async fn prove(&self, workspace: i64, path: &str) -> Result<(), Error> {
        self.inner.prove(workspace, path).await
    }

    /// Reads the next file of any workspace that has no digest yet, or that was found damaged and may have been put
    /// back; false where there is none. What it finds is noted, and no error.
    pub async fn tend(&self) -> Result<bool, Error> {
        self.inner.tend().await
    }

    /// The files of the present snapshots, of one workspace or of all, that are known to be damaged, at most 100. Looks
    /// first whether the next few hundred files are there and have their size.
    pub async fn damaged(&self, workspace: Option<i64>) -> Result<Vec<DamagedFile>, Error> {
        self.inner.damaged(workspace).await
    }

    /// Proves that the lake's root can be written and read.
    pub async fn check(&self) -> Result<(), Error> {
        self.inner.check().await
    }
}

#[cfg(test)]
mod damage;
#[cfg(test)]
mod tests;
