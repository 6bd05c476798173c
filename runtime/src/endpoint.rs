//! A component that answers requests, behind its gate.

use crate::{gate::Gate, metrics::Requests, problem::problem};
use http::{Request, Response, StatusCode};
use std::{
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Instant,
};
use tokio::sync::{Notify, OwnedSemaphorePermit};
use undertone_host::{Failure, HttpHandler, WasiBody, log};

/// One component's way in.
pub struct Endpoint {
    /// Runs the requests.
    pub handler: HttpHandler,
    /// Limits them.
    pub gate: Gate,
    /// Counts them.
    pub requests: Arc<Requests>,
    /// Wakes the cron triggers: `202 Accepted` says that the component has taken on work which is not done yet, and any
    /// of them may be the one that does it.
    pub wakes: Vec<Arc<Notify>>,
}

impl Endpoint {
    /// Runs a request; every outcome is an answer.
    pub async fn call(&self, id: Arc<str>, request: Request<WasiBody>) -> Response<WasiBody> {
        let begun = Instant::now();
        let response = match self.gate.enter().await {
            Ok(permit) => {
                let held = Held::new(Arc::clone(&self.requests), permit);
                let place = Box::new(held);
                match self.handler.handle(Arc::clone(&id), place, request).await {
                    Ok(response) => response,
                    Err(failure) => self.failed(&id, &failure),
                }
            }
            Err(busy) => {
                self.requests.rejected.fetch_add(1, Relaxed);
                problem(StatusCode::SERVICE_UNAVAILABLE, &busy.to_string(), &id)
            }
        };
        self.requests.answered(response.status(), begun.elapsed());
        if response.status() == StatusCode::ACCEPTED {
            self.wakes.iter().for_each(|wake| wake.notify_one());
        }
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
