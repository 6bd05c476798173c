//! Text to scores and entities, tickets to moods: pure, deterministic, without clock or I/O.
//!
//! [`Scorer::score`] is the door for single texts, [`Scorer::spans`] says which words made it, [`TicketMood::of`] for a ticket's fields with their scores,
//! [`Signals::of`] for what a text says beside its mood, [`entities()`] for the names and numbers in it, [`entities_with`] for those that a [`Gazetteer`] adds too.

mod elision;
mod entities;
mod features;
mod fold;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the build script and tests read the names")
)]
mod group;
mod key;
mod label;
mod language;
mod lexer;
mod lexicon;
mod model;
mod names;
mod phrases;
mod place;
mod prose;
mod score;
mod signals;
mod spans;
mod table;
mod ticket;
pub mod training;
mod vader;
mod words;

pub use entities::{
    Entity, EntityLabel, Gazetteer, MAX_ENTITIES, MAX_ENTITY_CHARACTERS, Meaning, Term, TermError,
    entities, entities_with,
};
pub use label::{CUT_OFF, Label};
pub use language::Language;
pub use names::UnknownName;
pub use prose::is_automatic;
pub use score::{ConfidenceBand, MAX_CHARACTERS, Read, Reading, SCORING_VERSION, Score, Scorer};
pub use signals::{Aspect, AspectMood, Emotion, EmotionStrength, IssueCategory, Signals};
pub use spans::Span;
pub use ticket::{
    Field, FieldKind, Side, Status, Strategy, TicketMood, Trajectory, TrajectoryKind, Trend,
    TurningPoint, Ultimate, in_order,
};
