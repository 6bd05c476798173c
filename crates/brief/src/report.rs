//! The report itself: its head, its headline figures and the notes at its end.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Attention, Counts, Day, Entity, Group, Layout, Top};

/// Everything one report shows, for one workspace and one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The headline, e.g. "Customer sentiment report". Also the title of the document.
    pub title: String,
    /// What it contains, in which language, and on which paper.
    #[serde(default)]
    pub layout: Layout,
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
    /// Products, most tickets first.
    #[serde(default)]
    pub products: Top<Group>,
    /// Teams, most tickets first.
    #[serde(default)]
    pub teams: Top<Group>,
    /// Kinds of issues, most tickets first.
    #[serde(default)]
    pub categories: Top<Group>,
    /// Emotions, most tickets first.
    #[serde(default)]
    pub emotions: Top<Group>,
    /// What sentences judge, most tickets first. A ticket may judge several; its score here is that of these sentences.
    #[serde(default)]
    pub aspects: Top<Group>,
    /// How the mood of conversations went on, most tickets first.
    #[serde(default)]
    pub trajectories: Top<Group>,
    /// What tickets mention, most tickets first.
    #[serde(default)]
    pub entities: Top<Entity>,
    /// Tickets somebody should look at, most pressing first.
    #[serde(default)]
    pub attention: Top<Attention>,
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
    /// How many texts (of tickets and their comments) were written in the period.
    pub rows: u64,
    /// Of these texts, those that were not read: another language than the scorer speaks, or nothing but code, logs and
    /// quotes. They count as neutral.
    #[serde(default)]
    pub unread: u64,
    /// Tickets none of whose texts was read. They count as neutral.
    #[serde(default)]
    pub unscored: u64,
    /// Tickets that meet the filters and have no creation date: they are in no period.
    #[serde(default)]
    pub undated: u64,
    /// The snapshot of the lake the numbers were read from.
    #[serde(default)]
    pub snapshot: Option<String>,
    /// Filters in force, already worded, e.g. "Product: Billing". Empty when the report covers everything.
    #[serde(default)]
    pub filters: Vec<String>,
    /// When the report was due, where it comes late.
    #[serde(default)]
    pub late: Option<Timestamp>,
}
