//! The lake on a folder, its catalog in the records.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use lakehouse::{
    DamagedFile, Error, LiveFile, Place, Plan, RawQuery, RawRows, RemovedRows, Snapshot,
    StagedFile, Table, catalog,
};

use crate::{Driver, Records, Transaction};
use serde_json::json;

/// The Parquet lake. Cheap to clone; all clones share what they remember of files.
pub struct Lake<D: Driver> {
    engine: Arc<lakehouse::Lake>,
    records: Records<D>,
}

impl<D: Driver> Clone for Lake<D> {
    fn clone(&self) -> Self {
        Self {
            engine: self.engine.clone(),
            records: self.records.clone(),
        }
    }
}

impl<D: Driver> Lake<D> {
    /// A lake in a folder, which may not exist yet, with its catalog in these records.
    pub fn new(folder: impl Into<PathBuf>, records: Records<D>) -> Self {
        let engine = lakehouse::Lake::new(folder).reporting(report);
        Self {
            engine: Arc::new(engine),
            records,
        }
    }

    /// Writes one Parquet file from Arrow IPC under a staging name, in place of an earlier one.
    pub async fn append(&self, place: Place<'_>, ipc: Vec<u8>) -> Result<StagedFile, Error> {
        self.records.ready().await?;
        self.engine.append(place, ipc)
    }

    /// Writes the rows of files of the present snapshot as one file in today's columns, under a staging name.
    pub async fn merge(
        &self,
        place: Place<'_>,
        paths: Vec<String>,
        without: Option<&str>,
    ) -> Result<StagedFile, Error> {
        let engine = &self.engine;
        let merged = engine.merge(&self.records, place, &paths, without).await;
        self.noted(merged).await
    }

    /// Publishes staged files and removed rows as one new snapshot inside the transaction: visible when it commits.
    pub async fn publish(
        &self,
        transaction: &Transaction<D>,
        workspace: i64,
        job: &str,
        published_at: Timestamp,
        files: Vec<StagedFile>,
        removed: Vec<RemovedRows>,
    ) -> Result<Snapshot, Error> {
        self.engine
            .publish(transaction, workspace, job, published_at, &files, removed)
            .await
    }

    /// Deletes the staged files of a job that will not be published; returns how many.
    pub async fn discard(&self, workspace: i64, job: &str) -> Result<u32, Error> {
        self.records.ready().await?;
        self.engine.discard(workspace, job)
    }

    /// The present snapshot, none before the first publish.
    pub async fn current(&self, workspace: i64) -> Result<Option<Snapshot>, Error> {
        catalog::current(&self.records, workspace).await
    }

    /// Aggregates live rows of a snapshot.
    pub async fn aggregate(&self, workspace: i64, plan: Plan) -> Result<Table, Error> {
        let answer = self.engine.aggregate(&self.records, workspace, &plan).await;
        self.noted(answer).await
    }

    /// The rows of exports that were a ticket's, those uploaded last first.
    pub async fn raw_rows(&self, workspace: i64, query: RawQuery) -> Result<RawRows, Error> {
        let answer = self.engine.raw_rows(&self.records, workspace, &query).await;
        self.noted(answer).await
    }

    /// The files of the present snapshot.
    pub async fn files(&self, workspace: i64) -> Result<Vec<LiveFile>, Error> {
        catalog::files(&self.records, workspace).await
    }

    /// Reads a file of the present snapshot whole and notes what it finds; damage is an error.
    pub async fn prove(&self, workspace: i64, path: &str) -> Result<(), Error> {
        self.engine
            .prove(&self.records, workspace, path, now())
            .await
    }

    /// Reads the next file of any workspace that has to be read, and notes what it finds; false where there is none.
    pub async fn tend(&self) -> Result<bool, Error> {
        self.engine.tend(&self.records, now()).await
    }

    /// The files of the present snapshots, of one workspace or of all, that are known to be damaged.
    pub async fn damaged(&self, workspace: Option<i64>) -> Result<Vec<DamagedFile>, Error> {
        self.engine.damaged(&self.records, workspace, now()).await
    }

    /// Proves that the lake's root can be written and read.
    pub async fn check(&self) -> Result<(), Error> {
        self.records.ready().await?;
        self.engine.check()
    }

    /// An answer; damage that it met is noted in the catalog.
    async fn noted<T>(&self, answer: Result<T, Error>) -> Result<T, Error> {
        if let Err(error) = &answer
            && let Err(unnoted) = self.engine.note(&self.records, error, now()).await
        {
            // What was asked for is answered with the damage all the same.
            logline::error(
                "damage_not_noted",
                json!({"damage": error.to_string(), "cause": unnoted.to_string()}),
            );
        }
        answer
    }
}

/// Logs damage, which is found out once.
fn report(error: &Error) {
    logline::error("lake_damaged", json!({"cause": error.to_string()}));
}

/// The present moment: nothing depends on it but what is noted of damage and of the first use of a folder.
#[expect(
    clippy::disallowed_methods,
    reason = "the interface has no argument for it: this is where the clock comes in"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}
