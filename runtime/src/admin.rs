//! The admin port: whether the runtime is well, its metrics, its cron triggers. It is not for the public.

mod cron;

use crate::{
    announced::Announced,
    application::Application,
    metrics,
    problem::{Problem, full},
};
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use undertone_host::{WasiBody, clock};

const JSON: &str = "application/json";

/// What answers there.
pub struct Admin {
    /// The application.
    pub application: Arc<Application>,
    /// The token that whoever has something done must carry.
    pub announced: Announced,
    /// Whether the runtime ends.
    pub stop: CancellationToken,
}

/// Serves until the process ends; that the runtime ends only changes what health says.
pub async fn serve(listener: TcpListener, admin: Arc<Admin>) {
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(event = "admin_connection_not_accepted", cause = %error);
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let admin = Arc::clone(&admin);
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let admin = Arc::clone(&admin);
            async move { Ok::<_, Infallible>(admin.answer(&request).await) }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(10))
            .serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move {
            // Whoever asked has left.
            let _gone = connection.await;
        });
    }
}

impl Admin {
    async fn answer(&self, request: &Request<Incoming>) -> Response<WasiBody> {
        let path = request.uri().path();
        let path = path.strip_prefix("/.well-known/undertone").unwrap_or(path);
        match path {
            "/health" if self.stop.is_cancelled() => {
                let mut response = content(JSON, "{\"status\":\"stopping\"}".to_owned());
                *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
                response
            }
            "/health" => content(JSON, "{\"status\":\"ok\"}".to_owned()),
            "/metrics" => content(
                "text/plain; version=0.0.4; charset=utf-8",
                metrics::render(&self.application),
            ),
            _ => match self.cron(path, request).await {
                Ok(body) => content(JSON, body),
                Err(problem) => problem.answer(&self.application.ids().of(request.headers())),
            },
        }
    }

    async fn cron(&self, path: &str, request: &Request<Incoming>) -> Result<String, Problem> {
        let asked = path.strip_prefix("/cron/");
        let asked = asked.and_then(|rest| rest.strip_suffix("/run"));
        let wanted = match asked {
            Some(_) => Method::POST,
            None if path == "/cron" => Method::GET,
            None => return Err(not_found()),
        };
        if request.method() != wanted {
            return Err(Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                format!("`{path}` is asked with {wanted}"),
                "use that method",
            ));
        }
        // A token that is wrong is told also where none is needed: it is another runtime that was meant.
        if !self
            .announced
            .is_carried(request.headers())
            .unwrap_or(asked.is_none())
        {
            return Err(Problem::new(
                StatusCode::UNAUTHORIZED,
                "not_admin",
                "the request does not carry this runtime's token",
                "send `Authorization: Bearer …` with the token of `admin.json` in its data folder",
            ));
        }
        let jobs = self.application.jobs();
        let told = match asked {
            Some(name) => serde_json::to_string(&cron::run(jobs, name).await?),
            None => serde_json::to_string(&cron::told(jobs, clock::now())),
        };
        told.map_err(|error| {
            let internal = StatusCode::INTERNAL_SERVER_ERROR;
            Problem::new(internal, "not_told", error.to_string(), "report it")
        })
    }
}

fn not_found() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "not_found",
        "there is nothing here",
        "ask for /.well-known/undertone/health, …/metrics or …/cron",
    )
}

fn content(kind: &'static str, body: String) -> Response<WasiBody> {
    let mut response = Response::new(full(body));
    let kind = HeaderValue::from_static(kind);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
