//! The queue of jobs: functions fill it, the worker empties it.
//!
//! A job is a row of `jobs`, of a [`Kind`]; its steps are rows of `phase_queue`, claimed under a lease; its runs
//! are rows of `workflow_history`.

pub mod begin;
pub mod claim;
pub mod comparison;
mod ending;
mod enqueue;
pub mod failure;
pub mod history;
pub mod inspected;
pub mod kind;
pub mod lease;
mod status;
pub mod undo;

pub use claim::Claim;
pub use ending::{block, cancel, close, fail, forget_steps, unstage};
pub use enqueue::{BACKGROUND, NORMAL, NewStep, URGENT, enqueue};
pub use failure::Failure;
pub use kind::Kind;
pub use status::{Status, Trouble};
