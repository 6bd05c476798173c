//! The rows of the report's tables.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Tickets grouped by one dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breakdown {
    /// What the groups are, in the singular: "Product", "Component".
    pub dimension: String,
    /// The groups, largest first; the caller cuts to the top few.
    pub rows: Vec<Group>,
}

/// One group of tickets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its tickets.
    pub tickets: u64,
    /// Its negative tickets ÷ its scored tickets, 0 to 1; `None` when none is scored.
    pub negative_share: Option<f64>,
    /// Its mean compound score, −1 to 1; `None` when none is scored.
    #[serde(default)]
    pub compound: Option<f64>,
}

/// A name and how many tickets it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// The emotion or category.
    pub name: String,
    /// Its tickets.
    pub tickets: u64,
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
    pub tickets: u64,
    /// Mean compound score of those tickets, −1 to 1; `None` when none is scored.
    #[serde(default)]
    pub compound: Option<f64>,
}

/// A ticket somebody should look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attention {
    /// Its key, e.g. `SUP-1042`.
    pub key: String,
    /// Its summary; a long one is cut to two lines.
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
