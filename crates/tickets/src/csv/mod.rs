//! CSV bytes: cut into cells and records, decoded into text.

pub(crate) mod cells;
pub(crate) mod scan;
