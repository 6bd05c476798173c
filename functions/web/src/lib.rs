//! Serves the built web app, the API reference at `/docs` and the document `/api/openapi.json`.
//!
//! Everything is embedded in the component, compressed beforehand, and answered from memory:
//! [`answer`] is a function from a request's head to a whole response.

mod assets;
#[cfg(target_arch = "wasm32")]
mod component;
mod encoding;
mod problem;
mod router;
mod security;

pub use router::answer;
