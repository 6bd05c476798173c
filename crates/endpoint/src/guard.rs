//! The OpenAPI document is the rule: an operation's `x-permission` is asked for, and its parameters are held to what is
//! documented, before its handler sees the request.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    extract::{MatchedPath, RawPathParams, Request, State, rejection::RawPathParamsRejection},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Method, StatusCode, header};
use identity::Permission;
use utoipa::openapi::{OpenApi, path::Operation};
use utoipa_axum::router::OpenApiRouter;

use crate::{Caller, Context, Error, Result, document::complete, parameters::Parameters};

/// What an operation asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nothing: `"x-permission": "public"`.
    Public,
    /// A signed-in user whose role has the permission.
    Needs(Permission),
}

/// Splits a router into what answers and what documents it, and puts the guard in front: each operation asks for the
/// permission its extension `x-permission` names, before its body is read, so that handlers ask for one only where it
/// depends on what they find; and it takes no parameter but those it documents, within their bounds. An operation that names no permission, or that the document does not know, answers nobody. The
/// document is completed with what all operations have in common.
pub fn guarded(router: OpenApiRouter<Context>, cx: Context) -> (Router, OpenApi) {
    let (router, mut document) = router.split_for_parts();
    complete(&mut document);
    let mut rules = Rules::new();
    for (path, method, operation) in documented(&document) {
        rules.entry(path.clone()).or_default().push(Rule {
            method,
            access: access(operation),
            parameters: Parameters::of(operation),
        });
    }
    let guard = Guard {
        cx: cx.clone(),
        rules: Arc::new(rules),
    };
    (
        router
            .route_layer(middleware::from_fn_with_state(guard, check))
            .with_state(cx),
        document,
    )
}

/// Every operation of a document.
fn documented(document: &OpenApi) -> impl Iterator<Item = (&String, Method, &Operation)> {
    document.paths.paths.iter().flat_map(|(path, item)| {
        let methods = [
            (Method::GET, &item.get),
            (Method::PUT, &item.put),
            (Method::POST, &item.post),
            (Method::DELETE, &item.delete),
            (Method::PATCH, &item.patch),
        ];
        methods
            .into_iter()
            .filter_map(move |(method, operation)| Some((path, method, operation.as_ref()?)))
    })
}

/// Every operation of a document with what it asks; none where it does not say.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn operations(document: &OpenApi) -> Vec<(String, Method, Option<Access>)> {
    documented(document)
        .map(|(path, method, operation)| (path.clone(), method, access(operation)))
        .collect()
}

/// What an operation asks; none where it does not say.
pub(crate) fn access(operation: &Operation) -> Option<Access> {
    match operation
        .extensions
        .as_ref()?
        .get("x-permission")?
        .as_str()?
    {
        "public" => Some(Access::Public),
        name => name.parse().ok().map(Access::Needs),
    }
}

/// What the document says of a method.
struct Rule {
    method: Method,
    access: Option<Access>,
    parameters: Parameters,
}

/// Per path, what the document says of each method.
type Rules = HashMap<String, Vec<Rule>>;

#[derive(Clone)]
struct Guard {
    cx: Context,
    rules: Arc<Rules>,
}

async fn check(
    State(guard): State<Guard>,
    path: MatchedPath,
    params: Result<RawPathParams, RawPathParamsRejection>,
    mut request: Request,
    next: Next,
) -> Result<Response> {
    let rules = guard
        .rules
        .get(path.as_str())
        .map_or(&[][..], Vec::as_slice);
    // A HEAD request is answered by the handler of GET.
    let method = if request.method() == Method::HEAD {
        &Method::GET
    } else {
        request.method()
    };
    let Some(rule) = rules.iter().find(|rule| rule.method == *method) else {
        return Ok(not_documented(rules, &path));
    };
    match &rule.access {
        Some(Access::Public) => {}
        Some(Access::Needs(permission)) => {
            let caller = Caller::of(request.headers(), &guard.cx).await?;
            caller.may(*permission)?;
            request.extensions_mut().insert(caller);
        }
        None => {
            return Err(Error::internal(format!(
                "{method} {} names no x-permission",
                path.as_str()
            )));
        }
    }
    // A path that is no text is the handler's to refuse.
    rule.parameters.check(params.ok().as_ref(), request.uri())?;
    Ok(next.run(request).await)
}

fn not_documented(rules: &[Rule], path: &MatchedPath) -> Response {
    if rules.is_empty() {
        let cause = format!("{} has a handler and no documentation", path.as_str());
        let error = Error::not_found("not_found", "there is nothing at this path");
        return error.caused_by(cause).into_response();
    }
    let names: Vec<&str> = rules.iter().map(|rule| rule.method.as_str()).collect();
    let allow = HeaderValue::from_str(&names.join(","));
    let mut response = StatusCode::METHOD_NOT_ALLOWED.into_response();
    response
        .headers_mut()
        .extend(allow.map(|allow| (header::ALLOW, allow)));
    response
}

#[cfg(test)]
mod tests {
    use axum::routing;
    use identity::Role;
    use serde_json::json;
    use utoipa_axum::routes;

    use super::*;
    use crate::{Json, testing::App};

    #[utoipa::path(get, path = "/free", extensions(("x-permission" = json!("public"))), responses((status = 200)))]
    async fn free() -> &'static str {
        "free"
    }

    #[utoipa::path(post, path = "/bound", extensions(("x-permission" = json!("users:manage"))), responses((status = 200)))]
    async fn bound(caller: Caller, Json(body): Json<serde_json::Value>) -> String {
        format!("{} {body}", caller.role)
    }

    #[utoipa::path(get, path = "/silent", responses((status = 200)))]
    async fn silent() -> &'static str {
        "nobody should read this"
    }

    fn app() -> (App, OpenApi) {
        let mut document = OpenApi::default();
        let app = App::new(|cx| {
            let router = OpenApiRouter::new()
                .routes(routes!(free))
                .routes(routes!(bound))
                .routes(routes!(silent))
                .route("/hidden", routing::get(silent));
            let (router, made) = guarded(router, cx);
            document = made;
            router
        });
        (app, document)
    }

    #[test]
    fn an_operation_asks_for_what_it_documents() {
        let (app, _) = app();
        assert_eq!(app.get("/free").send().text(), "free");
        assert_eq!(app.post("/bound").send().status, 401);
        let analyst = app.sign_in(Role::Analyst);
        assert_eq!(
            app.post("/bound")
                .bearer(&analyst)
                .body("not read")
                .send()
                .status,
            403
        );
        let admin = app.sign_in(Role::Admin);
        assert_eq!(
            app.post("/bound")
                .bearer(&admin)
                .json(&json!({}))
                .send()
                .text(),
            "admin {}"
        );
    }

    #[test]
    fn what_is_not_documented_answers_nobody() {
        let (app, _) = app();
        assert_eq!(app.get("/silent").send().status, 500);
        assert_eq!(app.get("/hidden").send().status, 404);
        let wrong = app.get("/bound").send();
        assert_eq!((wrong.status, wrong.header("allow")), (405, Some("POST")));
        assert_eq!(wrong.code(), "method_not_allowed");
        assert_eq!(app.call(Method::HEAD, "/free").send().status, 200);
    }

    #[test]
    fn the_walk_finds_what_breaks_its_promise() {
        let (app, document) = app();
        assert_eq!(
            app.broken_promises(&document),
            ["GET /silent names no permission"]
        );
        let open = App::new(|_| Router::new().route("/bound", routing::post(free)));
        assert_eq!(
            open.broken_promises(&document).len(),
            4,
            "no token, viewer, analyst, and the silent one"
        );
    }
}
