//! The WebAssembly boundary: the only file here that names Spin.

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use spin_sdk::http::{IntoResponse, Request};

#[spin_sdk::http_service]
async fn serve(request: Request) -> impl IntoResponse {
    let (head, body) = request.into_parts();
    let answer = match Limited::new(body, crate::MAX_BODY).collect().await {
        Ok(body) => crate::answer(&http::Request::from_parts(head, body.to_bytes())),
        Err(error) if error.is::<LengthLimitError>() => crate::Error::TooLarge.answer(),
        Err(error) => crate::Error::Interrupted(error.to_string()).answer(),
    };
    answer.map(Full::new)
}
