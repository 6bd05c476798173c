//! Reports as PDF: gathers the numbers of a period, words their summary, and has the component `typeset` set them.

mod attention;
#[cfg(target_family = "wasm")]
mod component;
mod filters;
mod gather;
mod mentions;
mod pdf;
mod phrases;
mod router;
mod summary;
mod typesetter;

pub use router::router;
pub use typesetter::{Setting, Typesetter, Unreachable};
