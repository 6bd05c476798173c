//! `wasi:http` outwards: to the hosts the manifest names, to other components, and nowhere else.

use crate::{component::Component, outbound::INTERNAL_SUFFIX};
use http::{Request, Response};
use http_body_util::BodyExt;
use std::sync::Arc;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks, default_send_request};

/// Decides about the requests of one instance.
pub(crate) struct Outbound(Arc<Component>);

type Io = Box<dyn Future<Output = Result<(), Error>> + Send>;
type Sent = Result<(Response<WasiBody>, Io), Error>;

impl Outbound {
    pub(crate) fn new(component: Arc<Component>) -> Self {
        Self(component)
    }
}

impl WasiHttpHooks for Outbound {
    fn send_request(
        &mut self,
        request: Request<WasiBody>,
        options: Option<RequestOptions>,
        _received: Io,
    ) -> Box<dyn Future<Output = Sent> + Send> {
        let component = Arc::clone(&self.0);
        Box::new(async move { send(&component, request, options).await })
    }
}

async fn send(
    component: &Component,
    request: Request<WasiBody>,
    options: Option<RequestOptions>,
) -> Sent {
    let uri = request.uri();
    let scheme = uri.scheme_str().unwrap_or("https").to_owned();
    let host = uri
        .host()
        .ok_or(Error::HttpRequestUriInvalid)?
        .to_ascii_lowercase();
    let port = uri
        .port_u16()
        .unwrap_or(if scheme == "https" { 443 } else { 80 });
    if let Some(target) = host.strip_suffix(INTERNAL_SUFFIX) {
        if scheme != "http" || !component.allowed.allow_internal(target) {
            return Err(denied(component, &scheme, &host, port));
        }
        let internal = component
            .internal
            .get()
            .ok_or(Error::DestinationUnavailable)?;
        let response = internal.call(target, request).await?;
        return Ok((response, Box::new(async { Ok(()) })));
    }
    if !component.allowed.allow_http(&scheme, &host, port) {
        return Err(denied(component, &scheme, &host, port));
    }
    let (response, io) = default_send_request(request, options).await?;
    Ok((response.map(BodyExt::boxed_unsync), Box::new(io)))
}

fn denied(component: &Component, scheme: &str, host: &str, port: u16) -> Error {
    let remedy = format!("add \"{scheme}://{host}:{port}\" to allowed_outbound_hosts");
    tracing::warn!(
        event = "outgoing_refused",
        component = &*component.id,
        host,
        remedy
    );
    Error::HttpRequestDenied
}
