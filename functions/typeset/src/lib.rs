//! Sets a report's data as a PDF. Private: only other components reach it.
//!
//! | route | body | answer |
//! |---|---|---|
//! | `POST /report` | a [`brief::Report`] as JSON | `application/pdf` |
//!
//! A body that is no report is a 400 as `application/problem+json` with the `field` that is wrong.
//! Nothing is stored and nothing is fetched: the same report gives the same bytes.

#[cfg(target_arch = "wasm32")]
mod component;
mod error;
mod fonts;
mod router;
mod setter;
mod view;
mod world;

pub use error::Error;
pub use router::{MAX_BODY, answer};
pub use setter::Setter;

#[cfg(test)]
#[path = "../examples/cases/mod.rs"]
mod cases;
