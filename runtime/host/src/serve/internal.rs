//! Requests between components of one application.

use http::{Request, Response};
use std::pin::Pin;
use wasmtime_wasi_http::{Error, WasiBody};

/// The answer of another component, when it is there.
pub type InternalAnswer<'a> =
    Pin<Box<dyn Future<Output = Result<Response<WasiBody>, Error>> + Send + 'a>>;

/// Hands a request for `http://<component>.spin.internal` to that component.
pub trait Internal: Send + Sync {
    /// Calls the component; it waits for its turn as a request from outside would.
    fn call<'a>(&'a self, component: &'a str, request: Request<WasiBody>) -> InternalAnswer<'a>;
}
