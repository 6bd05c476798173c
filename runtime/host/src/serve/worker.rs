//! An instance that serves requests: how many it takes, when it has to end, and what is logged when it does.

use super::{cause, pulse::Pulse, ticket::Ticket};
use crate::{
    component::{Component, Limits},
    engine::Engine,
    metrics::Ending,
    output::ActiveRequests,
    store::{self, Context},
};
use futures::FutureExt;
use std::{
    pin::Pin,
    sync::Arc,
    task::{self, Poll},
    time::{Duration, Instant},
};
use tokio::time::Sleep;
use wasmtime::{Store, StoreContextMut, component::GuestTaskId};
use wasmtime_wasi_http::{
    WasiHttpView,
    handler::{
        HandlerState, Instance, ProxyPre, ShouldAccept, WorkerExpiration, WorkerState, WorkerStatus,
    },
};

/// How much later the instance is ended than its request: the request's own deadline tells more.
const GRACE: Duration = Duration::from_millis(250);
/// How long an instance whose request expired may go on with the other answers it has begun.
const AFTER_EXPIRY: Duration = Duration::from_secs(5);

/// Makes instances of one component for requests.
pub(super) struct Maker {
    pub(super) engine: Engine,
    pub(super) pre: ProxyPre<Context>,
    pub(super) component: Arc<Component>,
}

impl HandlerState for Maker {
    type StoreData = Context;
    type WorkerExpiration = Expiration;
    type WorkerState = Worker;

    async fn instantiate(&self) -> wasmtime::Result<Instance<Context, Expiration, Worker>> {
        let mut store = store::create(&self.engine, &self.component)?;
        let proxy = self.pre.instantiate_async(&mut store).await?;
        let pulse = Arc::new(Pulse::new(Arc::clone(&store.data().memory.refused)));
        let active = Arc::clone(&store.data().active);
        let limits = self.component.limits;
        Ok(Instance {
            store,
            proxy,
            view: |context| context.http(),
            expiration: Expiration {
                limits,
                pulse: Arc::clone(&pulse),
                active: Arc::clone(&active),
                sleep: Box::pin(tokio::time::sleep(limits.idle)),
            },
            state: Worker {
                component: Arc::clone(&self.component),
                pulse,
                active,
            },
        })
    }
}

/// Decides when an instance has to end.
pub(super) struct Expiration {
    limits: Limits,
    pulse: Arc<Pulse>,
    active: Arc<ActiveRequests>,
    sleep: Pin<Box<Sleep>>,
}

impl WorkerExpiration for Expiration {
    fn poll(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
        status: WorkerStatus,
        start: Instant,
    ) -> Poll<()> {
        let end = match status {
            WorkerStatus::Idle => start + self.limits.idle,
            WorkerStatus::Requests => start.max(self.pulse.last()) + self.limits.deadline + GRACE,
            WorkerStatus::PostReturn if self.pulse.is_expired() => {
                if self.active.is_empty() {
                    start
                } else {
                    // Looks again soon: the answers may be through.
                    (start + AFTER_EXPIRY).min(Instant::now() + GRACE)
                }
            }
            WorkerStatus::PostReturn => start.max(self.pulse.last()) + self.limits.stream,
        };
        let end = tokio::time::Instant::from_std(end);
        if self.sleep.deadline() != end {
            self.sleep.as_mut().reset(end);
        }
        let done = self.sleep.poll_unpin(context);
        if done.is_ready() && status != WorkerStatus::Idle {
            self.pulse.expire();
        }
        done
    }
}

/// The state of an instance that serves requests.
pub(super) struct Worker {
    component: Arc<Component>,
    pulse: Arc<Pulse>,
    active: Arc<ActiveRequests>,
}

impl WorkerState for Worker {
    type StoreData = Context;
    type RequestData = Arc<Ticket>;

    fn should_accept_request(&self, concurrent: usize, total: usize) -> ShouldAccept {
        if total >= self.component.limits.requests_per_instance {
            ShouldAccept::Never
        } else if concurrent >= self.component.limits.concurrent_per_instance {
            ShouldAccept::No
        } else {
            ShouldAccept::Yes
        }
    }

    fn on_request_start(
        &self,
        _store: StoreContextMut<'_, Context>,
        ticket: Arc<Ticket>,
        _task: GuestTaskId,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + Sync>> {
        ticket.start(Arc::clone(&self.pulse), Arc::clone(&self.active));
        let limits = self.component.limits;
        let pulse = Arc::clone(&self.pulse);
        let latest = Instant::now() + limits.request;
        Box::pin(async move {
            loop {
                let end = latest.min(ticket.pulse.last() + limits.deadline);
                if end <= Instant::now() {
                    break;
                }
                tokio::time::sleep_until(end.into()).await;
            }
            pulse.expire();
        })
    }

    fn drop(&self, store: Store<Context>, result: wasmtime::Result<()>) {
        if let Err(error) = result
            && !self.component.instances.is_closing()
        {
            let (ending, why) = if self.pulse.is_expired() {
                (Ending::Expired, "it took too long")
            } else if self.pulse.is_over_memory() {
                (
                    Ending::OverMemory,
                    "it needed more memory than memory_mib allows",
                )
            } else {
                (Ending::Trapped, "it trapped")
            };
            self.component.instances.count(ending);
            tracing::error!(
                event = "instance_ended",
                component = &*self.component.id,
                request.id = self.active.names(),
                why,
                cause = cause::short(&error),
                at = cause::place(&error),
            );
        }
        drop(store);
    }
}
