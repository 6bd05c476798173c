//! Where a table begins: what a report says above its header is none of it.

use super::{DELIMITERS, SAMPLE_ROWS, scan};
use crate::{
    Encoding, Field,
    csv::{cells::Row, scan::Start},
};

/// So many lines of a report may stand above its header.
const MOST: usize = 12;

/// Skips what a report says above its header, in a table that was not written for another file.
pub(super) fn skipped(
    body: &[u8],
    start: Start,
    (stated, encoding): (Option<u8>, Encoding),
    (complete, written): (bool, bool),
) -> (Start, &[u8]) {
    if written {
        return (start, body);
    }
    let found = DELIMITERS.iter().filter_map(|delimiter| {
        if stated.is_some_and(|stated| stated != *delimiter) {
            return None;
        }
        let rows = (SAMPLE_ROWS, complete);
        let (rows, _) = scan(body, (*delimiter, encoding), (start, 0), rows);
        of(&rows, encoding)
    });
    match found.min_by_key(|found| found.offset) {
        None => (start, body),
        Some(found) => {
            let skipped = usize::try_from(found.offset - start.offset).unwrap_or_default();
            (found, &body[skipped..])
        }
    }
}

/// The row of the first records that is the header, where others stand above it: rows of one cell or two, and below it a
/// table of three columns and more.
fn of(rows: &[Row], encoding: Encoding) -> Option<Start> {
    let filled: Vec<&Row> = rows.iter().filter(|row| row.record.filled).collect();
    let columns = usual(&filled)?;
    let is_above = |row: &&&Row| row.record.width <= 2;
    let above = filled.iter().take(MOST + 1).take_while(is_above).count();
    let header = filled.get(above)?;
    let below = &filled[above + 1..];
    let is_header = (1..=MOST).contains(&above)
        && header.record.columns == columns
        && header.cells.len() * 5 >= columns * 4
        && header.cells.iter().all(|(_, name)| is_name(name, encoding))
        && header
            .cells
            .iter()
            .filter(|(_, name)| is_known(name, encoding))
            .nth(1)
            .is_some()
        && !below.is_empty()
        // Lines of a text in a cell, cut by another separator, are no table.
        && below.iter().filter(|row| row.record.columns == columns).count() * 2 >= below.len();
    let record = header.record;
    is_header.then_some(Start {
        offset: record.start,
        line: record.line,
        row: 0,
    })
}

/// How many cells most rows of a table have.
fn usual(rows: &[&Row]) -> Option<usize> {
    let columns = || rows.iter().map(|row| row.record.columns);
    let count = |wanted: usize| columns().filter(|columns| *columns == wanted).count();
    columns()
        .filter(|columns| *columns > 2)
        .max_by_key(|columns| count(*columns))
}

/// Whether a column of that name means a field.
fn is_known(cell: &[u8], encoding: Encoding) -> bool {
    let name = encoding.decode(cell).0;
    Field::meant_by(&name).next().is_some()
}

/// Whether a cell is what a column may be called: words, no number and no date.
fn is_name(cell: &[u8], encoding: Encoding) -> bool {
    let name = encoding.decode(cell).0;
    let name = name.trim();
    name.chars().any(char::is_alphabetic)
        && name.chars().count() <= 80
        && crate::Reading::new(name).is_err()
}

#[cfg(test)]
mod tests {
    use crate::{Field, detect};

    #[test]
    fn lines_above_the_header_of_a_report_are_none_of_the_table() {
        let report = "All requests\nGenerated on : 14 Mar 2023\n\n\
            Request ID,Subject,Created Time,Status\n\
            17,Printer offline,\"Mar 12, 2023 09:14 AM\",Open\n\
            18,Token lost,\"Mar 12, 2023 11:14 AM\",Closed\nTotal : 2\n";
        let (format, sniff) = detect(report.as_bytes(), true).unwrap();
        assert_eq!(sniff.header.names()[0], "Request ID");
        assert_eq!((sniff.data_line, sniff.delimiter), (5, ','));
        let mapping = format.propose(&sniff);
        assert_eq!(mapping.columns(Field::CreatedAt), [2]);
    }

    #[test]
    fn a_table_without_lines_above_begins_with_its_first() {
        for table in [
            "id,title,created\n1,x,2026-01-02\n",
            "id\n1\n2\n",
            "id,title,comment\nA-1,x,2026-01-01;kim;Hi\nA-2,y,2026-01-02;kim;Ho\n",
            "id,title\n1,a\n2,b\n3,c\n",
        ] {
            let (_, sniff) = detect(table.as_bytes(), true).unwrap();
            assert_eq!(
                (sniff.header.names()[0].as_str(), sniff.data_line),
                ("id", 2)
            );
        }
    }
}
