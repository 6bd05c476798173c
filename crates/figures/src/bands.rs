//! Tickets by the band a number of theirs falls into.

use calendar::Period;
use stores::lake::{Dataset, Dimension, Measure};

use crate::figures::{Question, count, key};
use crate::{Error, Figures};

/// Bands of a number: each reaches from its edge to before the next, the last has no end.
#[derive(Debug, Clone, Copy)]
pub struct Bands<const N: usize> {
    /// The column.
    pub column: &'static str,
    /// The lower edge of each band, rising.
    pub edges: [f64; N],
}

/// Tickets by number of comments: 0, 1, 2–5, 6–10, 11–20, more.
pub const COMMENTS: Bands<6> = Bands {
    column: "comment_count",
    edges: [0.0, 1.0, 2.0, 6.0, 11.0, 21.0],
};

/// Tickets by how sure their ultimate sentiment is: low, medium from 0.5, high from 0.8.
pub const CONFIDENCE: Bands<3> = Bands {
    column: "ultimate_confidence",
    edges: [0.0, 0.5, 0.8],
};

impl Figures {
    /// The tickets created in a period, per band.
    pub async fn by_band<const N: usize>(
        &self,
        bands: Bands<N>,
        period: Period,
    ) -> Result<[u64; N], Error> {
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
        let mut counted = [0; N];
        for group in groups {
            // Neither column is ever below its first edge; should one be, it belongs to the lowest band.
            let at = key(&group, 0).parse().unwrap_or(0).min(N - 1);
            counted[at] += count(&group, 0);
        }
        Ok(counted)
    }
}
