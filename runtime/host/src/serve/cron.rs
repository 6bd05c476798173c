//! A component that a cron trigger calls: each run has an instance of its own.

use super::cause;
use crate::{
    bindings::cron::{SpinCronPre, spin::cron::cron_types},
    component::Component,
    engine::Engine,
    metrics::Ending,
    store::{self, Context},
};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

/// Why a run failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CronFailure {
    /// It took longer than it may.
    #[error("the run did not end within {} ms", .0.as_millis())]
    Deadline(Duration),
    /// It needed more memory than it may have.
    #[error("the run needed more than {} MiB of memory", .0 >> 20)]
    Memory(usize),
    /// The guest trapped.
    #[error("the component trapped: {0}")]
    Trapped(String),
    /// The guest reported an error.
    #[error("the component reported: {0}")]
    Reported(String),
}

/// Runs cron events with instances of one component.
#[derive(Clone)]
pub struct CronHandler {
    pub(super) engine: Engine,
    pub(super) pre: SpinCronPre<Context>,
    pub(super) component: Arc<Component>,
}

impl CronHandler {
    /// The component behind it.
    pub fn component(&self) -> &Arc<Component> {
        &self.component
    }

    /// Runs one event. `timestamp` is its slot in seconds since the epoch; `id` names the run in log lines.
    pub async fn run(&self, id: Arc<str>, timestamp: u64) -> Result<(), CronFailure> {
        let limits = self.component.limits;
        let mut store = store::create(&self.engine, &self.component)
            .map_err(|error| CronFailure::Trapped(cause::short(&error)))?;
        store.data().active.start(id);
        let refused = Arc::clone(&store.data().memory.refused);
        let work = async {
            let instance = self.pre.instantiate_async(&mut store).await?;
            store
                .run_concurrent(async |accessor| {
                    let metadata = cron_types::Metadata { timestamp };
                    instance.call_handle_cron_event(accessor, metadata).await
                })
                .await?
        };
        let instances = &self.component.instances;
        match tokio::time::timeout(limits.cron_deadline, work).await {
            Ok(Ok(Ok(()))) => Ok(()),
            Ok(Ok(Err(cron_types::Error::Other(reason)))) => Err(CronFailure::Reported(reason)),
            Ok(Err(_)) if refused.load(Ordering::Relaxed) => {
                instances.count(Ending::OverMemory);
                Err(CronFailure::Memory(limits.memory))
            }
            Ok(Err(error)) => {
                instances.count(Ending::Trapped);
                Err(CronFailure::Trapped(cause::short(&error)))
            }
            Err(_) => {
                instances.count(Ending::Expired);
                Err(CronFailure::Deadline(limits.cron_deadline))
            }
        }
    }
}
