//! Statements put together from fixed fragments.

pub(crate) use stores::Statement;
