//! What can go wrong between a body and a PDF, and who must act on it.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The body is not the JSON of a report; the field is empty where it is not JSON at all.
    #[error("{reason}")]
    Unreadable {
        /// The path of the field, e.g. `kpis.tickets.value`.
        field: String,
        /// What was expected there.
        reason: String,
    },
    /// The report is readable but says something impossible.
    #[error(transparent)]
    Invalid(#[from] brief::Invalid),
    /// The body stopped half way.
    #[error("the report did not arrive whole: {0}")]
    Interrupted(String),
    /// The body is larger than [`crate::MAX_BODY`].
    #[error("the report is larger than {} bytes", crate::MAX_BODY)]
    TooLarge,
    /// Not the one route there is.
    #[error("there is only POST /report")]
    NoSuchRoute,
    /// The template or the PDF export failed: ours to mend.
    #[error("the report could not be set: {0}")]
    Typesetting(String),
}

impl Error {
    /// The answer for this failure, as problem+json in the shape every function uses.
    pub fn answer(&self) -> Response<Bytes> {
        let (status, code) = match self {
            Self::Unreadable { .. } => (StatusCode::BAD_REQUEST, "unreadable_report"),
            Self::Invalid(_) => (StatusCode::BAD_REQUEST, "invalid_report"),
            Self::Interrupted(_) => (StatusCode::BAD_REQUEST, "interrupted"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::NoSuchRoute => (StatusCode::NOT_FOUND, "not_found"),
            Self::Typesetting(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        };
        let mut problem = serde_json::json!({
            "type": "about:blank",
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "code": code,
            "detail": self.detail(),
        });
        if let Some(field) = self.field() {
            problem["field"] = field.into();
        }
        let mut response = Response::new(Bytes::from(problem.to_string()));
        *response.status_mut() = status;
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        response
    }

    /// The field that is wrong, where it is one.
    fn field(&self) -> Option<&str> {
        match self {
            Self::Unreadable { field, .. } if !field.is_empty() => Some(field),
            Self::Invalid(invalid) => Some(&invalid.field),
            _ => None,
        }
    }

    /// What the caller is told: everything but our own mistakes, which are logged instead.
    fn detail(&self) -> String {
        match self {
            Self::Typesetting(_) => "the report could not be set; the log says why".into(),
            shown => shown.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_mistakes_are_not_shown() {
        let answer = Error::Typesetting("secret span".into()).answer();
        assert_eq!(answer.status(), 500);
        assert!(!String::from_utf8_lossy(answer.body()).contains("secret"));
    }
}
