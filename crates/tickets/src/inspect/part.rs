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
    /// Those of them whose ticket has another key in the row that counts; ascending.
    #[serde(default)]
    pub moved: Vec<u64>,
    /// Its rows whose made key has a number, with that number; ascending. The inspection gives it over the whole file. Parts
    /// that an earlier release laid out have none.
    #[serde(default)]
    pub numbered: Vec<(u64, u32)>,
}

impl Inspection {
    /// The layout of the file, the same for each of its parts.
    #[must_use]
    pub fn layout(&self) -> Self {
        // What is left out here may be large.
        Self {
            format: self.format.clone(),
            choices: self.choices.clone(),
            tables: self.tables.clone(),
            counts: self.counts.clone(),
            doubts: self.doubts.clone(),
            header: self.header.clone(),
            mapping: self.mapping.clone(),
            zone: self.zone.clone(),
            superseded: Vec::new(),
            repeated: Vec::new(),
            moved: Vec::new(),
            numbered: Vec::new(),
            chunks: Vec::new(),
            ..*self
        }
    }

    /// Its parts, one after the other.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        let mut superseded = self.superseded.as_slice();
        let (mut same, mut moved) = (self.repeated.as_slice(), self.moved.as_slice());
        let mut numbered = self.numbered.as_slice();
        self.chunks.iter().map(move |chunk| {
            let behind = chunk.first_row + chunk.rows;
            Part {
                chunk: chunk.clone(),
                superseded: of(&mut superseded, behind, |&(row, _)| row),
                repeated: of(&mut same, behind, |&row| row),
                moved: of(&mut moved, behind, |&row| row),
                numbered: of(&mut numbered, behind, |&(row, _)| row),
            }
        })
    }

    /// The layout with what is known of the rows of a part.
    #[must_use]
    pub fn with_rows_of(self, part: &Part) -> Self {
        if part.superseded.is_empty() && part.numbered.is_empty() {
            return self;
        }
        Self {
            superseded: part.superseded.clone(),
            repeated: part.repeated.clone(),
            moved: part.moved.clone(),
            numbered: part.numbered.clone(),
            ..self
        }
    }
}

/// Takes those off whose rows come before one.
fn of<T: Copy>(rows: &mut &[T], behind: u64, row: impl Fn(&T) -> u64) -> Vec<T> {
    let (own, later) = rows.split_at(rows.partition_point(|one| row(one) < behind));
    *rows = later;
    own.to_vec()
}
