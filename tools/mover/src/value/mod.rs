//! Values as both databases mean them, how they travel, and how they are summed up.

mod cell;
mod json;
mod key;
mod sum;
pub mod wire;

pub use cell::{Cell, Fault};
pub use json::{JsonFault, compact};
pub use key::{Key, KeyPart};
pub use sum::{Sum, Summer};
