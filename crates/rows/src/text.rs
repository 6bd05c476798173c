//! The texts of a ticket, and what they mention.

use sentiment::{FieldKind, Label, Side};
use serde::{Deserialize, Serialize};
use stores::named::Moment;

/// A row of `sentiment_results`: a scored text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the columns of the schema")]
pub struct TextRow {
    pub ticket_id: String,
    pub field_type: FieldKind,
    pub comment_number: Option<u32>,
    pub comment_timestamp: Option<Moment>,
    pub author_id: Option<String>,
    pub text: String,
    pub sentiment: Label,
    pub confidence: f64,
    pub compound: f64,
    pub fingerprint: String,
    pub side: Side,
    pub urgency: Option<f64>,
    pub intensity: Option<f64>,
    pub language: String,
    /// What the export called the author: it tells the side where the ticket does not.
    pub author_type: Side,
}

/// A row of `entities`: a name or number in a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the columns of the schema")]
pub struct EntityRow {
    pub ticket_id: String,
    pub fingerprint: String,
    pub field_type: FieldKind,
    pub text: String,
    pub label: String,
    pub start_pos: u32,
    pub end_pos: u32,
    pub confidence: f64,
}
