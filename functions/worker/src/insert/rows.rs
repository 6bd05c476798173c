//! The rows a chunk adds, and their values in the order of their tables' columns.

use crate::state::TicketState;
use sentiment::Label;
use serde::Serialize;

/// A row of `ticket_revisions`. Times are µs since the epoch.
#[derive(Debug)]
pub struct RevisionRow {
    pub state: TicketState,
    pub comment_count: usize,
    pub first_comment_at: Option<i64>,
    pub last_comment_at: Option<i64>,
    pub ultimate_sentiment: Label,
    pub ultimate_confidence: f64,
    pub compound: f64,
    pub sentiment_trend: String,
    pub sentiment_status: String,
    pub urgency: f64,
    pub lake_row: u32,
    pub lake_field_ranges: String,
    pub lake_entity_ranges: String,
}

/// A row of `sentiment_results`. Times are µs since the epoch.
#[derive(Debug)]
pub struct TextRow {
    pub ticket_id: String,
    pub field_type: &'static str,
    pub comment_number: Option<u32>,
    pub comment_timestamp: Option<i64>,
    pub author_id: Option<String>,
    pub text: String,
    pub sentiment: Label,
    pub confidence: f64,
    pub compound: f64,
    pub fingerprint: String,
}

/// A row of `entities`.
#[derive(Debug)]
pub struct EntityRow {
    pub ticket_id: String,
    pub fingerprint: String,
    pub field_type: &'static str,
    pub text: String,
    pub label: String,
    pub start_pos: u32,
    pub end_pos: u32,
    pub confidence: f64,
}

/// A row of `row_errors`.
#[derive(Debug)]
pub struct ErrorRow {
    pub row_number: u64,
    pub line_number: u64,
    pub column_name: Option<String>,
    pub value: Option<String>,
    pub code: &'static str,
    pub reason: String,
    pub remedy: String,
}

/// A row of `text_scores`.
#[derive(Debug)]
pub struct ScoreRow {
    pub result_id: i64,
    pub old_sentiment: Label,
    pub old_confidence: f64,
    pub old_compound: f64,
    pub old_scoring_version: String,
    pub sentiment: Label,
    pub confidence: f64,
    pub compound: f64,
}

/// A value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell<'a> {
    Text(&'a str),
    Whole(i64),
    Number(f64),
    Null,
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(value)
    }
}

impl From<i64> for Cell<'_> {
    fn from(value: i64) -> Self {
        Self::Whole(value)
    }
}

impl From<u32> for Cell<'_> {
    fn from(value: u32) -> Self {
        Self::Whole(value.into())
    }
}

impl From<f64> for Cell<'_> {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The own values of a row, in the order of its table's columns.
pub trait Cells<const N: usize> {
    fn cells(&self) -> [Cell<'_>; N];
}

/// A number of things that a machine can hold.
fn count(value: impl TryInto<i64>) -> Cell<'static> {
    Cell::Whole(value.try_into().unwrap_or(i64::MAX))
}

impl Cells<30> for RevisionRow {
    fn cells(&self) -> [Cell<'_>; 30] {
        let state = &self.state;
        [
            Cell::from(&state.ticket_id),
            Cell::from(&state.summary),
            Cell::from(&state.description),
            Cell::from(&state.status),
            Cell::from(&state.priority),
            Cell::from(&state.issue_type),
            Cell::from(&state.project),
            Cell::from(&state.product),
            Cell::from(&state.organization),
            Cell::from(&state.labels),
            Cell::from(&state.assignee),
            Cell::from(&state.reporter),
            Cell::from(state.parent_ticket_id.as_ref()),
            Cell::from(state.created_at),
            Cell::from(state.updated_at),
            Cell::from(state.resolved_at),
            Cell::from(state.as_of),
            Cell::from(&state.state_hash),
            count(self.comment_count),
            Cell::from(self.first_comment_at),
            Cell::from(self.last_comment_at),
            Cell::from(self.ultimate_sentiment.as_str()),
            Cell::from(self.ultimate_confidence),
            Cell::from(self.compound),
            Cell::from(&self.sentiment_trend),
            Cell::from(&self.sentiment_status),
            Cell::from(self.urgency),
            Cell::from(self.lake_row),
            Cell::from(&self.lake_field_ranges),
            Cell::from(&self.lake_entity_ranges),
        ]
    }
}

impl Cells<10> for TextRow {
    fn cells(&self) -> [Cell<'_>; 10] {
        [
            Cell::from(&self.ticket_id),
            Cell::from(self.field_type),
            Cell::from(self.comment_number),
            Cell::from(self.comment_timestamp),
            Cell::from(self.author_id.as_ref()),
            Cell::from(&self.text),
            Cell::from(self.sentiment.as_str()),
            Cell::from(self.confidence),
            Cell::from(self.compound),
            Cell::from(&self.fingerprint),
        ]
    }
}

impl Cells<8> for EntityRow {
    fn cells(&self) -> [Cell<'_>; 8] {
        [
            Cell::from(&self.ticket_id),
            Cell::from(&self.fingerprint),
            Cell::from(self.field_type),
            Cell::from(&self.text),
            Cell::from(&self.label),
            Cell::from(self.start_pos),
            Cell::from(self.end_pos),
            Cell::from(self.confidence),
        ]
    }
}

impl Cells<7> for ErrorRow {
    fn cells(&self) -> [Cell<'_>; 7] {
        [
            count(self.row_number),
            count(self.line_number),
            Cell::from(self.column_name.as_ref()),
            Cell::from(self.value.as_ref()),
            Cell::from(self.code),
            Cell::from(&self.reason),
            Cell::from(&self.remedy),
        ]
    }
}

impl Cells<9> for ScoreRow {
    fn cells(&self) -> [Cell<'_>; 9] {
        [
            Cell::from(self.result_id),
            Cell::from(self.old_sentiment.as_str()),
            Cell::from(self.old_confidence),
            Cell::from(self.old_compound),
            Cell::from(&self.old_scoring_version),
            Cell::from(self.sentiment.as_str()),
            Cell::from(self.confidence),
            Cell::from(self.compound),
            Cell::from(i64::from(self.old_sentiment != self.sentiment)),
        ]
    }
}
