//! A request on its way through an instance: its id, its progress, and the instance once it is known.

use super::pulse::Pulse;
use crate::output::ActiveRequests;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::{
    any::Any,
    pin::Pin,
    sync::{Arc, Mutex, OnceLock, PoisonError, Weak},
    task::{Context, Poll, ready},
};
use wasmtime_wasi_http::{Error, WasiBody};

/// What the host knows of a request while it runs. The last that needs it drops it: the guest until it has
/// answered, even if the client has left, and then the answer's body.
pub(super) struct Ticket {
    pub(super) id: Arc<str>,
    pub(super) pulse: Pulse,
    instance: OnceLock<(Arc<Pulse>, Arc<ActiveRequests>)>,
    /// Its turn to be worked on, held until its answer begins.
    turn: Mutex<Option<Place>>,
    _place: Place,
}

/// What the caller wants to be held as long as the request runs, or waits for its answer.
pub type Place = Box<dyn Any + Send + Sync>;

impl Ticket {
    pub(super) fn new(id: Arc<str>, place: Place, turn: Option<Place>) -> Self {
        Self {
            id,
            pulse: Pulse::new(Arc::default()),
            instance: OnceLock::new(),
            turn: Mutex::new(turn),
            _place: place,
        }
    }

    /// The answer begins: the turn is over.
    pub(super) fn answered(&self) {
        let turn = self
            .turn
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        drop(turn);
    }

    /// An instance takes the request on.
    pub(super) fn start(&self, instance: Arc<Pulse>, active: Arc<ActiveRequests>) {
        self.pulse.touch();
        instance.touch();
        active.start(Arc::clone(&self.id));
        // A request is taken on once.
        let _already = self.instance.set((instance, active));
    }

    fn touch(&self) {
        self.pulse.touch();
        if let Some((instance, _)) = self.instance.get() {
            instance.touch();
        }
    }

    pub(super) fn instance(&self) -> Option<&Pulse> {
        self.instance.get().map(|(pulse, _)| &**pulse)
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if let Some((_, active)) = self.instance.get() {
            active.end(&self.id);
        }
    }
}

/// A request's body: every frame that arrives is progress. It does not keep the request running.
pub(super) struct Incoming {
    pub(super) inner: WasiBody,
    pub(super) ticket: Weak<Ticket>,
}

impl Body for Incoming {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(context));
        if let Some(ticket) = self.ticket.upgrade() {
            ticket.touch();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// An answer's body: the request is running until it is through, and every frame that is taken is progress.
pub(super) struct Outgoing {
    pub(super) inner: WasiBody,
    pub(super) ticket: Arc<Ticket>,
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(context));
        self.ticket.touch();
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
