//! How many rows a table has.

use crate::{
    FileError, Sniff,
    csv::scan::{Record, Scanner, Sink, Start},
};

/// Counts the rows of a table as its bytes pass, from its first one on.
pub struct RowCount {
    scanner: Scanner,
    skip: u64,
    rows: Filled,
}

#[derive(Default)]
struct Filled(u64);

impl Sink for Filled {
    fn text(&mut self, _column: usize, _piece: &[u8]) {}

    fn record(&mut self, record: &Record) -> Result<(), FileError> {
        self.0 += u64::from(record.width > 0);
        Ok(())
    }
}

impl RowCount {
    /// Of the table with that head.
    pub fn new(sniff: &Sniff) -> Self {
        let start = Start {
            offset: sniff.data_start,
            line: sniff.data_line,
            row: 1,
        };
        let delimiter = u8::try_from(sniff.delimiter).unwrap_or(b',');
        Self {
            scanner: Scanner::new(delimiter, sniff.encoding, start, u64::MAX),
            skip: sniff.data_start,
            rows: Filled::default(),
        }
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let skip = usize::try_from(self.skip).map_or(bytes.len(), |skip| skip.min(bytes.len()));
        self.skip -= skip as u64;
        self.scanner.feed(&bytes[skip..], &[], &mut self.rows)
    }

    /// The rows that hold anything.
    pub fn finish(mut self) -> Result<u64, FileError> {
        self.scanner.finish(&mut self.rows)?;
        Ok(self.rows.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_hold_anything_are_counted_at_any_piece_size() {
        let file = b"a,b\n1,\"x\ny\"\n,,\n\n2,3";
        let sniff = crate::sniff(file, true).unwrap();
        for piece in 1..9 {
            let mut count = RowCount::new(&sniff);
            file.chunks(piece)
                .for_each(|part| count.feed(part).unwrap());
            assert_eq!(count.finish(), Ok(2));
        }
    }
}
