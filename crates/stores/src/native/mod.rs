//! Stores for native builds: a temporary SQLite database, and the lake's engine on a folder.

mod errors;
mod lake;
mod records;
mod variables;

pub(crate) use lake::Lake;
pub(crate) use records::{Records, Transaction};
pub(crate) use variables::{set_variable, variable};
