//! A workspace's lake at one snapshot.

use calendar::Period;
pub use stores::lake::Error;
use stores::lake::{Dataset, Dimension, Filter, Group, Lake, Measure, Plan, Snapshot};

/// A workspace's lake at one snapshot.
pub struct Figures {
    lake: Lake,
    workspace: i64,
    snapshot: Option<Snapshot>,
    only: Vec<Filter>,
    source: Option<Filter>,
}

impl Figures {
    /// Pins the present snapshot.
    pub async fn at_present(lake: &Lake, workspace: i64) -> Result<Self, Error> {
        let snapshot = lake.current(workspace).await?;
        Ok(Self {
            lake: lake.clone(),
            workspace,
            snapshot,
            only: Vec::new(),
            source: None,
        })
    }

    /// Limited to the tickets that meet all of some conditions on their columns. Texts and entities have few of those
    /// columns: questions about them stay about all.
    #[must_use]
    pub fn only(self, filters: Vec<Filter>) -> Self {
        Self {
            only: filters,
            ..self
        }
    }

    /// Limited to the tickets of one source, their texts and what these mention.
    #[must_use]
    pub fn of_source(self, source: &str) -> Self {
        Self {
            source: Some(only("source", source)),
            ..self
        }
    }

    /// The snapshot the numbers come from; none before the first publish.
    pub fn snapshot(&self) -> Option<Snapshot> {
        self.snapshot
    }

    /// The groups of a question. Before the first publish there are none.
    pub(crate) async fn ask(&self, question: Question) -> Result<Vec<Group>, Error> {
        self.ask_for(question, None).await
    }

    /// So many groups of a question: those whose first measure is largest. There may be any number of others.
    pub(crate) async fn ask_largest(
        &self,
        question: Question,
        most: u32,
    ) -> Result<Vec<Group>, Error> {
        self.ask_for(question, Some(most)).await
    }

    async fn ask_for(&self, question: Question, largest: Option<u32>) -> Result<Vec<Group>, Error> {
        let Some(snapshot) = self.snapshot else {
            return Ok(Vec::new());
        };
        let mut filters = question.filters;
        filters.extend(self.source.clone());
        if question.dataset == Dataset::Ticket {
            filters.extend_from_slice(&self.only);
        }
        let plan = Plan {
            dataset: question.dataset,
            snapshot: Some(snapshot.id),
            period: question.period.map(|period| (period.start(), period.end())),
            filters,
            group_by: question.group_by,
            measures: question.measures,
            largest,
        };
        Ok(self.lake.aggregate(self.workspace, plan).await?.groups)
    }
}

/// A plan without its snapshot.
pub(crate) struct Question {
    pub(crate) dataset: Dataset,
    pub(crate) period: Option<Period>,
    pub(crate) filters: Vec<Filter>,
    pub(crate) group_by: Vec<Dimension>,
    pub(crate) measures: Vec<Measure>,
}

/// The condition that a column holds one value.
pub(crate) fn only(column: &str, value: &str) -> Filter {
    Filter {
        column: column.to_owned(),
        values: vec![value.to_owned()],
    }
}

/// A column as a dimension.
pub(crate) fn column(name: &str) -> Dimension {
    Dimension::Column(name.to_owned())
}

/// The key of a dimension; empty where the column was null.
pub(crate) fn key(group: &Group, at: usize) -> &str {
    group
        .keys
        .get(at)
        .and_then(Option::as_deref)
        .unwrap_or_default()
}

/// A measure as a number; zero where nothing was there to measure.
pub(crate) fn number(group: &Group, at: usize) -> f64 {
    group.values.get(at).copied().flatten().unwrap_or_default()
}

/// A measure that counts.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are whole, positive and far below 2^53"
)]
pub(crate) fn count(group: &Group, at: usize) -> u64 {
    number(group, at) as u64
}
