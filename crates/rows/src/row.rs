//! What a chunk adds beside tickets: rows that were wrong, and scores that take the place of others.

use sentiment::{Label, Side};
use serde::Serialize;

/// A row of `row_errors`.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the columns of the schema")]
pub struct ErrorRow {
    pub row_number: u64,
    pub line_number: u64,
    pub column_name: Option<String>,
    pub value: Option<String>,
    pub code: &'static str,
    pub reason: String,
    pub remedy: String,
}

/// A row of `text_scores`: the score of a stored text, before and now.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the columns of the schema")]
pub struct ScoreRow {
    pub result_id: i64,
    pub old_sentiment: Label,
    pub old_confidence: f64,
    pub old_compound: f64,
    pub old_scoring_version: String,
    pub sentiment: Label,
    pub confidence: f64,
    pub compound: f64,
    /// 1 where the label is another, else 0.
    pub moved: u8,
    pub side: Side,
    pub urgency: Option<f64>,
    pub intensity: Option<f64>,
    pub language: String,
}
