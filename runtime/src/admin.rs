//! The admin port: whether the runtime is well, and its metrics. It is not for the public.

use crate::{application::Application, metrics, problem::full};
use http::{Request, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use undertone_host::WasiBody;

/// Serves until the process ends; `stop` only changes what health says.
pub async fn serve(listener: TcpListener, application: Arc<Application>, stop: CancellationToken) {
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(event = "admin_connection_not_accepted", cause = %error);
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let application = Arc::clone(&application);
        let stop = stop.clone();
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let response = answer(&application, request.uri().path(), stop.is_cancelled());
            async move { Ok::<_, Infallible>(response) }
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

fn answer(application: &Application, path: &str, stopping: bool) -> Response<WasiBody> {
    let (status, kind, body) = match path {
        "/.well-known/undertone/health" | "/health" if stopping => (
            StatusCode::SERVICE_UNAVAILABLE,
            "application/json",
            "{\"status\":\"stopping\"}".to_owned(),
        ),
        "/.well-known/undertone/health" | "/health" => (
            StatusCode::OK,
            "application/json",
            "{\"status\":\"ok\"}".to_owned(),
        ),
        "/.well-known/undertone/metrics" | "/metrics" => (
            StatusCode::OK,
            "text/plain; version=0.0.4; charset=utf-8",
            metrics::render(application),
        ),
        _ => (
            StatusCode::NOT_FOUND,
            "text/plain; charset=utf-8",
            "not found\n".to_owned(),
        ),
    };
    let mut response = Response::new(full(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    response
}
