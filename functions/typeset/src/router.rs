//! The one route: a report in, a PDF or a problem out.

use std::sync::{LazyLock, Mutex, PoisonError};

use brief::Report;
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, header};

use crate::{Error, Setter};

/// The largest body, in bytes. A report with every table full is about 100 kB.
pub const MAX_BODY: usize = 4 << 20;

/// Kept as long as the instance lives: templates and fonts are read once.
static SETTER: LazyLock<Mutex<Option<Setter>>> = LazyLock::new(Mutex::default);

/// Answers a request.
pub fn answer(request: &Request<Bytes>) -> Response<Bytes> {
    match pdf(request) {
        Ok(pdf) => {
            let mut response = Response::new(Bytes::from(pdf));
            response.headers_mut().insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/pdf"),
            );
            response
        }
        Err(error) => {
            if let Error::Typesetting(cause) = &error {
                logline::error("report_not_set", told(request, cause));
            }
            error.answer()
        }
    }
}

/// What is logged of a failure, without the report: it may hold what no log should.
fn told(request: &Request<Bytes>, cause: &str) -> serde_json::Value {
    let id = request.headers().get("x-request-id");
    serde_json::json!({
        "request.id": id.and_then(|id| id.to_str().ok()),
        "http.path": request.uri().path(),
        "report.bytes": request.body().len(),
        "cause": cause,
    })
}

fn pdf(request: &Request<Bytes>) -> Result<Vec<u8>, Error> {
    if request.method() != Method::POST || request.uri().path() != "/report" {
        return Err(Error::NoSuchRoute);
    }
    let report = parse(request.body())?;
    let mut kept = SETTER.lock().unwrap_or_else(PoisonError::into_inner);
    let setter = match &mut *kept {
        Some(setter) => setter,
        none => none.insert(Setter::new()?),
    };
    setter.set(&report)
}

fn parse(body: &[u8]) -> Result<Report, Error> {
    if body.len() > MAX_BODY {
        return Err(Error::TooLarge);
    }
    let json = &mut serde_json::Deserializer::from_slice(body);
    let report = serde_path_to_error::deserialize(&mut *json).map_err(|error| {
        let path = error.path().to_string();
        Error::Unreadable {
            field: if matches!(path.as_str(), "." | "?") {
                String::new()
            } else {
                path
            },
            reason: error.inner().to_string(),
        }
    })?;
    json.end().map_err(|error| Error::Unreadable {
        field: String::new(),
        reason: error.to_string(),
    })?;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMAL: &str = include_str!("../../../crates/brief/tests/minimal.json");

    fn post(body: impl Into<Bytes>) -> Response<Bytes> {
        answer(&Request::post("/report").body(body.into()).unwrap())
    }

    fn problem(body: &str) -> (u16, String, String) {
        let answer = post(body.to_owned());
        assert_eq!(
            answer.headers()[header::CONTENT_TYPE],
            "application/problem+json"
        );
        let problem: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
        let word = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        (answer.status().as_u16(), word("field"), word("detail"))
    }

    #[test]
    fn a_report_comes_back_as_a_pdf() {
        let answer = post(MINIMAL);
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/pdf");
        assert!(answer.body().starts_with(b"%PDF-"));
    }

    #[test]
    fn a_wrong_field_is_named_wherever_it_is_found() {
        let (status, field, detail) = problem(&MINIMAL.replace("\"value\": 3", "\"value\": -3"));
        assert_eq!((status, field.as_str()), (400, "kpis.tickets.value"));
        assert!(detail.contains("expected u64"), "{detail}");
        let (status, field, detail) = problem(&MINIMAL.replace("0.3333", "33.33"));
        assert_eq!((status, field.as_str()), (400, "kpis.negative_share.value"));
        assert_eq!(detail, "kpis.negative_share.value must lie between 0 and 1");
        let (status, field, _) = problem(&MINIMAL.replace("2026-10-02", "2026-13-02"));
        assert_eq!((status, field.as_str()), (400, "period.to"));
    }

    #[test]
    fn what_is_no_json_names_no_field() {
        let (status, field, detail) = problem("{");
        assert_eq!((status, field.as_str()), (400, ""));
        assert!(detail.contains("EOF"), "{detail}");
        assert_eq!(problem(&format!("{MINIMAL}{{}}")).0, 400);
        assert_eq!(problem(&" ".repeat(MAX_BODY + 1)).0, 413);
    }

    #[test]
    fn our_failure_is_logged_with_the_request_and_without_the_report() {
        let request = Request::post("/report").header("x-request-id", "abc-1");
        let told = told(&request.body(MINIMAL.into()).unwrap(), "no such font");
        let wanted = serde_json::json!({
            "request.id": "abc-1",
            "http.path": "/report",
            "report.bytes": MINIMAL.len(),
            "cause": "no such font",
        });
        assert_eq!(told, wanted);
    }

    #[test]
    fn there_is_one_route() {
        for (method, path) in [(Method::GET, "/report"), (Method::POST, "/")] {
            let request = Request::builder().method(method).uri(path);
            assert_eq!(answer(&request.body(Bytes::new()).unwrap()).status(), 404);
        }
    }
}
