//! A part of an inspected file, with what has to be known of its rows: what one step of the reading needs beside the layout.

use super::{Chunk, Inspection};
use serde::{Deserialize, Serialize};

/// A chunk, and which of its rows do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where it lies.
    #[serde(flatten)]
    pub chunk: Chunk,
    /// Its rows whose key another row has, with the one that counts; ascending. Parts that an earlier release laid out
    /// have none: there the inspection lists those of the whole file.
    #[serde(default)]
    pub superseded: Vec<(u64, u64)>,
    /// Those of them that say the same as the row that counts; ascending. An earlier release told none apart.
    #[serde(default)]
    pub repeated: Vec<u64>,
}

impl Inspection {
    /// Takes the parts out: what stays is the layout of the file, the same for each of them.
    pub fn into_parts(mut self) -> (Self, Vec<Part>) {
        let chunks = std::mem::take(&mut self.chunks);
        let superseded = std::mem::take(&mut self.superseded);
        let repeated = std::mem::take(&mut self.repeated);
        let (mut rest, mut same) = (superseded.as_slice(), repeated.as_slice());
        let parts = chunks.into_iter().map(|chunk| {
            let behind = chunk.first_row + chunk.rows;
            let (own, later) = rest.split_at(rest.partition_point(|&(row, _)| row < behind));
            rest = later;
            let (own_same, later) = same.split_at(same.partition_point(|&row| row < behind));
            same = later;
            Part {
                chunk,
                superseded: own.to_vec(),
                repeated: own_same.to_vec(),
            }
        });
        let parts = parts.collect();
        (self, parts)
    }

    /// The layout with what is known of the rows of a part.
    #[must_use]
    pub fn with_rows_of(self, part: &Part) -> Self {
        if part.superseded.is_empty() {
            return self;
        }
        Self {
            superseded: part.superseded.clone(),
            repeated: part.repeated.clone(),
            ..self
        }
    }
}
