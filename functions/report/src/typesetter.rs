//! Has a report set by the private component `typeset`.

use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use brief::Report;
use endpoint::{Error, Result};
use http::{Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Limited};

/// Where the component answers. Only this application can reach it.
const ADDRESS: &str = "http://typeset.spin.internal/report";

/// The longest explanation read from a failed answer, in bytes.
const LONGEST_EXPLANATION: usize = 16 * 1024;

/// An answer on its way.
pub type Setting = Pin<Box<dyn Future<Output = Result<Response<Body>, Unreachable>> + Send>>;

/// Why no answer came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreachable(pub String);

/// Sets reports as PDF.
#[derive(Clone)]
pub struct Typesetter(Arc<dyn Fn(Request<Body>) -> Setting + Send + Sync>);

impl Typesetter {
    /// A typesetter behind a way to send requests.
    pub fn new(send: impl Fn(Request<Body>) -> Setting + Send + Sync + 'static) -> Self {
        Self(Arc::new(send))
    }

    /// The PDF of a report, as it arrives. 503 when the typesetter cannot be reached or has no room, 502 when it fails.
    pub async fn set(&self, report: &Report) -> Result<Body> {
        let json = serde_json::to_vec(report).map_err(Error::internal)?;
        let request = Request::post(ADDRESS)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json))
            .map_err(Error::internal)?;
        let unreachable = |error: Unreachable| {
            Error::unavailable("the typesetter does not answer", 5).caused_by(error.0)
        };
        let answer = (self.0)(request).await.map_err(unreachable)?;
        match answer.status() {
            StatusCode::OK => Ok(answer.into_body()),
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
                Err(Error::unavailable("the typesetter is busy", 2))
            }
            status => Err(failed(status, answer.into_body()).await),
        }
    }
}

async fn failed(status: StatusCode, body: Body) -> Error {
    let explanation = match Limited::new(body, LONGEST_EXPLANATION).collect().await {
        Ok(body) => String::from_utf8_lossy(&body.to_bytes()).into_owned(),
        Err(error) => error.to_string(),
    };
    Error::new(
        StatusCode::BAD_GATEWAY,
        "typesetting_failed",
        "the report could not be set as a PDF",
    )
    .remedy("try a shorter period; the request id finds the reason in the log")
    .caused_by(format!("typeset answered {status}: {explanation}"))
}
