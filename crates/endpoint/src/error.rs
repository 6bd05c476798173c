//! Failures as `application/problem+json` (RFC 9457): who must act decides the status, and only our own mistakes
//! are logged and hidden.

use std::{borrow::Cow, fmt};

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// What a handler returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure on its way to the client.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: Problem,
    retry_after: Option<u32>,
    cause: Option<String>,
}

/// The body of every failure.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: `code` tells failures apart.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A stable name of the failure, for programs.
    pub code: Cow<'static, str>,
    /// What went wrong, for people.
    pub detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub remedy: Option<String>,
    /// The data row of an uploaded file: 1 is the first behind the header, 0 the header itself. A spreadsheet shows it
    /// one further down.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub row: Option<u64>,
    /// The column of an uploaded file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub column: Option<String>,
    /// The field of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub field: Option<String>,
    /// More of the same, where several things are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
}

/// One of several things that are wrong with a request.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Fault {
    /// The field, row or column, in words.
    pub field: String,
    /// What is wrong with it.
    pub detail: String,
}

/// What the edge logs about a response: the code, and the cause the client is not shown.
#[derive(Clone, Debug)]
pub(crate) struct Logged {
    pub(crate) code: Cow<'static, str>,
    pub(crate) cause: String,
}

impl Error {
    /// 400: the caller can mend the request.
    pub fn invalid(code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 401: no valid credentials came along.
    pub fn unauthorized(code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, detail)
    }

    /// 403: the caller is known and may not.
    pub fn forbidden(code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, detail)
    }

    /// 404: there is no such thing, or not in the caller's workspace.
    pub fn not_found(code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, detail)
    }

    /// 409: it does not go with the present state.
    pub fn conflict(code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// 413: the body is larger than allowed.
    pub fn too_large(code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, code, detail)
    }

    /// 429: too often; try again after so many seconds.
    pub fn too_many(detail: impl Into<String>, retry_after_s: u32) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail)
            .retry_after(retry_after_s)
    }

    /// 503: something we need does not answer; try again after so many seconds.
    pub fn unavailable(detail: impl Into<String>, retry_after_s: u32) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail).retry_after(retry_after_s)
    }

    /// 507: the disk that keeps things has no room.
    pub fn storage_full(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "storage_full", detail)
    }

    /// 503: the operator gave a setting a value that it may not have.
    pub fn wrong_setting(wrong: &settings::Wrong) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "wrong_setting", &*wrong.detail)
            .remedy(format!("the operator: {}", wrong.remedy))
            .caused_by(wrong)
    }

    /// 500: our mistake. The source is logged once, with the request's id, and not shown.
    pub fn internal(source: impl fmt::Display) -> Self {
        let detail = "something went wrong on our side; the request id finds it in the log";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail).caused_by(source)
    }

    /// Any other status, for a failure none of the constructors names.
    pub fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Self {
        let problem = Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            code: code.into(),
            detail: detail.into(),
            remedy: None,
            row: None,
            column: None,
            field: None,
            errors: Vec::new(),
        };
        Self(Box::new(Inner {
            problem,
            retry_after: None,
            cause: None,
        }))
    }

    /// Says what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.0.problem.remedy = Some(remedy.into());
        self
    }

    /// Names the row of the uploaded file.
    #[must_use]
    pub fn row(mut self, row: u64) -> Self {
        self.0.problem.row = Some(row);
        self
    }

    /// Names the column of the uploaded file.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.0.problem.column = Some(column.into());
        self
    }

    /// Names the field of the request.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.0.problem.field = Some(field.into());
        self
    }

    /// Lists everything that is wrong.
    #[must_use]
    pub fn errors(mut self, errors: Vec<Fault>) -> Self {
        self.0.problem.errors = errors;
        self
    }

    /// Says when to try again, in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// Keeps what the log should say and the client should not.
    #[must_use]
    pub fn caused_by(mut self, source: impl fmt::Display) -> Self {
        self.0.cause = Some(source.to_string());
        self
    }

    /// The HTTP status it becomes.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The body it becomes.
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// What the log will say and the client will not see.
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem {
            status,
            code,
            detail,
            ..
        } = &self.0.problem;
        write!(f, "{status} {code}: {detail}")?;
        self.0
            .cause
            .as_ref()
            .map_or(Ok(()), |cause| write!(f, " ({cause})"))
    }
}

impl std::error::Error for Error {}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        let Inner {
            problem,
            retry_after,
            cause,
        } = *self.0;
        let mut response = (status, axum::Json(&problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(cause) = cause {
            response.extensions_mut().insert(Logged {
                code: problem.code,
                cause,
            });
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_where_and_what_to_do() {
        let error = Error::invalid("unreadable_date", "\"soon\" is no date")
            .row(7)
            .column("Created")
            .remedy("mend it");
        assert_eq!(
            serde_json::to_value(error.problem()).unwrap(),
            serde_json::json!({
                "type": "about:blank", "title": "Bad Request", "status": 400, "code": "unreadable_date",
                "detail": "\"soon\" is no date", "remedy": "mend it", "row": 7, "column": "Created",
            })
        );
    }

    #[test]
    fn a_cause_is_for_the_log_alone() {
        let error = Error::internal("password=hunter2 at db.example");
        assert!(
            !serde_json::to_string(error.problem())
                .unwrap()
                .contains("hunter2")
        );
        let response = error.into_response();
        assert_eq!(
            response.extensions().get::<Logged>().unwrap().cause,
            "password=hunter2 at db.example"
        );
    }
}
