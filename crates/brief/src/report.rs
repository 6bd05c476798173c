//! The report itself: its head, its headline figures and the notes at its end.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Attention, Breakdown, Counts, Day, Entity, Tally};

/// Everything one report shows, for one workspace and one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// What it contains and how it is set.
    #[serde(default)]
    pub layout: crate::Layout,
    /// The headline, e.g. "Customer sentiment report". Also the title of the document.
    pub title: String,
    /// Whose report it is: the organisation or workspace name.
    pub workspace: String,
    /// The days covered.
    pub period: Period,
    /// When the numbers were read. Shown in the period's timezone and written into the document as
    /// its creation date, so that the same data gives the same bytes.
    pub generated_at: Timestamp,
    /// The executive summary, one paragraph each, already worded. The first is set larger.
    #[serde(default)]
    pub summary: Vec<String>,
    /// The four headline figures.
    pub kpis: Kpis,
    /// Mood and volume per day, oldest first. A day without tickets may be left out: either way it
    /// is drawn as a gap, never as zero.
    #[serde(default)]
    pub days: Vec<Day>,
    /// Tickets by sentiment over the whole period.
    pub distribution: Counts,
    /// Products, components or whatever else the tickets are grouped by.
    #[serde(default)]
    pub breakdown: Option<Breakdown>,
    /// Emotions by number of tickets, largest first.
    #[serde(default)]
    pub emotions: Vec<Tally>,
    /// Issue categories by number of tickets, largest first.
    #[serde(default)]
    pub categories: Vec<Tally>,
    /// Entities mentioned most, largest first.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// Tickets somebody should look at, most pressing first.
    #[serde(default)]
    pub attention: Vec<Attention>,
    /// Where the numbers come from.
    pub notes: Notes,
}

/// The days a report covers, both ends included, in one timezone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day, itself covered.
    pub to: Date,
    /// The IANA name of the timezone whose midnights bound the days, e.g. `Europe/Berlin`.
    pub timezone: String,
}

/// The headline figures, each with its value in the period before this one, of the same length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kpis {
    /// Tickets created in the period. The change is shown in percent.
    pub tickets: Number,
    /// Mean compound score, −1 to 1. The change is shown as a difference.
    pub compound: Mean,
    /// Negative tickets ÷ scored tickets, 0 to 1. The change is shown in percentage points.
    pub negative_share: Mean,
    /// Comments on those tickets. The change is shown in percent.
    pub comments: Number,
}

/// A count now and before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// In this period.
    pub value: u64,
    /// In the period before; `None` when there are no data that old.
    #[serde(default)]
    pub previous: Option<u64>,
}

/// A mean or share now and before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mean {
    /// In this period; `None` when there is nothing to take the mean of.
    pub value: Option<f64>,
    /// In the period before; `None` when there is nothing to compare with.
    #[serde(default)]
    pub previous: Option<f64>,
}

/// Where the numbers come from, printed at the end so that they can be traced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// The version of the scorer every score in the report comes from.
    pub scoring_version: String,
    /// How many rows (ticket texts and comments) were read.
    pub rows: u64,
    /// Of these rows, those that were not read: another language than the scorer speaks, or nothing but code, logs and
    /// quotes. They count as neutral.
    #[serde(default)]
    pub unread: u64,
    /// Tickets none of whose texts was read. They count as neutral.
    #[serde(default)]
    pub unscored: u64,
    /// The snapshot of the lake the numbers were read from.
    #[serde(default)]
    pub snapshot: Option<String>,
    /// Filters in force, e.g. "Product: Billing". Empty when the report covers everything.
    #[serde(default)]
    pub filters: Vec<String>,
}
