//! What an instance carries: its view of the system, cut to what its component was granted.

use crate::{
    capabilities::outbound_http::Outbound,
    component::Component,
    engine::{Alive, Engine},
    limits::MemoryLimit,
    output::{ActiveRequests, Output},
};
use std::sync::Arc;
use wasmtime::{Store, component::ResourceTable};
use wasmtime_wasi::{
    FsPerms, WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView, sockets::SocketAddrUse,
};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

/// The data of a store.
pub(crate) struct Context {
    wasi: WasiCtx,
    http: WasiHttpCtx,
    hooks: Outbound,
    pub(crate) table: ResourceTable,
    pub(crate) memory: MemoryLimit,
    pub(crate) component: Arc<Component>,
    pub(crate) active: Arc<ActiveRequests>,
    _alive: Counted,
}

/// Counts the instance and keeps the deadline ticker running.
struct Counted {
    component: Arc<Component>,
    _alive: Alive,
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.component.instances.dropped();
    }
}

impl WasiView for Context {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl WasiHttpView for Context {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            hooks: &mut self.hooks,
            table: &mut self.table,
            ctx: &mut self.http,
        }
    }
}

/// A store for a new instance of `component`.
pub(crate) fn create(
    engine: &Engine,
    component: &Arc<Component>,
) -> wasmtime::Result<Store<Context>> {
    let active = Arc::<ActiveRequests>::default();
    let id: Arc<str> = component.id.as_str().into();
    let mut wasi = WasiCtxBuilder::new();
    wasi.stdout(Output::stdout(Arc::clone(&id), Arc::clone(&active)))
        .stderr(Output::stderr(id, Arc::clone(&active)))
        .envs(&component.environment);
    for mount in &component.mounts {
        let permissions = if mount.writable {
            FsPerms::ReadWrite
        } else {
            FsPerms::ReadOnly
        };
        wasi.preopened_dir(&mount.host, &mount.guest, permissions)?;
    }
    let sockets = component.allowed.any_socket();
    wasi.allow_tcp(sockets)
        .allow_udp(sockets)
        .allow_ip_name_lookup(sockets);
    let allowed = Arc::clone(&component.allowed);
    wasi.socket_addr_check(move |address, usage| {
        let allowed = Arc::clone(&allowed);
        Box::pin(async move {
            match usage {
                SocketAddrUse::TcpConnect => allowed.allow_socket("tcp", address).await,
                // The local end of what goes out.
                SocketAddrUse::TcpBind | SocketAddrUse::UdpBind => {
                    address.ip().is_unspecified() && address.port() == 0
                }
                // A guest serves through its triggers, never on a port of its own.
                SocketAddrUse::TcpListen | SocketAddrUse::TcpAccept => false,
                SocketAddrUse::UdpSend | SocketAddrUse::UdpReceive => {
                    allowed.allow_socket("udp", address).await
                }
            }
        })
    });
    component.instances.created();
    let context = Context {
        wasi: wasi.build(),
        http: WasiHttpCtx::new(),
        hooks: Outbound::new(Arc::clone(component)),
        table: ResourceTable::new(),
        memory: MemoryLimit::new(component.limits.memory),
        component: Arc::clone(component),
        active,
        _alive: Counted {
            component: Arc::clone(component),
            _alive: engine.enter(),
        },
    };
    let mut store = Store::new(&engine.inner, context);
    store.limiter(|context| &mut context.memory);
    // At every tick the guest gives way, so that a deadline polled outside can end it.
    store.epoch_deadline_async_yield_and_update(1);
    Ok(store)
}
