//! Answers of the runtime itself: `application/problem+json`.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use std::borrow::Cow;
use undertone_host::WasiBody;

/// A body that is there already.
pub fn full(bytes: impl Into<Bytes>) -> WasiBody {
    Full::new(bytes.into())
        .map_err(|never| match never {})
        .boxed_unsync()
}

/// What went wrong, and what to do about it.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The status.
    pub status: StatusCode,
    /// A stable name, for programs.
    pub code: &'static str,
    /// What went wrong, for people.
    pub detail: Cow<'static, str>,
    /// What to do about it.
    pub remedy: &'static str,
}

impl Problem {
    /// A problem.
    pub fn new(
        status: StatusCode,
        code: &'static str,
        detail: impl Into<Cow<'static, str>>,
        remedy: &'static str,
    ) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            remedy,
        }
    }

    /// 400: the request itself is wrong.
    pub fn bad_request(code: &'static str, detail: &'static str, remedy: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail, remedy)
    }

    /// 503: there is no room now.
    pub fn busy(
        code: &'static str,
        detail: impl Into<Cow<'static, str>>,
        remedy: &'static str,
    ) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail, remedy)
    }

    /// 408: the client took too long.
    pub fn too_slow(code: &'static str, detail: &'static str, remedy: &'static str) -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, code, detail, remedy)
    }

    fn body(&self, request: Option<&str>) -> String {
        let mut body = serde_json::json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "code": self.code,
            "detail": self.detail,
            "remedy": self.remedy,
        });
        if let Some(request) = request {
            body["request"] = request.into();
        }
        body.to_string()
    }

    fn come_again(&self) -> bool {
        self.status == StatusCode::SERVICE_UNAVAILABLE
    }

    /// The answer to the request of that id.
    pub fn answer(&self, request: &str) -> Response<WasiBody> {
        let mut response = Response::new(full(self.body(Some(request))));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, json);
        if self.come_again() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if self.status == StatusCode::REQUEST_TIMEOUT {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }

    /// The answer as bytes, for a connection that is closed behind it and has no request yet.
    pub fn bytes(&self) -> Vec<u8> {
        let body = self.body(None);
        let retry = if self.come_again() {
            "retry-after: 1\r\n"
        } else {
            ""
        };
        format!(
            "HTTP/1.1 {}\r\ncontent-type: application/problem+json\r\n{retry}connection: close\r\n\
             content-length: {}\r\n\r\n{body}",
            self.status,
            body.len()
        )
        .into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_to_do_and_when() {
        let busy = Problem::busy("busy", "too many", "come again");
        let answer = busy.answer("id");
        assert_eq!(answer.headers()[header::RETRY_AFTER], "1");
        let bytes = String::from_utf8(busy.bytes()).unwrap();
        let (head, body) = bytes.split_once("\r\n\r\n").unwrap();
        assert!(
            head.starts_with("HTTP/1.1 503 Service Unavailable\r\n"),
            "{head}"
        );
        assert!(
            head.contains(&format!("content-length: {}", body.len())),
            "{head}"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(body).unwrap(),
            serde_json::json!({
                "type": "about:blank", "title": "Service Unavailable", "status": 503, "code": "busy",
                "detail": "too many", "remedy": "come again",
            })
        );
    }
}
