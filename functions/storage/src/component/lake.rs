//! The interface `lake`.

use std::cell::OnceCell;
use std::rc::Rc;

use jiff::Timestamp;
use lakehouse::{Dataset, Lake, Place, RawQuery, catalog};
use serde_json::json;
use spin_sdk::wit_bindgen::{StreamReader, StreamResult};

use super::Provider;
use super::catalog::{Alone, Inside};
use super::lake_interface::{
    self as wit, DamagedFile, Error, LiveFile, Plan, RawRows, RemovedRows, Snapshot, StagedFile,
    Table, TransactionBorrow,
};
use super::records::{self, Transaction};

/// The manifest mounts the data folder at `/data`.
const ROOT: &str = "/data/lake";

/// The most bytes of one file's rows: a chunk has some ten megabytes.
const MOST_BYTES: usize = 128 << 20;

/// How much of a stream is taken over at once.
const BYTES_AT_ONCE: usize = 1 << 20;

thread_local! {
    // Of the instance: it remembers what it read.
    static LAKE: OnceCell<Rc<Lake>> = const { OnceCell::new() };
}

fn lake() -> Rc<Lake> {
    LAKE.with(|lake| {
        lake.get_or_init(|| Rc::new(Lake::new(ROOT).reporting(report)))
            .clone()
    })
}

/// What touches files alone asks this first; what asks the records is refused by them.
async fn ready() -> Result<(), Error> {
    records::ready().await.map(drop).map_err(Into::into)
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
        let dataset: Dataset = dataset.into();
        let place = Place {
            workspace,
            dataset,
            job: &job,
            chunk,
            date: &date,
        };
        ready().await?;
        Ok(lake().append(place, ipc)?.into())
    }

    async fn merge(
        workspace: i64,
        dataset: wit::Dataset,
        job: String,
        chunk: u32,
        date: String,
        paths: Vec<String>,
    ) -> Result<StagedFile, Error> {
        let place = Place {
            workspace,
            dataset: dataset.into(),
            job: &job,
            chunk,
            date: &date,
        };
        let merged = lake().merge(&Alone, place, &paths).await;
        Ok(noted(merged).await?.into())
    }

    async fn publish(
        transaction: TransactionBorrow<'_>,
        workspace: i64,
        job: String,
        published_at: i64,
        files: Vec<StagedFile>,
        removed: Vec<RemovedRows>,
    ) -> Result<Snapshot, Error> {
        let catalog = Inside::new(transaction.get::<Transaction>());
        let files = files
            .into_iter()
            .map(TryInto::try_into)
            .collect::<Result<Vec<_>, Error>>()?;
        let removed = removed.into_iter().map(Into::into).collect();
        let published_at = moment(published_at)?;
        Ok(lake()
            .publish(&catalog, workspace, &job, published_at, &files, removed)
            .await?
            .into())
    }

    async fn discard(workspace: i64, job: String) -> Result<u32, Error> {
        ready().await?;
        Ok(lake().discard(workspace, &job)?)
    }

    async fn current(workspace: i64) -> Result<Option<Snapshot>, Error> {
        Ok(catalog::current(&Alone, workspace).await?.map(Into::into))
    }

    async fn aggregate(workspace: i64, plan: Plan) -> Result<Table, Error> {
        let plan = plan.try_into()?;
        let answer = lake().aggregate(&Alone, workspace, &plan).await;
        Ok(noted(answer).await?.into())
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
        let answer = lake().raw_rows(&Alone, workspace, &query).await;
        Ok(noted(answer).await?.into())
    }

    async fn files(workspace: i64) -> Result<Vec<LiveFile>, Error> {
        Ok(catalog::files(&Alone, workspace)
            .await?
            .into_iter()
            .map(Into::into)
            .collect())
    }

    async fn prove(workspace: i64, path: String) -> Result<(), Error> {
        Ok(lake().prove(&Alone, workspace, &path, now()).await?)
    }

    async fn tend() -> Result<bool, Error> {
        Ok(lake().tend(&Alone, now()).await?)
    }

    async fn damaged_files(workspace: Option<i64>) -> Result<Vec<DamagedFile>, Error> {
        let files = lake().damaged(&Alone, workspace, now()).await?;
        Ok(files.into_iter().map(Into::into).collect())
    }

    async fn check() -> Result<(), Error> {
        ready().await?;
        Ok(lake().check()?)
    }
}

/// Logs damage, which is found out once.
fn report(error: &lakehouse::Error) {
    logline::error("lake_damaged", json!({"cause": error.to_string()}));
}

/// An answer; damage that it met is noted in the catalog.
async fn noted<T>(answer: Result<T, lakehouse::Error>) -> Result<T, lakehouse::Error> {
    if let Err(error) = &answer
        && let Err(unnoted) = lake().note(&Alone, error, now()).await
    {
        // What was asked for is answered with the damage all the same.
        logline::error(
            "damage_not_noted",
            json!({"damage": error.to_string(), "cause": unnoted.to_string()}),
        );
    }
    answer
}

/// The present moment. The interface has no argument for it: nothing but what is noted of damage depends on it.
#[expect(
    clippy::disallowed_methods,
    reason = "the component's boundary is where the clock comes in"
)]
fn now() -> Timestamp {
    Timestamp::now()
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
