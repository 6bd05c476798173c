//! A component that answers requests, behind its gates.

use crate::{
    caller::{Caller, Tokens},
    gate::{Busy, Gate, Place, Visit},
    lane::Lane,
    metrics::Requests,
    problem::Problem,
    turns::{Asker, Turn, Turns},
};
use http::{Request, Response, StatusCode, Uri};
use std::{
    net::IpAddr,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Instant,
};
use tokio::sync::Notify;
use undertone_host::{Failure, HttpHandler, WasiBody};

/// One component's way in.
pub struct Endpoint {
    /// Runs the requests.
    pub handler: HttpHandler,
    /// Limits them.
    pub gate: Arc<Gate>,
    /// Limits those that have places of their own.
    pub lanes: Vec<Lane>,
    /// Their turns, where there are only so many.
    pub turns: Option<Arc<Turns>>,
    /// Tells their tokens apart.
    pub tokens: Tokens,
    /// Counts them.
    pub requests: Arc<Requests>,
    /// Wakes the cron triggers: `202 Accepted` says that the component has taken on work which is not done yet, and any
    /// of them may be the one that does it.
    pub wakes: Vec<Arc<Notify>>,
}

impl Endpoint {
    /// Runs a request; every outcome is an answer. `network` is the client's, nobody's where another component asks;
    /// `upload` says whether the request's body still comes in.
    pub async fn call(
        &self,
        id: Arc<str>,
        network: Option<IpAddr>,
        upload: bool,
        request: Request<WasiBody>,
    ) -> Response<WasiBody> {
        let begun = Instant::now();
        let token = self.tokens.of(request.headers());
        let caller = Caller { network, token };
        let visit = Visit { caller, upload };
        let response = match self.enter(visit, request.uri(), begun).await {
            Ok((place, turn)) => {
                let turn = turn.map(|turn| -> undertone_host::Place { Box::new(turn) });
                let (name, place) = (Arc::clone(&id), Box::new(place));
                match self.handler.handle(name, place, turn, request).await {
                    Ok(response) => response,
                    Err(failure) => self.failed(&id, &failure).answer(&id),
                }
            }
            Err(reason) => busy(reason).answer(&id),
        };
        self.requests.answered(response.status(), begun.elapsed());
        if response.status() == StatusCode::ACCEPTED {
            self.wakes.iter().for_each(|wake| wake.notify_one());
        }
        response
    }

    /// Refuses a request that never asked for a place.
    pub fn refuse(&self, problem: &Problem, id: &str, begun: Instant) -> Response<WasiBody> {
        self.requests.answered(problem.status, begun.elapsed());
        problem.answer(id)
    }

    /// Waits for a place, and then for a turn.
    async fn enter(
        &self,
        visit: Visit,
        uri: &Uri,
        arrived: Instant,
    ) -> Result<(Held, Option<Turn>), Busy> {
        let lane = self.lanes.iter().find(|lane| lane.takes(uri));
        let gate = lane.map_or(&self.gate, |lane| &lane.gate);
        let place = Held::new(Arc::clone(&self.requests), gate.enter(visit).await?);
        let Some(turns) = &self.turns else {
            return Ok((place, None));
        };
        let asker = Asker {
            caller: visit.caller,
            lane: lane.is_some(),
            arrived,
        };
        let turn = turns.take(asker, gate.patience()).await;
        if turn.is_none() {
            gate.reject();
            return Err(Busy::NoTurn);
        }
        Ok((place, turn))
    }

    fn failed(&self, id: &str, failure: &Failure) -> Problem {
        if self.handler.component().instances.is_closing() {
            return Problem::busy(
                "stopping",
                "the server is stopping",
                "come again when it is back",
            );
        }
        let problem = failed(failure);
        tracing::error!(
            event = "request_unanswered",
            component = &*self.handler.component().id,
            request.id = id,
            http.status = problem.status.as_u16(),
            cause = %failure,
        );
        problem
    }
}

fn busy(reason: Busy) -> Problem {
    match reason {
        Busy::QueueFull | Busy::WaitedTooLong | Busy::NoTurn => {
            Problem::busy("busy", reason.to_string(), "come again in a moment")
        }
        Busy::PartUsed => Problem::busy(
            "too_many_at_once",
            reason.to_string(),
            "send fewer requests at the same time, or come again in a moment",
        ),
    }
}

fn failed(failure: &Failure) -> Problem {
    let internal = StatusCode::INTERNAL_SERVER_ERROR;
    let look = "look for the request's id in the log";
    match failure {
        Failure::Deadline(_) => Problem::new(
            StatusCode::GATEWAY_TIMEOUT,
            "deadline_passed",
            failure.to_string(),
            "ask for less at a time, or come again when the server is less busy",
        ),
        Failure::Unavailable(_) => Problem::busy(
            "no_instance",
            "the component has no place for the request",
            "come again in a moment",
        ),
        Failure::Memory(_) => Problem::new(internal, "out_of_memory", failure.to_string(), look),
        Failure::Trapped => Problem::new(internal, "component_trapped", failure.to_string(), look),
        // The guest's own words may tell more than a client should know.
        Failure::Failed(_) => {
            Problem::new(internal, "component_failed", "the component failed", look)
        }
    }
}

/// A request that is in flight.
struct Held {
    requests: Arc<Requests>,
    _place: Place,
}

impl Held {
    fn new(requests: Arc<Requests>, place: Place) -> Self {
        requests.in_flight.fetch_add(1, Relaxed);
        Self {
            requests,
            _place: place,
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.requests.in_flight.fetch_sub(1, Relaxed);
    }
}
