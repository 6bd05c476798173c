//! What PostgreSQL needs of the statements and values both databases share (pure).
//!
//! Callers write SQL once. PostgreSQL wants to know the type of each parameter ([`typed`]), says what went wrong by
//! code ([`failure`]), counts time as a calendar ([`civil`]) and spaces JSON out ([`compact`]).

mod failure;
mod json;
mod moment;
mod number;
mod parameters;

pub use failure::{Failure, failure};
pub use json::compact;
pub use moment::{Civil, civil, micros};
pub use number::{Number, number};
pub use parameters::{Kind, typed};
