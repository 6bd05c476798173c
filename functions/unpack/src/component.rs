//! The WebAssembly boundary: the only file here that names Spin.

use http_body_util::{BodyExt, Full, Limited};
use spin_sdk::http::{IntoResponse, Request};

use crate::{MAX_BODY, Unpack};

#[spin_sdk::http_service]
async fn serve(request: Request) -> impl IntoResponse {
    let (head, body) = request.into_parts();
    // A body that is cut off or too long is no order.
    let body = Limited::new(body, MAX_BODY).collect().await;
    let body = body
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let request = http::Request::from_parts(head, body);
    Unpack::mounted().answer(&request).map(Full::new)
}
