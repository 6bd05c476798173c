//! Uploads that come in parts and go on where they broke off, as the tus protocol 1.0.0 has it (<https://tus.io>): its
//! core and the extensions creation, expiration and termination. When all bytes are there, `…/job` makes a job of them.
//!
//! The size of the file on disk is how far an upload is: no row says it, so nothing can disagree after a crash.

pub mod append;
pub mod cancel;
pub mod create;
pub mod finish;
mod lease;
mod metadata;
mod row;
pub mod status;

use endpoint::Error;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use jiff::{SignedDuration, Timestamp};

/// The version of the protocol.
const VERSION: &str = "1.0.0";
/// An upload ends so long after its last part.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// Refuses a client of another version; one that says none is taken.
fn expect_version(headers: &HeaderMap) -> Result<(), Error> {
    match headers.get(RESUMABLE) {
        Some(version) if version != VERSION => Err(Error::new(
            StatusCode::PRECONDITION_FAILED,
            "tus_version",
            "only version 1.0.0 of the tus protocol is spoken here",
        )
        .remedy("send tus-resumable: 1.0.0")),
        _ => Ok(()),
    }
}

/// A header that holds a number of bytes.
fn bytes(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Error> {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.parse().ok()).ok_or_else(|| {
        Error::invalid(
            "bad_header",
            format!("the header {name} must be a whole number of bytes"),
        )
        .field(name.to_string())
    })
}

/// When an upload ends, as HTTP writes it.
fn expires(at: Timestamp) -> HeaderValue {
    let text = at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("0"))
}

/// The version, on every answer.
fn version() -> (HeaderName, HeaderValue) {
    (RESUMABLE, HeaderValue::from_static(VERSION))
}

#[cfg(test)]
mod tests;
