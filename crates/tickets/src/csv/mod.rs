//! CSV bytes: cut into cells and records, decoded into text.

pub(crate) mod cells;
mod entity;
mod record;
pub(crate) mod scan;
