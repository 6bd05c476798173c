//! The WebAssembly boundary: the only file here that names Spin.

use std::sync::LazyLock;

use axum::body::Body;
use endpoint::Context;
use send_wrapper::SendWrapper;
use spin_sdk::http::{IntoResponse, Request, send};

use crate::{Setting, Typesetter, Unreachable};

/// Kept as long as the instance lives.
static ROUTER: LazyLock<axum::Router> =
    LazyLock::new(|| crate::router(Context::connect(), Typesetter::new(ask)).0);

#[spin_sdk::http_service]
async fn serve(request: Request) -> impl IntoResponse {
    endpoint::serve(request, ROUTER.clone()).await
}

/// Sends a request to another component of the application.
fn ask(request: http::Request<Body>) -> Setting {
    // A component runs on one thread; `SendWrapper` says so to frameworks that ask for `Send`.
    Box::pin(SendWrapper::new(async move {
        let answer = send(request)
            .await
            .map_err(|error| Unreachable(error.to_string()))?;
        Ok(answer.map(Body::new))
    }))
}
