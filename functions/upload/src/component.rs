//! The WebAssembly boundary: the only file here that answers to a host, over HTTP.

use crate::{Asking, Unpacker, Unreachable};
use axum::Router;
use axum::body::Body;
use endpoint::Context;
use send_wrapper::SendWrapper;
use spin_sdk::http::{IntoResponse, Request, send};
use std::sync::OnceLock;

static ROUTER: OnceLock<Router> = OnceLock::new();

#[spin_sdk::http_service]
async fn serve(request: Request) -> impl IntoResponse {
    let router = ROUTER.get_or_init(|| crate::router(Context::connect(), Unpacker::new(ask)).0);
    endpoint::serve(request, router.clone()).await
}

/// Sends a request to another component of the application.
fn ask(request: http::Request<Body>) -> Asking {
    // A component runs on one thread; `SendWrapper` says so to frameworks that ask for `Send`.
    Box::pin(SendWrapper::new(async move {
        let answer = send(request)
            .await
            .map_err(|error| Unreachable(error.to_string()))?;
        Ok(answer.map(Body::new))
    }))
}
