//! Values, answers and errors of both databases, and what each needs of the statements they share (pure).
//!
//! Callers write SQL once, with parameters `$1, $2, …` numbered by first appearance. PostgreSQL wants to know the type of
//! each parameter ([`typed`]), counts time as a calendar ([`civil`]), its sums exactly ([`number`]), and spaces JSON out
//! ([`compact`]). What went wrong it says by code ([`Error::from_postgres`]), SQLite in words ([`Error::from_sqlite`]).

mod answer;
mod error;
mod json;
mod moment;
mod number;
mod parameters;
mod params;
mod postgres;
mod row;
mod sqlite;
mod value;

pub use answer::Answer;
pub use error::{ConstraintKind, Error};
pub use json::compact;
pub use moment::{Civil, civil, moment};
pub use number::number;
pub use parameters::typed;
pub use params::IntoParams;
pub use row::{FromRow, Row};
pub use sqlite::may_change;
pub use value::{FromValue, ToValue, Value};

/// Which database answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded database.
    Sqlite,
    /// The server.
    Postgres,
}
