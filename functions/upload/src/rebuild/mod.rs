//! Writing the lake anew from the records and the stored exports: asking for it, and how it stands.

pub(crate) mod begin;
pub(crate) mod status;
