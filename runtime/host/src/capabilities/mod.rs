//! What a guest can ask of the host: one file per interface.

pub(crate) mod key_value;
pub(crate) mod names;
pub(crate) mod outbound_http;
pub(crate) mod postgres;
mod rows;
pub(crate) mod sqlite;
mod variables;

use crate::{bindings, store::Context};
use wasmtime::component::{HasSelf, Linker};

/// Adds every interface of the platform to the linker.
pub(crate) fn add_to_linker(linker: &mut Linker<Context>) -> wasmtime::Result<()> {
    wasmtime_wasi::p2::add_to_linker_async(linker)?;
    wasmtime_wasi::p3::add_to_linker(linker)?;
    wasmtime_wasi_http::p2::add_only_http_to_linker_async(linker)?;
    wasmtime_wasi_http::p3::add_to_linker(linker)?;
    names::add_to_linker(linker)?;
    bindings::Platform::add_to_linker::<Context, HasSelf<Context>>(linker, |context| context)
}
