//! The public server: HTTP/1.1, routes, request ids, and a graceful end.

use crate::{application::Application, problem::problem, request_id, settings::Server};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Uri, header, uri};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Instant};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::sync::CancellationToken;
use undertone_host::{HttpError, WasiBody, log};

/// Accepts connections until told to stop, then lets the running requests end. Answers whether all did in time.
pub async fn serve(
    listener: TcpListener,
    application: Arc<Application>,
    settings: Server,
    stop: CancellationToken,
) -> bool {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(settings.connections));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = stop.cancelled() => break,
        };
        let (stream, peer, place) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file handles, mostly: waiting is better than spinning.
                log::warn(
                    "cannot accept a connection",
                    &[("reason", &error.to_string())],
                );
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                continue;
            }
        };
        // A socket that refuses the option still serves, a little later.
        let _slower = stream.set_nodelay(true);
        let application = Arc::clone(&application);
        let service = hyper::service::service_fn(move |request| {
            let application = Arc::clone(&application);
            async move { Ok::<_, Infallible>(answer(&application, request, peer, settings).await) }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(settings.header_timeout)
            .max_buf_size(settings.header_bytes)
            .pipeline_flush(true)
            // A client may have said all it wants to say, and still listen.
            .half_close(true)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that breaks off is its own affair; guests see it as an error of the body.
            let _broken = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::time::timeout(settings.drain, graceful.shutdown())
        .await
        .is_ok()
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(places)
        .acquire_owned()
        .await
        .map_err(std::io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, place))
}

async fn answer(
    application: &Application,
    request: Request<Incoming>,
    peer: SocketAddr,
    settings: Server,
) -> Response<WasiBody> {
    let begun = Instant::now();
    let id = application.ids().of(request.headers());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let mut response = match application.route(&path) {
        Some(endpoint) => match prepare(request, &id, peer) {
            Ok(request) => endpoint.call(Arc::clone(&id), request).await,
            Err(detail) => problem(StatusCode::BAD_REQUEST, detail, &id),
        },
        None => problem(StatusCode::NOT_FOUND, "no component answers this path", &id),
    };
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(request_id::HEADER, value);
    }
    let took = begun.elapsed();
    if took >= settings.slow || response.status().is_server_error() {
        log::info(
            "request",
            &[
                ("method", method.as_str()),
                ("path", &path),
                ("status", response.status().as_str()),
                ("duration_ms", &took.as_millis().to_string()),
                ("request", &id),
            ],
        );
    }
    response
}

const CLIENT: HeaderName = HeaderName::from_static("spin-client-addr");
const FULL_URL: HeaderName = HeaderName::from_static("spin-full-url");
const PATH_INFO: HeaderName = HeaderName::from_static("spin-path-info");

/// Makes a request a guest can use: an absolute URI, and headers that only the host can write.
fn prepare(
    request: Request<Incoming>,
    id: &str,
    peer: SocketAddr,
) -> Result<Request<WasiBody>, &'static str> {
    let (mut parts, body) = request.into_parts();
    parts.uri = absolute(parts.uri, &parts.headers)?;
    let forged: Vec<HeaderName> = parts
        .headers
        .keys()
        .filter(|name| name.as_str().starts_with("spin-"))
        .cloned()
        .collect();
    for name in forged {
        parts.headers.remove(name);
    }
    parts.headers.remove(header::CONNECTION);
    let trusted = [
        (request_id::HEADER, id.to_owned()),
        (CLIENT, peer.to_string()),
        (FULL_URL, parts.uri.to_string()),
        (PATH_INFO, parts.uri.path().to_owned()),
    ];
    for (name, value) in trusted {
        let value = HeaderValue::try_from(value).map_err(|_| "the request has an odd URL")?;
        parts.headers.insert(name, value);
    }
    let body = body.map_err(HttpError::from).boxed_unsync();
    Ok(Request::from_parts(parts, body))
}

fn absolute(uri: Uri, headers: &HeaderMap) -> Result<Uri, &'static str> {
    if uri.scheme().is_some() && uri.authority().is_some() {
        return Ok(uri);
    }
    let host = headers.get(header::HOST).map_or(Ok("localhost"), |host| {
        host.to_str().map_err(|_| "the request has an odd host")
    })?;
    let mut parts = uri.into_parts();
    parts.scheme = Some(uri::Scheme::HTTP);
    parts.authority = Some(host.parse().map_err(|_| "the request has an odd host")?);
    parts
        .path_and_query
        .get_or_insert_with(|| uri::PathAndQuery::from_static("/"));
    Uri::from_parts(parts).map_err(|_| "the request has an odd URL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_become_absolute() {
        let with = |host: &'static str| {
            HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))])
        };
        let uri = absolute("/a?b=c".parse().unwrap(), &with("example.com:80")).unwrap();
        assert_eq!(uri, "http://example.com:80/a?b=c");
        assert_eq!(
            absolute("/".parse().unwrap(), &HeaderMap::new()).unwrap(),
            "http://localhost/"
        );
        assert!(absolute("/".parse().unwrap(), &with("a b")).is_err());
    }
}
