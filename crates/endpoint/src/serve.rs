//! The WebAssembly side of the edge: the host's request and response, bodies streamed both ways.

use axum::{Router, body::Body};
use http::Response;

use crate::{Random, context::system_time, edge::answer};

/// Answers the host's request with a router. Nothing is buffered: a handler reads the body as it arrives, and what
/// it streams is sent as it is made.
pub async fn serve(request: spin_sdk::http::Request, router: Router) -> Response<Body> {
    let fresh_id = Random::system().uuid_v7(system_time()).to_string();
    answer(request.map(Body::new), router, fresh_id).await
}
