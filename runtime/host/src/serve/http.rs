//! A component that answers HTTP requests.

use super::{
    cause,
    ticket::{Incoming, Outgoing, Place, Ticket},
    worker::Maker,
};
use crate::component::Component;
use http::{Request, Response};
use http_body_util::BodyExt;
use std::{sync::Arc, time::Duration};
use wasmtime_wasi_http::{
    WasiBody,
    handler::{ExpirationError, InstantiationError, ProxyHandler},
};

/// Why a request got no answer from its component.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The head of the answer did not come in time.
    #[error("the component did not answer within {} ms", .0.as_millis())]
    Deadline(Duration),
    /// The instance needed more memory than it may have.
    #[error("the component needed more than {} MiB of memory", .0 >> 20)]
    Memory(usize),
    /// The instance trapped while it worked on this or another request; the log says where.
    #[error("the component trapped")]
    Trapped,
    /// No instance could be made.
    #[error("no instance of the component could be made: {0}")]
    Unavailable(String),
    /// The component answered with an error instead of a response.
    #[error("the component failed: {0}")]
    Failed(String),
}

/// Serves requests with instances of one component.
#[derive(Clone)]
pub struct HttpHandler {
    pub(super) proxy: ProxyHandler<Maker>,
    pub(super) component: Arc<Component>,
}

impl HttpHandler {
    /// The component behind it.
    pub fn component(&self) -> &Arc<Component> {
        &self.component
    }

    /// Runs one request. Its URI must be absolute. `id` names it in the guest's log lines; `place` is held until
    /// the guest has answered and the answer is through, `turn` until the guest begins to answer.
    pub async fn handle(
        &self,
        id: Arc<str>,
        place: Place,
        turn: Option<Place>,
        request: Request<WasiBody>,
    ) -> Result<Response<WasiBody>, Failure> {
        let ticket = Arc::new(Ticket::new(id, place, turn));
        let weak = Arc::downgrade(&ticket);
        let request = request.map(|inner| {
            Incoming {
                inner,
                ticket: weak,
            }
            .boxed_unsync()
        });
        let answer = self.proxy.handle(Arc::clone(&ticket), request).await;
        ticket.answered();
        match answer {
            Ok(response) => Ok(response.map(|inner| Outgoing { inner, ticket }.boxed_unsync())),
            Err(error) => Err(self.failure(&ticket, &error)),
        }
    }

    fn failure(&self, ticket: &Ticket, error: &wasmtime::Error) -> Failure {
        let limits = self.component.limits;
        let instance = ticket.instance();
        if error.is::<ExpirationError>() || instance.is_some_and(super::pulse::Pulse::is_expired) {
            Failure::Deadline(limits.deadline)
        } else if let Some(error) = error.downcast_ref::<InstantiationError<Arc<Ticket>>>() {
            Failure::Unavailable(cause::short(&error.error))
        } else if instance.is_some_and(super::pulse::Pulse::is_over_memory) {
            Failure::Memory(limits.memory)
        } else if error.is::<wasmtime_wasi_http::handler::TrapOrPanicError>() {
            Failure::Trapped
        } else {
            Failure::Failed(cause::short(error))
        }
    }
}
