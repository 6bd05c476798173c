//! Failures as `application/problem+json`, as the API gives them.

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};

/// No API route has this path.
pub fn no_route() -> Response<Bytes> {
    problem(
        StatusCode::NOT_FOUND,
        r#"{"type":"about:blank","title":"Not Found","status":404,"code":"no_route","detail":"the API has no such route","remedy":"see /docs for the routes there are"}"#,
    )
}

/// No file has this path.
pub fn no_file() -> Response<Bytes> {
    problem(
        StatusCode::NOT_FOUND,
        r#"{"type":"about:blank","title":"Not Found","status":404,"code":"no_file","detail":"there is no such file","remedy":"reload the page: the app may have been updated"}"#,
    )
}

/// The app is only read.
pub fn read_only() -> Response<Bytes> {
    let mut response = problem(
        StatusCode::METHOD_NOT_ALLOWED,
        r#"{"type":"about:blank","title":"Method Not Allowed","status":405,"code":"read_only","detail":"only GET and HEAD are answered here"}"#,
    );
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

fn problem(status: StatusCode, body: &'static str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(body.as_bytes()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
