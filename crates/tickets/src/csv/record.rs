//! What a scanner tells of a record.

use crate::FileError;

/// What the scanner tells while bytes pass.
pub(crate) trait Sink {
    /// A piece of a wanted cell's content, quotes undone. An empty cell is never mentioned.
    fn text(&mut self, column: usize, piece: &[u8]);
    /// The record whose pieces were just told has ended.
    fn record(&mut self, record: &Record) -> Result<(), FileError>;
}

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record {
    /// Number of the record: data rows count from 1, the header is row 0.
    pub row: u64,
    /// Physical line of its first byte, counted from 1.
    pub line: u64,
    /// Offset of its first byte.
    pub start: u64,
    /// Offset behind its line end (behind the CR of a CRLF).
    pub end: u64,
    /// Physical line on which the next record may start.
    pub next_line: u64,
    /// Number of its cells, at least 1.
    pub columns: usize,
    /// Number of its cells up to the last one that holds more than blanks.
    pub width: usize,
    /// Whether any cell holds something.
    pub filled: bool,
}

impl Record {
    /// How many cells it has: empty ones behind the last column count unless all rows of the file end in so many.
    pub fn cells(&self, columns: usize, surplus: usize) -> usize {
        if self.width > columns || self.columns <= columns + surplus {
            self.width
        } else {
            self.columns
        }
    }
}

/// Where scanning starts: between two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Start {
    /// Offset of the first byte.
    pub offset: u64,
    /// Its physical line, from 1.
    pub line: u64,
    /// Number of the first record.
    pub row: u64,
}
