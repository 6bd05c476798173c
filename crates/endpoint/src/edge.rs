//! What happens around every handler: request id, headers, problems for what no handler answers, one line of log.

use axum::{Router, body::Body, response::IntoResponse};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{Error, error::Logged, log};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, in its extensions and in the header `x-request-id` of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

/// Answers a request with a router. `fresh_id` is its id where the client or the host sent none of up to
/// 64 letters, digits, `-`, `_` and `.`.
pub async fn answer(
    mut request: Request<Body>,
    router: Router,
    fresh_id: String,
) -> Response<Body> {
    let id = sent_id(request.headers()).unwrap_or(fresh_id);
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    request.extensions_mut().insert(RequestId(id.clone()));
    let response = match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let mut response = explained(response, &path);
    if let Some(logged) = response.extensions_mut().remove::<Logged>() {
        log::error(
            "request_failed",
            told(&id, &method, &path, response.status(), &logged),
        );
    }
    add_headers(response.headers_mut(), &path, &id);
    response
}

fn sent_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let plain = id
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    ((1..=64).contains(&id.len()) && plain).then(|| id.to_owned())
}

/// Gives a failure without a body, as the router makes them, a problem.
fn explained(response: Response<Body>, path: &str) -> Response<Body> {
    let status = response.status();
    let silent = !response.headers().contains_key(header::CONTENT_TYPE);
    if !(silent && (status.is_client_error() || status.is_server_error())) {
        return response;
    }
    let error = match status {
        StatusCode::NOT_FOUND => {
            Error::not_found("not_found", format!("there is nothing at {path}"))
        }
        StatusCode::METHOD_NOT_ALLOWED => Error::new(
            status,
            "method_not_allowed",
            "this path does not take this method",
        )
        .remedy("use a method the header allow names"),
        _ => Error::new(status, "refused", "the request was refused"),
    };
    let mut explained = error.into_response();
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH {
            explained.headers_mut().insert(name, value.clone());
        }
    }
    explained
}

fn add_headers(headers: &mut HeaderMap, path: &str, id: &str) {
    let mut default = |name: HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    default(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(header::REFERRER_POLICY, "no-referrer");
    if path.starts_with("/api/") {
        default(header::CACHE_CONTROL, "no-store");
        default(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        );
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
}

/// What is logged of a failure: neither query, headers nor bodies, which may hold what no log should.
fn told(id: &str, method: &Method, path: &str, status: StatusCode, logged: &Logged) -> Value {
    json!({
        "request.id": id,
        "http.method": method.as_str(),
        "http.path": path,
        "http.status": status.as_u16(),
        "code": logged.code,
        "cause": logged.cause,
    })
}

#[cfg(test)]
mod tests {
    use axum::routing;

    use super::*;
    use crate::testing::App;

    fn app() -> App {
        App::new(|_| {
            Router::new()
                .route("/api/fine", routing::get(async || "fine"))
                .route(
                    "/api/broken",
                    routing::get(async || Error::internal("a secret reason")),
                )
        })
    }

    #[test]
    fn every_answer_carries_an_id_and_is_not_kept() {
        let answer = app().get("/api/fine").send();
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("x-request-id").map(str::len), Some(36));
    }

    #[test]
    fn a_sent_id_stays_unless_it_is_odd() {
        let app = app();
        assert_eq!(
            app.get("/api/fine")
                .header("x-request-id", "abc-1")
                .send()
                .header("x-request-id"),
            Some("abc-1")
        );
        let odd = app.get("/api/fine").header("x-request-id", "a b").send();
        assert_ne!(odd.header("x-request-id"), Some("a b"));
    }

    #[test]
    fn what_no_handler_answers_is_a_problem() {
        let app = app();
        let missing = app.get("/api/nothing").send();
        assert_eq!(
            (missing.status, missing.code()),
            (404, "not_found".to_owned())
        );
        let wrong = app.post("/api/fine").send();
        assert_eq!(
            (wrong.status, wrong.code()),
            (405, "method_not_allowed".to_owned())
        );
        assert_eq!(wrong.header("allow"), Some("GET,HEAD"));
    }

    #[test]
    fn our_mistakes_are_hidden_and_logged() {
        let answer = app().get("/api/broken").send();
        assert_eq!(answer.status, 500);
        assert!(!answer.text().contains("a secret reason"));
        let logged = Logged {
            code: "internal".into(),
            cause: "two\nlines".to_owned(),
        };
        let told = told(
            "id",
            &Method::GET,
            "/api/broken",
            StatusCode::INTERNAL_SERVER_ERROR,
            &logged,
        );
        let wanted = json!({
            "request.id": "id",
            "http.method": "GET",
            "http.path": "/api/broken",
            "http.status": 500,
            "code": "internal",
            "cause": "two\nlines",
        });
        assert_eq!(told, wanted);
    }
}
