//! What about a file a person should look at before its tickets count.

use serde::{Deserialize, Serialize};

/// A question that the file leaves open; it was read in the likeliest way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// What it is about: the choice that settles it.
    pub kind: DoubtKind,
    /// Why it is not sure, in one sentence.
    pub reason: String,
}

/// What a doubt is about; the serialized name is that of the field of [`Choices`](crate::Choices) that settles it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoubtKind {
    /// How its bytes become text.
    Encoding,
    /// Which of its tables holds the tickets.
    Table,
}
