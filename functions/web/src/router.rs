//! Which file answers which path, and with which headers.

use crate::assets::{self, Asset};
use crate::{encoding, problem, security};
use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

/// Hashed names never change their content; everything else is asked for again, by its tag.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// The whole answer to a request for `path` (no query): a file, the app, or a problem.
pub fn answer(method: &Method, path: &str, headers: &HeaderMap) -> Response<Bytes> {
    let mut response = route(method, path, headers);
    if method == Method::HEAD {
        *response.body_mut() = Bytes::new();
    }
    security::protect(response.headers_mut(), path);
    response
}

fn route(method: &Method, path: &str, headers: &HeaderMap) -> Response<Bytes> {
    let api = path == "/api" || path.starts_with("/api/");
    let reads = method == Method::GET || method == Method::HEAD;
    let found = match path {
        "/" => assets::find("/index.html"),
        "/docs" | "/docs/" => assets::find("/docs/index.html"),
        _ => assets::find(path),
    };
    match found {
        Some(_) if !reads => problem::read_only(),
        Some(asset) => file(asset, headers),
        None if api => problem::no_route(),
        None if !reads => problem::read_only(),
        None if navigates(path, headers) => app(headers),
        None => problem::no_file(),
    }
}

/// Whether a browser asks for a page, as opposed to a script, an image or data.
fn navigates(path: &str, headers: &HeaderMap) -> bool {
    let wants_page = headers
        .get_all(ACCEPT)
        .iter()
        .any(|value| value.to_str().is_ok_and(|text| text.contains("text/html")));
    wants_page && !path.starts_with("/assets/") && !path.starts_with("/docs/")
}

/// The app itself: its own router knows the path.
fn app(headers: &HeaderMap) -> Response<Bytes> {
    assets::find("/index.html").map_or_else(problem::no_file, |asset| file(asset, headers))
}

fn file(asset: &'static Asset, request: &HeaderMap) -> Response<Bytes> {
    let (variant, encoded) = encoding::choose(asset, request);
    let fresh = is_fresh(request, variant.etag);
    let mut response = Response::new(if fresh {
        Bytes::new()
    } else {
        Bytes::from_static(variant.bytes)
    });
    let headers = response.headers_mut();
    headers.insert(ETAG, HeaderValue::from_static(variant.etag));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static(if asset.hashed { FOR_EVER } else { ASK_AGAIN }),
    );
    if asset.brotli.is_some() || asset.gzip.is_some() {
        headers.insert(VARY, HeaderValue::from_name(ACCEPT_ENCODING));
    }
    if fresh {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(variant.bytes.len()));
    if let Some(encoding) = encoded {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// Whether the client already holds this version (RFC 9110, 13.1.2: weak comparison).
fn is_fresh(request: &HeaderMap, etag: &str) -> bool {
    request
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == "*" || tag == etag)
}

#[cfg(test)]
mod tests;
