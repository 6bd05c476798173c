//! The wanted cells of one record, collected in one reused buffer.

use super::scan::{Record, Sink};
use crate::FileError;

/// Cells in column order; a cell that is not here was empty or not wanted.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    bytes: Vec<u8>,
    /// Column and end of its content in `bytes`; it starts where the one before ends.
    ends: Vec<(usize, usize)>,
    /// Bytes kept of one cell.
    limit: usize,
}

impl Cells {
    /// Keeps at most `limit` bytes of each cell.
    pub fn new(limit: usize) -> Self {
        Self {
            bytes: Vec::new(),
            ends: Vec::new(),
            limit,
        }
    }

    /// Adds a piece of a cell's content.
    pub fn push(&mut self, column: usize, piece: &[u8]) {
        let same = self.ends.last().is_some_and(|&(last, _)| last == column);
        if !same {
            self.ends.push((column, self.bytes.len()));
        }
        let start = self
            .ends
            .len()
            .checked_sub(2)
            .map_or(0, |before| self.ends[before].1);
        let room = self.limit.saturating_sub(self.bytes.len() - start);
        self.bytes
            .extend_from_slice(&piece[..piece.len().min(room)]);
        if let Some((_, end)) = self.ends.last_mut() {
            *end = self.bytes.len();
        }
    }

    /// Forgets the record.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// All cells, by column.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&(_, end)| end));
        self.ends
            .iter()
            .zip(starts)
            .map(|(&(column, end), start)| (column, &self.bytes[start..end]))
    }
}

/// A record with every cell that holds something.
#[derive(Debug)]
pub(crate) struct Row {
    /// Where it lies.
    pub record: Record,
    /// Column and content.
    pub cells: Vec<(usize, Vec<u8>)>,
}

/// Collects whole records, up to a number, with every cell.
#[derive(Debug)]
pub(crate) struct Collect {
    /// The records so far.
    pub records: Vec<Row>,
    cells: Cells,
}

impl Collect {
    /// Keeps at most `limit` bytes of each cell.
    pub fn new(limit: usize) -> Self {
        Self {
            records: Vec::new(),
            cells: Cells::new(limit),
        }
    }
}

impl Sink for Collect {
    fn text(&mut self, column: usize, piece: &[u8]) {
        self.cells.push(column, piece);
    }

    fn record(&mut self, record: &Record) -> Result<(), FileError> {
        let cells = self
            .cells
            .iter()
            .map(|(column, text)| (column, text.to_vec()))
            .collect();
        self.records.push(Row {
            record: *record,
            cells,
        });
        self.cells.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_and_long_cells_are_cut() {
        let mut cells = Cells::new(4);
        cells.push(1, b"ab");
        cells.push(1, b"cdef");
        cells.push(7, b"x");
        assert_eq!(
            cells.iter().collect::<Vec<_>>(),
            [(1, &b"abcd"[..]), (7, b"x")]
        );
        cells.clear();
        assert_eq!(cells.iter().count(), 0);
    }
}
