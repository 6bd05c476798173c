//! The rows of the report's tables.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Mean, Number};

/// The first rows of a table, and how many it has in all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Top<T> {
    /// The rows shown.
    pub rows: Vec<T>,
    /// How many there are with those that are left out.
    pub total: u64,
}

impl<T> Top<T> {
    /// The first `most` of all rows.
    pub fn of(mut rows: Vec<T>, most: usize) -> Self {
        let total = rows.len() as u64;
        rows.truncate(most);
        Self { rows, total }
    }
}

impl<T> Default for Top<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            total: 0,
        }
    }
}

/// The tickets that have something in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What: a product, a team, an emotion; already in the language of the report.
    pub name: String,
    /// These tickets.
    pub tickets: Number,
    /// The negative ones ÷ all of them, 0 to 1.
    pub negative_share: Mean,
    /// Their mean compound score, −1 to 1.
    pub compound: Mean,
}

/// Something the tickets mention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// As it is written in the tickets.
    pub text: String,
    /// Its kind, e.g. `PRODUCT`.
    pub kind: String,
    /// Tickets that mention it.
    pub tickets: Number,
    /// Their mean compound score, −1 to 1.
    pub compound: Mean,
}

/// A ticket somebody should look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attention {
    /// Its key, e.g. `SUP-1042`.
    pub key: String,
    /// Its summary; what is too long for its cell is cut, with an ellipsis.
    pub summary: String,
    /// When it was created; shown as a day in the period's timezone.
    pub created: Timestamp,
    /// Its priority, as the source names it.
    #[serde(default)]
    pub priority: Option<String>,
    /// Its compound score, −1 to 1.
    pub compound: f64,
    /// Its sentiment.
    pub label: Label,
    /// Where to open it; `http` or `https`.
    #[serde(default)]
    pub url: Option<String>,
}

/// The three sentiments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// A satisfied text.
    Positive,
    /// Neither.
    Neutral,
    /// A dissatisfied text.
    Negative,
}
