//! The WebAssembly boundary: the only file here that names Spin.

use std::sync::LazyLock;

use endpoint::Context;
use spin_sdk::http::{IntoResponse, Request};

/// Kept as long as the instance lives.
static ROUTER: LazyLock<axum::Router> = LazyLock::new(|| crate::router(Context::connect()).0);

#[spin_sdk::http_service]
async fn serve(request: Request) -> impl IntoResponse {
    endpoint::serve(request, ROUTER.clone()).await
}
