//! One request: whose it is, which component answers it, and what is logged of it.

use super::{
    Public,
    body::{self, Arrived},
    client::Client,
};
use crate::{endpoint::Endpoint, problem::Problem, request_id};
use http::{
    HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Uri, Version, header, uri,
};
use http_body::Body;
use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, atomic::Ordering::Relaxed},
    time::{Duration, Instant},
};
use undertone_host::{HttpError, WasiBody};

/// Answers a request.
pub async fn answer<B>(public: &Public, request: Request<B>, peer: SocketAddr) -> Response<WasiBody>
where
    B: Body<Data = bytes::Bytes, Error = HttpError> + Send + Unpin + 'static,
{
    let begun = Instant::now();
    public.notice_proxy(peer, request.headers());
    let client = Client::of(peer, request.headers(), &public.settings);
    let id = public.application.ids().of(request.headers());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let endpoint = public.application.route(&path);
    let mut response = match (endpoint, prepare(request, &id, &client)) {
        (_, Err(problem)) => problem.answer(&id),
        (None, _) => not_found().answer(&id),
        (Some(endpoint), Ok(request)) => call(public, endpoint, request, &id, &client).await,
    };
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(request_id::HEADER, value);
    }
    let took = begun.elapsed();
    Seen {
        component: endpoint.map(|endpoint| &*endpoint.handler.component().id),
        id: &id,
        method: method.as_str(),
        path: &path,
        status: response.status(),
        took,
        client: client.ip,
    }
    .note(took >= public.settings.slow);
    response
}

/// Hands a request to its component, once its body is read or on its way.
async fn call<B>(
    public: &Public,
    endpoint: &Endpoint,
    request: Request<B>,
    id: &Arc<str>,
    client: &Client,
) -> Response<WasiBody>
where
    B: Body<Data = bytes::Bytes, Error = HttpError> + Send + Unpin + 'static,
{
    let begun = Instant::now();
    let network = client.network();
    let (parts, body) = request.into_parts();
    let Arrived { body, rest } = match public.bodies.receive(body, network).await {
        Ok(arrived) => arrived,
        Err(problem) => return endpoint.refuse(&problem, id, begun),
    };
    let request = Request::from_parts(parts, body);
    let response = endpoint
        .call(Arc::clone(id), Some(network), rest.is_some(), request)
        .await;
    if rest.is_some_and(|slow| slow.load(Relaxed)) {
        // What the component says to a body that broke off is no use to this client.
        return body::too_slow().answer(id);
    }
    response
}

fn not_found() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "not_found",
        "no component answers this path",
        "correct the path",
    )
}

/// What is logged of a request: neither its query nor any header, which may hold what no log should.
struct Seen<'a> {
    component: Option<&'a str>,
    id: &'a str,
    method: &'a str,
    path: &'a str,
    status: StatusCode,
    took: Duration,
    client: IpAddr,
}

impl Seen<'_> {
    /// A slow request and one that failed are worth keeping; any other is for who looks for a fault.
    fn note(&self, slow: bool) {
        let status = self.status.as_u16();
        let duration_ms = self.took.as_millis();
        if slow || self.status.is_server_error() {
            tracing::info!(
                event = "request",
                component = self.component,
                request.id = self.id,
                http.method = self.method,
                http.path = self.path,
                http.status = status,
                duration_ms,
                client.ip = %self.client,
            );
        } else {
            tracing::debug!(
                event = "request",
                component = self.component,
                request.id = self.id,
                http.method = self.method,
                http.path = self.path,
                http.status = status,
                duration_ms,
                client.ip = %self.client,
            );
        }
    }
}

const CLIENT: HeaderName = HeaderName::from_static("spin-client-addr");
const FULL_URL: HeaderName = HeaderName::from_static("spin-full-url");
const PATH_INFO: HeaderName = HeaderName::from_static("spin-path-info");

/// Makes a request a guest can use: an absolute URI, and headers that only the host can write.
fn prepare<B>(request: Request<B>, id: &str, client: &Client) -> Result<Request<B>, Problem> {
    let (mut parts, body) = request.into_parts();
    let host = host(parts.version, &parts.headers)?;
    parts.uri = absolute(parts.uri, host, client.https)?;
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
        (CLIENT, client.address()),
        (FULL_URL, parts.uri.to_string()),
        (PATH_INFO, parts.uri.path().to_owned()),
    ];
    for (name, value) in trusted {
        let value = HeaderValue::try_from(value).map_err(|_| odd_url())?;
        parts.headers.insert(name, value);
    }
    Ok(Request::from_parts(parts, body))
}

/// The host of a request: exactly one, except that HTTP/1.0 needs none (RFC 9112, 3.2).
fn host(version: Version, headers: &HeaderMap) -> Result<uri::Authority, Problem> {
    let odd = |detail| {
        let remedy = "send one `host` header with the name and port of the server";
        Problem::bad_request("odd_host", detail, remedy)
    };
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.as_bytes(),
        (None, _) if version < Version::HTTP_11 => b"localhost",
        (None, _) => return Err(odd("the request names no host")),
        (Some(_), Some(_)) => return Err(odd("the request names more than one host")),
    };
    if host.contains(&b'@') {
        return Err(odd("the request has an odd host"));
    }
    host.try_into()
        .map_err(|_| odd("the request has an odd host"))
}

fn odd_url() -> Problem {
    Problem::bad_request("odd_url", "the request has an odd URL", "correct the URL")
}

fn absolute(uri: Uri, host: uri::Authority, https: bool) -> Result<Uri, Problem> {
    let mut parts = uri.into_parts();
    if https || parts.scheme.is_none() {
        parts.scheme = Some(if https {
            uri::Scheme::HTTPS
        } else {
            uri::Scheme::HTTP
        });
    }
    parts.authority.get_or_insert(host);
    parts
        .path_and_query
        .get_or_insert_with(|| uri::PathAndQuery::from_static("/"));
    Uri::from_parts(parts).map_err(|_| odd_url())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(
        version: Version,
        uri: &str,
        hosts: &[&str],
        https: bool,
    ) -> Result<String, &'static str> {
        let mut request = Request::builder().version(version).uri(uri);
        for value in hosts {
            request = request.header(header::HOST, *value);
        }
        let client = Client {
            ip: [10, 0, 0, 1].into(),
            port: None,
            https,
        };
        prepare(request.body(()).unwrap(), "id", &client)
            .map(|request| request.uri().to_string())
            .map_err(|problem| problem.code)
    }

    #[test]
    fn urls_become_absolute() {
        let url = |uri, https| prepared(Version::HTTP_11, uri, &["example.com:80"], https);
        assert_eq!(url("/a?b=c", false).unwrap(), "http://example.com:80/a?b=c");
        assert_eq!(url("/a", true).unwrap(), "https://example.com:80/a");
        assert_eq!(url("http://other/a", false).unwrap(), "http://other/a");
        let old = prepared(Version::HTTP_10, "/", &[], false);
        assert_eq!(old.unwrap(), "http://localhost/");
    }

    #[test]
    fn a_request_names_one_host() {
        for hosts in [&[][..], &["a", "a"], &["a b"], &["u@a"], &[""]] {
            let refused = prepared(Version::HTTP_11, "http://example.com/", hosts, false);
            assert_eq!(refused, Err("odd_host"), "{hosts:?}");
        }
        let twice = prepared(Version::HTTP_10, "/", &["a", "b"], false);
        assert_eq!(twice, Err("odd_host"));
    }
}
