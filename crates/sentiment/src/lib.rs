//! Text to scores and entities, tickets to moods: pure, deterministic, without clock or I/O.
//!
//! [`Scorer::score`] is the door for single texts.

mod hash;
mod label;
mod score;
mod table;
mod vader;

pub use label::{CUT_OFF, Label, UnknownName};
pub use score::{ConfidenceBand, MAX_CHARACTERS, SCORING_VERSION, Score, Scorer};
