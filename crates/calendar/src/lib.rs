//! Days, periods and time zones: when a day begins, which instants it holds, which days a caller asks for.
//!
//! A [`Days`] is what people ask for (calendar days, both ends included, in a [`Zone`]); a [`Period`] is what stores are
//! asked for (instants, the end excluded). Nothing here reads a clock.

mod asked;
mod days;
mod error;
mod period;
mod zone;

pub use asked::{Asked, Unset};
pub use days::Days;
pub use error::Error;
pub use period::Period;
pub use zone::Zone;
