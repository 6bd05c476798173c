//! A component that answers requests, behind its gate.

use crate::{gate::Gate, metrics::Requests, problem::problem};
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use std::{
    pin::Pin,
    sync::{Arc, atomic::Ordering::Relaxed},
    task::{Context, Poll},
    time::Instant,
};
use tokio::sync::OwnedSemaphorePermit;
use undertone_host::{Failure, HttpError, HttpHandler, WasiBody, log};

/// One component's way in.
pub struct Endpoint {
    /// Runs the requests.
    pub handler: HttpHandler,
    /// Limits them.
    pub gate: Gate,
    /// Counts them.
    pub requests: Arc<Requests>,
}

impl Endpoint {
    /// Runs a request; every outcome is an answer.
    pub async fn call(&self, id: Arc<str>, request: Request<WasiBody>) -> Response<WasiBody> {
        let begun = Instant::now();
        let response = match self.gate.enter().await {
            Ok(permit) => {
                let held = Held::new(Arc::clone(&self.requests), permit);
                match self.handler.handle(Arc::clone(&id), request).await {
                    Ok(response) => {
                        response.map(|inner| Holding { inner, _held: held }.boxed_unsync())
                    }
                    Err(failure) => self.failed(&id, &failure),
                }
            }
            Err(busy) => {
                self.requests.rejected.fetch_add(1, Relaxed);
                problem(StatusCode::SERVICE_UNAVAILABLE, &busy.to_string(), &id)
            }
        };
        self.requests.answered(response.status(), begun.elapsed());
        response
    }

    fn failed(&self, id: &str, failure: &Failure) -> Response<WasiBody> {
        let status = match failure {
            Failure::Deadline(_) => StatusCode::GATEWAY_TIMEOUT,
            Failure::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Memory(_) | Failure::Trapped | Failure::Failed(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        log::error(
            "request failed",
            &[
                ("component", &self.handler.component().id),
                ("request", id),
                ("status", status.as_str()),
                ("reason", &failure.to_string()),
            ],
        );
        let detail = match failure {
            // The guest's own words may tell more than a client should know.
            Failure::Failed(_) => "the component failed".to_owned(),
            Failure::Unavailable(_) => "the component has no place for the request".to_owned(),
            told => told.to_string(),
        };
        problem(status, &detail, id)
    }
}

/// A request that is in flight.
struct Held {
    requests: Arc<Requests>,
    _permit: OwnedSemaphorePermit,
}

impl Held {
    fn new(requests: Arc<Requests>, permit: OwnedSemaphorePermit) -> Self {
        requests.in_flight.fetch_add(1, Relaxed);
        Self {
            requests,
            _permit: permit,
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.requests.in_flight.fetch_sub(1, Relaxed);
    }
}

/// An answer's body: the request is in flight until it is through.
struct Holding {
    inner: WasiBody,
    _held: Held,
}

impl Body for Holding {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        Pin::new(&mut self.inner).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
