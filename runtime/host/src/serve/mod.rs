//! Runs requests and cron events in instances of a component.

mod cause;
mod cron;
mod http;
pub mod internal;
mod program;
mod pulse;
mod ticket;
mod worker;

pub use cron::{CronFailure, CronHandler};
pub use http::{Failure, HttpHandler};
pub use program::{Host, Program, ProgramError};
pub use ticket::Place;
