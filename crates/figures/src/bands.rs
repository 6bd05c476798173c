//! Tickets by the band a number of theirs falls into.

use calendar::Period;
use stores::lake::{Dataset, Dimension, Measure};

use crate::figures::{Question, count, key};
use crate::{Error, Figures};

/// Bands of a number: each reaches from its edge to before the next.
#[derive(Debug, Clone, Copy)]
pub struct Bands {
    /// The column.
    pub column: &'static str,
    /// The lower edge of each band, rising.
    pub edges: &'static [f64],
    /// A name for each band.
    pub names: &'static [&'static str],
}

/// Tickets by number of comments.
pub const COMMENTS: Bands = Bands {
    column: "comment_count",
    edges: &[0.0, 1.0, 2.0, 6.0, 11.0, 21.0],
    names: &["0", "1", "2-5", "6-10", "11-20", "20+"],
};

/// Tickets by how sure their ultimate sentiment is: high from 0.8, medium from 0.5, else low.
pub const CONFIDENCE: Bands = Bands {
    column: "ultimate_confidence",
    edges: &[0.0, 0.5, 0.8],
    names: &["low", "medium", "high"],
};

impl Figures {
    /// The tickets created in a period, per band, in the order of the bands; a band without tickets is there with 0.
    pub async fn by_band(
        &self,
        bands: Bands,
        period: Period,
    ) -> Result<Vec<(&'static str, u64)>, Error> {
        let groups = self
            .ask(Question {
                dataset: Dataset::Ticket,
                period: Some(period),
                filters: Vec::new(),
                group_by: vec![Dimension::Band(
                    bands.column.to_owned(),
                    bands.edges.to_vec(),
                )],
                measures: vec![Measure::Count],
            })
            .await?;
        let mut counted: Vec<(&str, u64)> = bands.names.iter().map(|name| (*name, 0)).collect();
        for group in groups {
            // Both columns are never below their first edge; should one be, it belongs to the lowest band.
            let at = key(&group, 0).parse().unwrap_or(0).min(counted.len() - 1);
            counted[at].1 += count(&group, 0);
        }
        Ok(counted)
    }
}
