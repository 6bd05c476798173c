//! JSON bodies that may be missing.

use axum::extract::{FromRequest, OptionalFromRequest, Request};
use serde::de::DeserializeOwned;

use crate::{Error, Json, extract::read};

/// A body that may be missing: an empty one, and `null`, say nothing.
impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Error> {
        let (parts, body) = read(request, state).await?;
        if body.trim_ascii().is_empty() {
            return Ok(None);
        }
        let request = Request::from_parts(parts, body.into());
        let Json(sent) = <Json<Option<T>> as FromRequest<S>>::from_request(request, state).await?;
        Ok(sent.map(Self))
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

    fn app() -> App {
        App::new(|_| {
            Router::new().route(
                "/optional",
                routing::post(async |page: Option<Json<Page>>| match page {
                    Some(Json(page)) => page.limit.to_string(),
                    None => "nothing".to_owned(),
                }),
            )
        })
    }

    #[test]
    fn a_body_that_may_be_missing_is_json_where_it_is_there() {
        let app = app();
        let sent = |kind: &str, body: &'static str| {
            let call = app.post("/optional").header("content-type", kind);
            let answer = call.body(body).send();
            (answer.status, answer.text())
        };
        let nothing = (200, "nothing".to_owned());
        assert_eq!(app.post("/optional").send().text(), "nothing");
        assert_eq!(sent("application/json", ""), nothing);
        assert_eq!(sent("application/json", " \n"), nothing);
        assert_eq!(sent("application/json", "null"), nothing);
        assert_eq!(
            sent("application/json", r#"{"limit": 3}"#),
            (200, "3".to_owned())
        );
        assert_eq!(sent("application/json", r#"{"limit": "x"}"#).0, 400);
        assert_eq!(sent("text/plain", r#"{"limit": 3}"#).0, 415);
        let large = app.post("/optional").json(&json!("x".repeat(3_000_000)));
        assert_eq!(large.send().code(), "body_too_large");
    }
}
