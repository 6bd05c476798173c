//! `wasi:sockets/ip-name-lookup`: a guest may ask for the addresses of the names it may connect to, and no others.

use crate::{outbound::AllowedHosts, store::Context};
use std::{
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
};
use wasmtime::component::{Accessor, HasData, Linker, Resource};
use wasmtime_wasi::{
    p2::{
        DynPollable, SocketError,
        bindings::sockets::{
            ip_name_lookup::{self as names2, ResolveAddressStream},
            network::{self, ErrorCode, IpAddress, Network},
        },
    },
    p3::bindings::sockets::{ip_name_lookup as names3, types},
    sockets::{WasiSocketsCtxView, WasiSocketsView},
};

/// Puts the check before the implementations that are in the linker already.
pub(super) fn add_to_linker(linker: &mut Linker<Context>) -> wasmtime::Result<()> {
    names2::add_to_linker::<_, Names>(linker, view)?;
    names3::add_to_linker::<_, Names>(linker, view)
}

fn view(context: &mut Context) -> View<'_> {
    let allowed = Arc::clone(&context.component.allowed);
    View {
        inner: context.sockets(),
        allowed,
    }
}

struct Names;

impl HasData for Names {
    type Data<'a> = View<'a>;
}

struct View<'a> {
    inner: WasiSocketsCtxView<'a>,
    allowed: Arc<AllowedHosts>,
}

impl network::Host for View<'_> {
    fn convert_error_code(&mut self, error: SocketError) -> wasmtime::Result<ErrorCode> {
        network::Host::convert_error_code(&mut self.inner, error)
    }

    fn network_error_code(
        &mut self,
        error: Resource<wasmtime::Error>,
    ) -> wasmtime::Result<Option<ErrorCode>> {
        network::Host::network_error_code(&mut self.inner, error)
    }
}

impl network::HostNetwork for View<'_> {
    fn drop(&mut self, network: Resource<Network>) -> wasmtime::Result<()> {
        network::HostNetwork::drop(&mut self.inner, network)
    }
}

impl names2::Host for View<'_> {
    fn resolve_addresses(
        &mut self,
        network: Resource<Network>,
        name: String,
    ) -> Result<Resource<ResolveAddressStream>, SocketError> {
        if address(&name).is_none() && !self.allowed.allow_lookup(&name) {
            return Err(ErrorCode::AccessDenied.into());
        }
        names2::Host::resolve_addresses(&mut self.inner, network, name)
    }
}

impl names2::HostResolveAddressStream for View<'_> {
    fn resolve_next_address(
        &mut self,
        stream: Resource<ResolveAddressStream>,
    ) -> Result<Option<IpAddress>, SocketError> {
        names2::HostResolveAddressStream::resolve_next_address(&mut self.inner, stream)
    }

    fn subscribe(
        &mut self,
        stream: Resource<ResolveAddressStream>,
    ) -> wasmtime::Result<Resource<DynPollable>> {
        names2::HostResolveAddressStream::subscribe(&mut self.inner, stream)
    }

    fn drop(&mut self, stream: Resource<ResolveAddressStream>) -> wasmtime::Result<()> {
        names2::HostResolveAddressStream::drop(&mut self.inner, stream)
    }
}

impl names3::Host for View<'_> {}

impl<T> names3::HostWithStore<T> for Names {
    async fn resolve_addresses(
        accessor: &Accessor<T, Self>,
        name: String,
    ) -> wasmtime::Result<Result<Vec<types::IpAddress>, names3::ErrorCode>> {
        if let Some(address) = address(&name) {
            return Ok(Ok(vec![address.into()]));
        }
        if !accessor.with(|mut view| view.get().allowed.allow_lookup(&name)) {
            return Ok(Err(names3::ErrorCode::AccessDenied));
        }
        Ok(match tokio::net::lookup_host((name.as_str(), 0)).await {
            Ok(found) => Ok(found
                .map(|found| found.ip().to_canonical().into())
                .collect()),
            Err(_) => Err(names3::ErrorCode::NameUnresolvable),
        })
    }
}

/// A name that is an address already needs no look-up.
fn address(name: &str) -> Option<IpAddr> {
    let bare = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'));
    match bare {
        Some(bare) => bare.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => name.parse().ok(),
    }
}
