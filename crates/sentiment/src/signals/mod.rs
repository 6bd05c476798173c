//! What a text says beside its mood: intensity, urgency, emotions, issue categories, aspects.

mod find;
#[cfg(test)]
mod languages;
mod mood;
mod negation;
mod of_text;
mod of_ticket;
mod tables;
mod vocabulary;

pub use of_text::Signals;
pub(crate) use of_ticket::of_ticket;
pub use vocabulary::{Aspect, AspectMood, Emotion, EmotionStrength, IssueCategory};
