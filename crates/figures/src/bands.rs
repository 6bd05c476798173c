//! Tickets and texts by the band a number of theirs falls into.

use calendar::Period;
use stores::lake::{Dataset, Dimension, Measure};

use crate::figures::{Question, count, key};
use crate::{Error, Figures};

/// Bands of a number: each reaches from its edge to before the next, the last has no end.
#[derive(Debug, Clone, Copy)]
pub struct Bands<const N: usize> {
    /// What is counted.
    pub dataset: Dataset,
    /// The column.
    pub column: &'static str,
    /// The lower edge of each band, rising.
    pub edges: [f64; N],
}

/// Tickets by number of comments: 0, 1, 2–5, 6–10, 11–20, more.
pub const COMMENTS: Bands<6> = Bands {
    dataset: Dataset::Ticket,
    column: "comment_count",
    edges: [0.0, 1.0, 2.0, 6.0, 11.0, 21.0],
};

/// Tickets by how sure their ultimate sentiment is: low, medium from 0.5, high from 0.8.
pub const CONFIDENCE: Bands<3> = Bands {
    dataset: Dataset::Ticket,
    column: "ultimate_confidence",
    edges: [0.0, 0.5, 0.8],
};

/// Below every confidence of a text that was read, which is a third at least; 0 is the mark of one that was not.
const READ: f64 = 0.001;

/// Texts that were not read, because of their language or because there is nothing to read in them, and the others.
pub const TEXTS_READ: Bands<2> = Bands {
    dataset: Dataset::Sentiment,
    column: "confidence",
    edges: [0.0, READ],
};

/// Tickets none of whose texts was read, and the others.
pub const TICKETS_READ: Bands<2> = Bands {
    dataset: Dataset::Ticket,
    column: "ultimate_confidence",
    edges: [0.0, READ],
};

impl Figures {
    /// The tickets created in a period, or the texts written in it, per band.
    pub async fn by_band<const N: usize>(
        &self,
        bands: Bands<N>,
        period: Period,
    ) -> Result<[u64; N], Error> {
        let groups = self
            .ask(Question {
                dataset: bands.dataset,
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
