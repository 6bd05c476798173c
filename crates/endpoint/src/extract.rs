//! Bodies, queries and paths, parsed into types; what does not fit becomes a problem.

use std::borrow::Cow;

use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, Request,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE, request::Parts};
use serde::{Serialize, de::DeserializeOwned};

use crate::{Error, objects::OfObjects};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A JSON body, in or out. Where an object is asked for, an array is refused; so is a text with U+0000.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

/// A JSON body of exported records: it is mended first, and U+0000 in them is dealt with where they are read.
#[derive(Clone, Copy, Debug)]
pub struct JsonOfRecords<T>(pub T);

/// Exported records, which may hold what no text can.
pub trait OfRecords: DeserializeOwned {
    /// The JSON of a body as it can be read.
    fn mended(json: &[u8]) -> Cow<'_, [u8]>;
}

/// The parameters after `?`.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

/// The parameters within the path.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let (parts, body) = read(request, state).await?;
        if holds_nul(&body) {
            return Err(nul("the body"));
        }
        parsed(Request::from_parts(parts, body.into()), state)
            .await
            .map(Self)
    }
}

impl<T: OfRecords, S: Send + Sync> FromRequest<S> for JsonOfRecords<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let (parts, body) = read(request, state).await?;
        let mended = match T::mended(&body) {
            Cow::Borrowed(_) => None,
            Cow::Owned(mended) => Some(Bytes::from(mended)),
        };
        let body = mended.unwrap_or(body);
        parsed(Request::from_parts(parts, body.into()), state)
            .await
            .map(Self)
    }
}

async fn parsed<T: DeserializeOwned, S: Send + Sync>(
    request: Request,
    state: &S,
) -> Result<T, Error> {
    match axum::Json::from_request(request, state).await {
        Ok(axum::Json(OfObjects(body))) => Ok(body),
        Err(rejection) => Err(unreadable_body(&rejection)),
    }
}

/// A request's head, and its body as a whole.
pub(crate) async fn read<S: Send + Sync>(
    request: Request,
    state: &S,
) -> Result<(Parts, Bytes), Error> {
    let (parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    let body = Bytes::from_request(whole, state).await;
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Error::invalid("invalid_body", rejection.body_text()),
    })?;
    Ok((parts, body))
}

/// Whether a text of some JSON holds U+0000, which PostgreSQL keeps in no text.
pub fn holds_nul(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        rest = &rest[at + 1..];
        if rest.starts_with(b"u0000") {
            return true;
        }
        // What is escaped begins no escape itself.
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

/// Refuses what holds U+0000.
pub fn nul(what: &str) -> Error {
    let detail = format!("{what} holds the character U+0000, which cannot be stored");
    Error::invalid("nul_character", detail).remedy("leave the character out")
}

/// A body of more bytes than a router lets through.
pub(crate) fn too_large() -> Error {
    Error::too_large(
        "body_too_large",
        "the body is larger than this operation takes",
    )
}

fn unreadable_body(rejection: &JsonRejection) -> Error {
    let status = rejection.status();
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        too_large()
    } else if status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        Error::new(status, "not_json", "the body is not marked as JSON")
            .remedy("send content-type: application/json")
    } else {
        Error::invalid("invalid_body", rejection.body_text())
            .remedy("compare the body with /api/openapi.json")
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        // Into a plain vector: a large answer is written in many small pieces, each of which costs axum's own writer more.
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(CONTENT_TYPE, JSON)], body).into_response(),
            Err(error) => Error::internal(error).into_response(),
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        axum::extract::Query::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(query)| Self(query))
            .map_err(|rejection: QueryRejection| {
                Error::invalid("invalid_query", rejection.body_text())
            })
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(path)| Self(path))
            .map_err(|rejection: PathRejection| match rejection.status() {
                status if status.is_server_error() => Error::internal(rejection.body_text()),
                _ => Error::not_found("not_found", "there is nothing at this path"),
            })
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, routing};
    use serde_json::json;

    use super::*;
    use crate::testing::App;

    #[derive(serde::Deserialize)]
    struct Page {
        limit: u32,
    }

    /// Records that are read as they are.
    #[derive(serde::Deserialize)]
    struct Any(serde_json::Value);

    impl OfRecords for Any {
        fn mended(json: &[u8]) -> Cow<'_, [u8]> {
            Cow::Borrowed(json)
        }
    }

    /// Records of which nothing is left but what mends them.
    #[derive(serde::Deserialize)]
    struct Mended(u32);

    impl OfRecords for Mended {
        fn mended(_: &[u8]) -> Cow<'_, [u8]> {
            Cow::Owned(b"7".to_vec())
        }
    }

    fn app() -> App {
        App::new(|_| {
            Router::new()
                .route(
                    "/body",
                    routing::post(async |Json(page): Json<Page>| page.limit.to_string()),
                )
                .route(
                    "/list",
                    routing::post(async |Json(list): Json<Vec<u32>>| {
                        list.iter().sum::<u32>().to_string()
                    }),
                )
                .route(
                    "/query",
                    routing::get(async |Query(page): Query<Page>| page.limit.to_string()),
                )
                .route(
                    "/path/{limit}",
                    routing::get(async |Path(limit): Path<u32>| limit.to_string()),
                )
        })
    }

    #[test]
    fn no_text_of_a_body_holds_nul() {
        let app = App::new(|_| {
            Router::new()
                .route(
                    "/any",
                    routing::post(async |Json(any): Json<serde_json::Value>| Json(any)),
                )
                .route(
                    "/records",
                    routing::post(async |JsonOfRecords(Any(any)): JsonOfRecords<Any>| Json(any)),
                )
                .route(
                    "/mended",
                    routing::post(async |JsonOfRecords(Mended(it)): JsonOfRecords<Mended>| {
                        Json(it)
                    }),
                )
        });
        for holds in [
            json!("a\0b"),
            json!({"name": ["\0"]}),
            json!({"\0": 1}),
            json!("\\\0"),
        ] {
            let answer = app.post("/any").json(&holds).send();
            assert_eq!(
                (answer.status, answer.code()),
                (400, "nul_character".to_owned()),
                "{holds}"
            );
            assert_eq!(app.post("/records").json(&holds).send().json(), holds);
        }
        assert_eq!(app.post("/mended").json(&json!("x")).send().text(), "7");
        for lacks in [json!("\\u0000"), json!("\\\\u0000"), json!("\u{1}\\")] {
            assert_eq!(app.post("/any").json(&lacks).send().json(), lacks);
        }
    }

    #[test]
    fn what_fits_reaches_the_handler() {
        let app = app();
        assert_eq!(
            app.post("/body").json(&json!({"limit": 3})).send().text(),
            "3"
        );
        assert_eq!(app.post("/list").json(&json!([3, 4])).send().text(), "7");
        assert_eq!(app.get("/query?limit=4").send().text(), "4");
        assert_eq!(app.get("/path/5").send().text(), "5");
    }

    #[test]
    fn what_does_not_fit_is_a_problem() {
        let app = app();
        let refusals = [
            (
                app.post("/body").json(&json!({"limit": "x"})).send(),
                400,
                "invalid_body",
            ),
            (
                app.post("/body")
                    .header("content-type", "application/json")
                    .body("{")
                    .send(),
                400,
                "invalid_body",
            ),
            (
                app.post("/body").json(&json!([3])).send(),
                400,
                "invalid_body",
            ),
            (app.post("/body").body("{}").send(), 415, "not_json"),
            (
                app.post("/body").json(&json!("x".repeat(3_000_000))).send(),
                413,
                "body_too_large",
            ),
            (app.get("/query?limit=x").send(), 400, "invalid_query"),
            (app.get("/path/x").send(), 404, "not_found"),
        ];
        for (answer, status, code) in refusals {
            assert_eq!((answer.status, answer.code()), (status, code.to_owned()));
            assert_eq!(
                answer.header("content-type"),
                Some("application/problem+json")
            );
        }
    }
}
