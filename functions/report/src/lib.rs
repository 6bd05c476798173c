//! Reports as PDF: gathers the numbers of a period, words their summary, and has the component `typeset` set them.

mod aspects;
mod attention;
#[cfg(target_family = "wasm")]
mod component;
mod filters;
mod gather;
mod groups;
mod mentions;
mod params;
mod pdf;
mod router;
mod scope;
mod summary;
mod texts;
mod typesetter;

pub use router::router;
pub use typesetter::{Setting, Typesetter, Unreachable};
