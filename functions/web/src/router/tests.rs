//! Requests as browsers and scripts send them.

use super::*;
use http::header::HeaderName;

fn get(path: &str, headers: &[(HeaderName, &str)]) -> Response<Bytes> {
    send(&Method::GET, path, headers)
}

fn send(method: &Method, path: &str, headers: &[(HeaderName, &str)]) -> Response<Bytes> {
    let headers = headers
        .iter()
        .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
        .collect();
    answer(method, path, &headers)
}

fn text(response: &Response<Bytes>, name: HeaderName) -> &str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

const PAGE: (HeaderName, &str) = (ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8");

#[test]
fn the_app_answers_its_own_paths_to_navigations_only() {
    for path in ["/", "/tickets", "/tickets/KEY-1", "/sign-in"] {
        let page = get(path, &[PAGE]);
        assert_eq!(
            (page.status(), text(&page, CONTENT_TYPE)),
            (StatusCode::OK, "text/html; charset=utf-8"),
            "{path}"
        );
        assert_eq!(text(&page, CACHE_CONTROL), "no-cache");
    }
    assert_eq!(
        get("/tickets", &[(ACCEPT, "application/json")]).status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        get("/assets/gone-1234.js", &[PAGE]).status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        get("/docs/gone.js", &[PAGE]).status(),
        StatusCode::NOT_FOUND
    );
}

#[test]
fn an_unknown_api_route_is_a_problem_even_to_a_browser() {
    for path in ["/api", "/api/", "/api/nothing", "/api/tickets/../x"] {
        for method in [Method::GET, Method::POST] {
            let problem = send(&method, path, &[PAGE]);
            assert_eq!(problem.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(text(&problem, CONTENT_TYPE), "application/problem+json");
        }
    }
}

#[test]
fn the_openapi_document_and_its_page_are_served() {
    let document = get("/api/openapi.json", &[]);
    assert_eq!(
        (document.status(), text(&document, CONTENT_TYPE)),
        (StatusCode::OK, "application/json")
    );
    assert!(document.body().starts_with(b"{"));
    for path in ["/docs", "/docs/"] {
        assert!(
            std::str::from_utf8(get(path, &[]).body())
                .unwrap()
                .contains("API reference")
        );
    }
}

#[test]
fn a_known_version_is_not_sent_again() {
    let first = get("/", &[(ACCEPT_ENCODING, "br")]);
    let tag = text(&first, ETAG).to_owned();
    assert_eq!(text(&first, CONTENT_ENCODING), "br");
    for value in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let again = get("/", &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &value)]);
        assert_eq!(
            (again.status(), again.body().len()),
            (StatusCode::NOT_MODIFIED, 0),
            "{value}"
        );
        assert_eq!(text(&again, ETAG), tag);
    }
    let other_encoding = get("/", &[(ACCEPT_ENCODING, "gzip"), (IF_NONE_MATCH, &tag)]);
    assert_eq!(other_encoding.status(), StatusCode::OK);
}

#[test]
fn head_tells_the_length_and_sends_no_body() {
    let whole = get("/theme.js", &[]);
    let head = send(&Method::HEAD, "/theme.js", &[]);
    assert_eq!(text(&head, CONTENT_LENGTH), whole.body().len().to_string());
    assert!(head.body().is_empty());
}

#[test]
fn nothing_here_can_be_written() {
    for path in ["/", "/tickets", "/theme.js"] {
        let refused = send(&Method::POST, path, &[]);
        assert_eq!(
            (refused.status(), text(&refused, http::header::ALLOW)),
            (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD")
        );
    }
}

#[test]
fn hashed_files_are_kept_for_ever() {
    let page = get("/", &[]);
    let page = std::str::from_utf8(page.body()).unwrap();
    let start = page.find("/assets/").unwrap();
    let path = page[start..].split('"').next().unwrap();
    assert_eq!(text(&get(path, &[]), CACHE_CONTROL), FOR_EVER);
}

#[test]
fn paths_cannot_leave_the_table() {
    for path in [
        "/../Cargo.toml",
        "//etc/passwd",
        "/assets/../index.html.br",
        "/index.html.br",
        "/%2e%2e/x",
    ] {
        assert_eq!(get(path, &[]).status(), StatusCode::NOT_FOUND, "{path}");
    }
}
