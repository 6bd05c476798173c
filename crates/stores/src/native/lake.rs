//! The lake on a folder, its catalog in the records.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use lakehouse::{Dataset, Error, LiveFile, Plan, RemovedRows, Snapshot, StagedFile, Table};
use tempfile::TempDir;

use super::Transaction;
use crate::Records;

#[derive(Clone)]
pub(crate) struct Lake {
    root: PathBuf,
    records: Records,
    // Deletes a temporary lake's folder with its last clone.
    _folder: Option<Arc<TempDir>>,
}

fn unfinished<T>() -> Result<T, Error> {
    Err(Error::Unavailable(
        "the engine is not linked yet".to_owned(),
    ))
}

#[expect(
    clippy::unused_async,
    reason = "the component's counterpart waits for the provider"
)]
impl Lake {
    pub(crate) fn in_folder(root: PathBuf, records: Records) -> Self {
        Self {
            root,
            records,
            _folder: None,
        }
    }

    pub(crate) fn temporary(records: Records) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        Self {
            root: folder.path().to_owned(),
            records,
            _folder: Some(Arc::new(folder)),
        }
    }

    pub(crate) async fn append(
        &self,
        _workspace: i64,
        _dataset: Dataset,
        _job: &str,
        _chunk: u32,
        _date: &str,
        _ipc: Vec<u8>,
    ) -> Result<StagedFile, Error> {
        let _ = (&self.root, &self.records);
        unfinished()
    }

    pub(crate) async fn publish(
        &self,
        _transaction: &Transaction,
        _workspace: i64,
        _job: &str,
        _published_at: Timestamp,
        _files: Vec<StagedFile>,
        _removed: Vec<RemovedRows>,
    ) -> Result<Snapshot, Error> {
        unfinished()
    }

    pub(crate) async fn discard(&self, _workspace: i64, _job: &str) -> Result<u32, Error> {
        unfinished()
    }

    pub(crate) async fn current(&self, _workspace: i64) -> Result<Option<Snapshot>, Error> {
        unfinished()
    }

    pub(crate) async fn aggregate(&self, _workspace: i64, _plan: Plan) -> Result<Table, Error> {
        unfinished()
    }

    pub(crate) async fn files(&self, _workspace: i64) -> Result<Vec<LiveFile>, Error> {
        unfinished()
    }

    pub(crate) async fn sweep(&self, _before: Timestamp) -> Result<u32, Error> {
        unfinished()
    }

    pub(crate) async fn check(&self) -> Result<(), Error> {
        unfinished()
    }
}
