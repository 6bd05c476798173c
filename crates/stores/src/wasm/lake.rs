//! The lake over the imported interface.

use futures::future::join;
use jiff::Timestamp;
use lakehouse::{
    DamagedFile, Error, LiveFile, Place, Plan, RawQuery, RawRows, RemovedRows, Snapshot,
    StagedFile, Table,
};
use send_wrapper::SendWrapper;

use super::Transaction;
use super::bindings::undertone::storage::lake as wit;
use super::bindings::wit_stream;

#[derive(Clone)]
pub(crate) struct Lake;

impl Lake {
    pub(crate) async fn append(&self, place: Place<'_>, ipc: Vec<u8>) -> Result<StagedFile, Error> {
        let (mut writer, reader) = wit_stream::new();
        let call = wit::append(
            place.workspace,
            place.dataset.into(),
            place.job.to_owned(),
            place.chunk,
            place.date.to_owned(),
            reader,
        );
        // Should the provider stop reading early, its answer says why: what was left unwritten does not matter.
        let write = async move { drop(writer.write_all(ipc).await) };
        let (staged, ()) = SendWrapper::new(join(call, write)).await;
        staged?.try_into()
    }

    pub(crate) async fn merge(
        &self,
        place: Place<'_>,
        paths: Vec<String>,
        without: Option<&str>,
    ) -> Result<StagedFile, Error> {
        let call = wit::merge(
            place.workspace,
            place.dataset.into(),
            place.job.to_owned(),
            place.chunk,
            place.date.to_owned(),
            paths,
            without.map(str::to_owned),
        );
        SendWrapper::new(call).await?.try_into()
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
        let files = files.into_iter().map(Into::into).collect();
        let removed = removed.into_iter().map(Into::into).collect();
        let at = published_at.as_microsecond();
        SendWrapper::new(wit::publish(
            &transaction.inner,
            workspace,
            job.to_owned(),
            at,
            files,
            removed,
        ))
        .await?
        .try_into()
    }

    pub(crate) async fn discard(&self, workspace: i64, job: &str) -> Result<u32, Error> {
        Ok(SendWrapper::new(wit::discard(workspace, job.to_owned())).await?)
    }

    pub(crate) async fn current(&self, workspace: i64) -> Result<Option<Snapshot>, Error> {
        SendWrapper::new(wit::current(workspace))
            .await?
            .map(TryInto::try_into)
            .transpose()
    }

    pub(crate) async fn aggregate(&self, workspace: i64, plan: Plan) -> Result<Table, Error> {
        Ok(SendWrapper::new(wit::aggregate(workspace, plan.into()))
            .await?
            .into())
    }

    pub(crate) async fn raw_rows(&self, workspace: i64, query: RawQuery) -> Result<RawRows, Error> {
        let RawQuery {
            source,
            ticket_id,
            offset,
            limit,
        } = query;
        let call = wit::rows_of_ticket(workspace, source, ticket_id, offset, limit);
        Ok(SendWrapper::new(call).await?.into())
    }

    pub(crate) async fn files(&self, workspace: i64) -> Result<Vec<LiveFile>, Error> {
        Ok(SendWrapper::new(wit::files(workspace))
            .await?
            .into_iter()
            .map(Into::into)
            .collect())
    }

    pub(crate) async fn prove(&self, workspace: i64, path: &str) -> Result<(), Error> {
        Ok(SendWrapper::new(wit::prove(workspace, path.to_owned())).await?)
    }

    pub(crate) async fn tend(&self) -> Result<bool, Error> {
        Ok(SendWrapper::new(wit::tend()).await?)
    }

    pub(crate) async fn damaged(&self, workspace: Option<i64>) -> Result<Vec<DamagedFile>, Error> {
        let files = SendWrapper::new(wit::damaged_files(workspace)).await?;
        files.into_iter().map(TryInto::try_into).collect()
    }

    pub(crate) async fn check(&self) -> Result<(), Error> {
        Ok(SendWrapper::new(wit::check()).await?)
    }
}
