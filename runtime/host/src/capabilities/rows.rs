//! Batches on their way from a database's thread to a guest's stream, with back-pressure.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::sync::mpsc;
use wasmtime::{
    StoreContextMut,
    component::{Destination, StreamProducer, StreamResult, VecBuffer},
};

/// Turns received batches into items of a stream.
pub(super) struct Batches<T, U> {
    receiver: mpsc::Receiver<Vec<T>>,
    convert: fn(T) -> U,
}

impl<T, U> Batches<T, U> {
    pub(super) fn new(receiver: mpsc::Receiver<Vec<T>>, convert: fn(T) -> U) -> Self {
        Self { receiver, convert }
    }
}

impl<T, U, D> StreamProducer<D> for Batches<T, U>
where
    T: Send + Sync + 'static,
    U: wasmtime::component::Lower + Send + Sync + 'static,
{
    type Item = U;
    type Buffer = VecBuffer<U>;

    fn poll_produce<'a>(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        _store: StoreContextMut<'a, D>,
        mut destination: Destination<'a, U, VecBuffer<U>>,
        finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        match self.receiver.poll_recv(context) {
            Poll::Pending if finish => Poll::Ready(Ok(StreamResult::Cancelled)),
            polled => Poll::Ready(Ok(match ready!(polled) {
                Some(batch) => {
                    let items: Vec<U> = batch.into_iter().map(self.convert).collect();
                    destination.set_buffer(items.into());
                    StreamResult::Completed
                }
                None => StreamResult::Dropped,
            })),
        }
    }
}
