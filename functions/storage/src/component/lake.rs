//! The interface `lake`.

use jiff::Timestamp;
use lakehouse::{Place, RawQuery};
use provider::Transaction;
use spin_sdk::wit_bindgen::{StreamReader, StreamResult};

use super::lake_interface::{
    self as wit, DamagedFile, Error, LiveFile, Plan, RawRows, RemovedRows, Snapshot, StagedFile,
    Table, TransactionBorrow,
};
use super::{Provider, stores};
use crate::spin::Database;

/// The most bytes of one file's rows: a chunk has some ten megabytes.
const MOST_BYTES: usize = 128 << 20;

/// How much of a stream is taken over at once.
const BYTES_AT_ONCE: usize = 1 << 20;

async fn lake() -> Result<provider::Lake<Database>, Error> {
    let stores = stores().await.map_err(lakehouse::Error::from)?;
    Ok(stores.lake)
}

impl wit::Guest for Provider {
    async fn append(
        workspace: i64,
        dataset: wit::Dataset,
        job: String,
        chunk: u32,
        date: String,
        arrow_ipc: StreamReader<u8>,
    ) -> Result<StagedFile, Error> {
        let ipc = collect(arrow_ipc).await?;
        let place = Place {
            workspace,
            dataset: dataset.into(),
            job: &job,
            chunk,
            date: &date,
        };
        Ok(lake().await?.append(place, ipc).await?.into())
    }

    async fn merge(
        workspace: i64,
        dataset: wit::Dataset,
        job: String,
        chunk: u32,
        date: String,
        paths: Vec<String>,
        without: Option<String>,
    ) -> Result<StagedFile, Error> {
        let place = Place {
            workspace,
            dataset: dataset.into(),
            job: &job,
            chunk,
            date: &date,
        };
        Ok(lake()
            .await?
            .merge(place, paths, without.as_deref())
            .await?
            .into())
    }

    async fn publish(
        transaction: TransactionBorrow<'_>,
        workspace: i64,
        job: String,
        published_at: i64,
        files: Vec<StagedFile>,
        removed: Vec<RemovedRows>,
    ) -> Result<Snapshot, Error> {
        let transaction = transaction.get::<Transaction<Database>>();
        let files = files
            .into_iter()
            .map(TryInto::try_into)
            .collect::<Result<Vec<_>, Error>>()?;
        let removed = removed.into_iter().map(Into::into).collect();
        let published_at = moment(published_at)?;
        Ok(lake()
            .await?
            .publish(transaction, workspace, &job, published_at, files, removed)
            .await?
            .into())
    }

    async fn discard(workspace: i64, job: String) -> Result<u32, Error> {
        Ok(lake().await?.discard(workspace, &job).await?)
    }

    async fn current(workspace: i64) -> Result<Option<Snapshot>, Error> {
        Ok(lake().await?.current(workspace).await?.map(Into::into))
    }

    async fn aggregate(workspace: i64, plan: Plan) -> Result<Table, Error> {
        let plan = plan.try_into()?;
        Ok(lake().await?.aggregate(workspace, plan).await?.into())
    }

    async fn rows_of_ticket(
        workspace: i64,
        source: String,
        ticket_id: String,
        offset: u64,
        limit: u32,
    ) -> Result<RawRows, Error> {
        let query = RawQuery {
            source,
            ticket_id,
            offset,
            limit,
        };
        Ok(lake().await?.raw_rows(workspace, query).await?.into())
    }

    async fn files(workspace: i64) -> Result<Vec<LiveFile>, Error> {
        let files = lake().await?.files(workspace).await?;
        Ok(files.into_iter().map(Into::into).collect())
    }

    async fn prove(workspace: i64, path: String) -> Result<(), Error> {
        Ok(lake().await?.prove(workspace, &path).await?)
    }

    async fn tend() -> Result<bool, Error> {
        Ok(lake().await?.tend().await?)
    }

    async fn damaged_files(workspace: Option<i64>) -> Result<Vec<DamagedFile>, Error> {
        let files = lake().await?.damaged(workspace).await?;
        Ok(files.into_iter().map(Into::into).collect())
    }

    async fn check() -> Result<(), Error> {
        Ok(lake().await?.check().await?)
    }
}

/// A moment a caller named.
pub(super) fn moment(microseconds: i64) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(microseconds).map_err(|error| Error::Invalid(error.to_string()))
}

async fn collect(mut stream: StreamReader<u8>) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(BYTES_AT_ONCE);
    loop {
        if bytes.capacity() - bytes.len() < BYTES_AT_ONCE / 2 {
            bytes.reserve(bytes.capacity());
        }
        let (status, read) = stream.read(bytes).await;
        bytes = read;
        if bytes.len() > MOST_BYTES {
            return Err(Error::Invalid(format!(
                "the rows of a file take more than {MOST_BYTES} bytes"
            )));
        }
        if !matches!(status, StreamResult::Complete(_)) {
            return Ok(bytes);
        }
    }
}
