//! What separates the cells of a table.

use super::{DELIMITERS, SAMPLE_ROWS, scan};
use crate::{Encoding, csv::scan::Start};

/// The separator under which header and rows agree on the most columns; of equals the first.
pub(super) fn guess(body: &[u8], encoding: Encoding, start: Start, complete: bool) -> u8 {
    let agreeing = |delimiter: u8| {
        let (rows, _) = scan(
            body,
            (delimiter, encoding),
            (start, 0),
            (SAMPLE_ROWS, complete),
        );
        let columns = rows.first().map_or(0, |header| header.record.columns);
        let data = &rows[rows.len().min(1)..];
        let same = data
            .iter()
            // Cells beyond the header that hold nothing are none.
            .filter(|row| row.record.columns.min(row.record.width.max(columns)) == columns)
            .count();
        if columns < 2 {
            0
        } else {
            columns * (same + 1) * 100 / (data.len() + 1)
        }
    };
    DELIMITERS
        .iter()
        .rev()
        .copied()
        .max_by_key(|&delimiter| agreeing(delimiter))
        .unwrap_or(b',')
}
