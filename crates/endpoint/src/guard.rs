//! The OpenAPI document is the rule: an operation's `x-permission` is asked for before its handler sees the request.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Method, StatusCode, header};
use identity::Permission;
use utoipa::openapi::{OpenApi, path::Operation};
use utoipa_axum::router::OpenApiRouter;

use crate::{Caller, Context, Error, Result};

/// What an operation asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nothing: `"x-permission": "public"`.
    Public,
    /// A signed-in user whose role has the permission.
    Needs(Permission),
}

/// Splits a router into what answers and what documents it, and puts the guard in front: each operation asks for the
/// permission its extension `x-permission` names, before its body is read. An operation that names none, or that
/// the document does not know, answers nobody.
pub fn guarded(router: OpenApiRouter<Context>, cx: Context) -> (Router, OpenApi) {
    let (router, document) = router.split_for_parts();
    let mut rules = Rules::new();
    for (path, method, access) in operations(&document) {
        rules.entry(path).or_default().push((method, access));
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

/// Every operation of a document with what it asks; none where it does not say.
pub(crate) fn operations(document: &OpenApi) -> Vec<(String, Method, Option<Access>)> {
    let mut operations = Vec::new();
    for (path, item) in &document.paths.paths {
        let methods = [
            (Method::GET, &item.get),
            (Method::PUT, &item.put),
            (Method::POST, &item.post),
            (Method::DELETE, &item.delete),
            (Method::PATCH, &item.patch),
        ];
        for (method, operation) in methods {
            if let Some(operation) = operation {
                operations.push((path.clone(), method, access(operation)));
            }
        }
    }
    operations
}

fn access(operation: &Operation) -> Option<Access> {
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

/// Per path, what each method asks.
type Rules = HashMap<String, Vec<(Method, Option<Access>)>>;

#[derive(Clone)]
struct Guard {
    cx: Context,
    rules: Arc<Rules>,
}

async fn check(
    State(guard): State<Guard>,
    path: MatchedPath,
    mut request: Request,
    next: Next,
) -> Result<Response> {
    let methods = guard
        .rules
        .get(path.as_str())
        .map_or(&[][..], Vec::as_slice);
    // A HEAD request is answered by the handler of GET.
    let method = if request.method() == Method::HEAD {
        &Method::GET
    } else {
        request.method()
    };
    let Some((_, access)) = methods.iter().find(|(known, _)| known == method) else {
        return Ok(not_documented(methods, &path));
    };
    match access {
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
    Ok(next.run(request).await)
}

fn not_documented(methods: &[(Method, Option<Access>)], path: &MatchedPath) -> Response {
    if methods.is_empty() {
        let cause = format!("{} has a handler and no documentation", path.as_str());
        let error = Error::not_found("not_found", "there is nothing at this path");
        return error.caused_by(cause).into_response();
    }
    let names: Vec<&str> = methods.iter().map(|(method, _)| method.as_str()).collect();
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
