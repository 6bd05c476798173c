//! Sets a report's data as a PDF: `wit/typeset.wit`, composed into who needs it.
//!
//! Nothing is stored and nothing is fetched: the same report gives the same bytes.

#[cfg(target_arch = "wasm32")]
mod component;
mod error;
mod fonts;
mod set;
mod setter;
mod view;
mod world;

pub use error::Error;
pub use set::{first_page, pdf};
pub use setter::Setter;

#[cfg(test)]
#[path = "../examples/cases/mod.rs"]
mod cases;
