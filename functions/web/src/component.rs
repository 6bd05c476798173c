//! The WebAssembly boundary: the only file here that names Spin.

use http_body_util::Full;
use spin_sdk::http::{IntoResponse, Request};

#[spin_sdk::http_service]
async fn serve(request: Request) -> impl IntoResponse {
    let (head, _) = request.into_parts();
    crate::answer(&head.method, head.uri.path(), &head.headers).map(Full::new)
}
