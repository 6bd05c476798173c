//! The lake on a folder, its catalog in the records.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use lakehouse::catalog::{self, Catalog, Field};
use lakehouse::{
    DamagedFile, Dataset, Error, LiveFile, Place, Plan, RawQuery, RawRows, RemovedRows, Snapshot,
    StagedFile, Table,
};
use tempfile::TempDir;

use super::Transaction;
use crate::records::Answer;
use crate::{Records, Value};

#[derive(Clone)]
pub(crate) struct Lake {
    engine: Arc<lakehouse::Lake>,
    records: Records,
    // Deletes a temporary lake's folder with its last clone.
    _folder: Option<Arc<TempDir>>,
}

impl Lake {
    pub(crate) fn in_folder(root: PathBuf, records: Records) -> Self {
        Self {
            engine: Arc::new(lakehouse::Lake::new(root)),
            records,
            _folder: None,
        }
    }

    pub(crate) fn temporary(records: Records) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let engine = Arc::new(lakehouse::Lake::new(folder.path()));
        Self {
            engine,
            records,
            _folder: Some(Arc::new(folder)),
        }
    }

    #[expect(
        clippy::unused_async,
        reason = "the component's counterpart waits for the provider"
    )]
    pub(crate) async fn append(
        &self,
        workspace: i64,
        dataset: Dataset,
        job: &str,
        chunk: u32,
        date: &str,
        ipc: Vec<u8>,
    ) -> Result<StagedFile, Error> {
        self.engine.append(
            Place {
                workspace,
                dataset,
                job,
                chunk,
                date,
            },
            ipc,
        )
    }

    pub(crate) async fn merge(
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
        let merged = self.engine.merge(&self.records.0, place, &paths).await;
        self.noted(merged).await
    }

    pub(crate) async fn publish(
        &self,
        transaction: &Transaction,
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

    #[expect(
        clippy::unused_async,
        reason = "the component's counterpart waits for the provider"
    )]
    pub(crate) async fn discard(&self, workspace: i64, job: &str) -> Result<u32, Error> {
        self.engine.discard(workspace, job)
    }

    pub(crate) async fn current(&self, workspace: i64) -> Result<Option<Snapshot>, Error> {
        catalog::current(&self.records.0, workspace).await
    }

    pub(crate) async fn aggregate(&self, workspace: i64, plan: Plan) -> Result<Table, Error> {
        let answer = self
            .engine
            .aggregate(&self.records.0, workspace, &plan)
            .await;
        self.noted(answer).await
    }

    pub(crate) async fn raw_rows(&self, workspace: i64, query: RawQuery) -> Result<RawRows, Error> {
        let answer = self
            .engine
            .raw_rows(&self.records.0, workspace, &query)
            .await;
        self.noted(answer).await
    }

    /// An answer; damage that it met is noted in the catalog.
    async fn noted<T>(&self, answer: Result<T, Error>) -> Result<T, Error> {
        if let Err(error) = &answer {
            self.engine.note(&self.records.0, error, now()).await?;
        }
        answer
    }

    pub(crate) async fn prove(&self, workspace: i64, path: &str) -> Result<(), Error> {
        self.engine
            .prove(&self.records.0, workspace, path, now())
            .await
    }

    pub(crate) async fn tend(&self) -> Result<bool, Error> {
        self.engine.tend(&self.records.0, now()).await
    }

    pub(crate) async fn damaged(&self, workspace: Option<i64>) -> Result<Vec<DamagedFile>, Error> {
        self.engine.damaged(&self.records.0, workspace, now()).await
    }

    pub(crate) async fn files(&self, workspace: i64) -> Result<Vec<LiveFile>, Error> {
        catalog::files(&self.records.0, workspace).await
    }

    #[expect(
        clippy::unused_async,
        reason = "the component's counterpart waits for the provider"
    )]
    pub(crate) async fn check(&self) -> Result<(), Error> {
        self.engine.check()
    }
}

/// The present moment, as the component takes it: nothing but what is noted of damage depends on it.
#[expect(
    clippy::disallowed_methods,
    reason = "the component's counterpart has no argument for it either"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

impl Catalog for super::Records {
    async fn query(&self, sql: &str, params: Vec<Field>) -> Result<Vec<Vec<Field>>, String> {
        let answer = self.query(sql, values(params)?).await;
        fields(answer.map_err(|error| error.to_string())?)
    }

    async fn execute(&self, sql: &str, params: Vec<Field>) -> Result<(), String> {
        self.execute(sql, values(params)?)
            .await
            .map(drop)
            .map_err(|error| error.to_string())
    }
}

impl Catalog for Transaction {
    async fn query(&self, sql: &str, params: Vec<Field>) -> Result<Vec<Vec<Field>>, String> {
        let answer = self.query(sql, values(params)?).await;
        fields(answer.map_err(|error| error.to_string())?)
    }

    async fn execute(&self, sql: &str, params: Vec<Field>) -> Result<(), String> {
        self.execute(sql, values(params)?)
            .await
            .map(drop)
            .map_err(|error| error.to_string())
    }
}

fn values(params: Vec<Field>) -> Result<Vec<Value>, String> {
    let value = |field| {
        Ok(match field {
            Field::Null => Value::Null,
            Field::Integer(value) => Value::Integer(value),
            Field::Text(value) => Value::Text(value),
            Field::Timestamp(value) => Value::Timestamp(
                Timestamp::from_microsecond(value).map_err(|error| error.to_string())?,
            ),
            Field::Json(value) => Value::Json(value),
        })
    };
    params.into_iter().map(value).collect()
}

fn fields(answer: Answer) -> Result<Vec<Vec<Field>>, String> {
    let field = |value| match value {
        Value::Null => Ok(Field::Null),
        Value::Integer(value) => Ok(Field::Integer(value)),
        Value::Text(value) => Ok(Field::Text(value)),
        Value::Timestamp(value) => Ok(Field::Timestamp(value.as_microsecond())),
        Value::Json(value) => Ok(Field::Json(value)),
        other => Err(format!("the catalog holds {other:?}")),
    };
    answer
        .rows
        .into_iter()
        .map(|row| row.into_iter().map(field).collect())
        .collect()
}
