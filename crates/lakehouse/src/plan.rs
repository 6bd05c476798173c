//! What an aggregation asks and what it answers.

use jiff::Timestamp;

use crate::Dataset;

/// What rows are grouped by.
#[derive(Clone, Debug, PartialEq)]
pub enum Dimension {
    /// The values of a column of text.
    Column(String),
    /// Calendar day `YYYY-MM-DD` of `created_at` in an IANA timezone. Rows without one are of no group, as of no week or hour.
    Day(String),
    /// ISO week `YYYY-Www` of `created_at` in an IANA timezone.
    Week(String),
    /// Hour of the day 0 to 23 of `created_at` in an IANA timezone.
    Hour(String),
    /// Index of the half-open band `edges[i] <= x < edges[i+1]` a number falls into; below the first edge is -1.
    Band(String, Vec<f64>),
}

/// What is computed per group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Rows.
    Count,
    /// Sum of a number, null counts as nothing.
    Sum(String),
    /// Rows in which the column is not null.
    Present(String),
    /// Smallest number.
    Minimum(String),
    /// Largest number.
    Maximum(String),
}

/// A condition rows must meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// A column of text.
    pub column: String,
    /// The row's value must be one of these.
    pub values: Vec<String>,
}

/// An aggregation.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Over which dataset.
    pub dataset: Dataset,
    /// Of which snapshot; none for the present one.
    pub snapshot: Option<u64>,
    /// Half-open range of `created_at`; none for all, those without one included.
    pub period: Option<(Timestamp, Timestamp)>,
    /// All must hold.
    pub filters: Vec<Filter>,
    /// Grouped by these, in order; empty for one group over all rows.
    pub group_by: Vec<Dimension>,
    /// Computed per group, in order.
    pub measures: Vec<Measure>,
    /// Only so many groups: those whose first measure is largest, of equals the first by their keys; none for all.
    pub largest: Option<u32>,
}

impl Plan {
    /// A plan over all rows of a dataset's present snapshot that counts them.
    pub fn count(dataset: Dataset) -> Self {
        Self {
            dataset,
            snapshot: None,
            period: None,
            filters: Vec::new(),
            group_by: Vec::new(),
            measures: vec![Measure::Count],
            largest: None,
        }
    }
}

/// One group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// A value per dimension; none for null.
    pub keys: Vec<Option<String>>,
    /// A value per measure; none where nothing was there to measure.
    pub values: Vec<Option<f64>>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Which snapshot it was read from; none before the first publish, then `groups` is empty.
    pub snapshot: Option<u64>,
    /// Sorted by keys; null sorts first.
    pub groups: Vec<Group>,
}
