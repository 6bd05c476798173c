//! The WebAssembly boundary: the only file here that names Spin.

use std::sync::OnceLock;

use axum::Router;
use endpoint::Context;
use spin_sdk::http::{IntoResponse, Request};

static ROUTER: OnceLock<Router> = OnceLock::new();

#[spin_sdk::http_service]
async fn serve(request: Request) -> impl IntoResponse {
    let router = ROUTER.get_or_init(|| crate::router(Context::connect()).0);
    endpoint::serve(request, router.clone()).await
}
